/** The engine's functions, as the crate in web/engine exports them. */
interface Exports {
  memory: WebAssembly.Memory
  input(length: number): number
  check(): number
  output(): number
}

/** The engine in this thread. */
export class Engine {
  private constructor(private readonly wasm: Exports) {}

  static async load(address: URL): Promise<Engine> {
    const bytes = await (await fetch(address)).arrayBuffer()
    const { instance } = await WebAssembly.instantiate(bytes)
    return new Engine(instance.exports as unknown as Exports)
  }

  check(text: string): unknown {
    const bytes = new TextEncoder().encode(text)
    const at = this.wasm.input(bytes.length)
    new Uint8Array(this.wasm.memory.buffer, at, bytes.length).set(bytes)
    const length = this.wasm.check()
    const answer = new Uint8Array(this.wasm.memory.buffer, this.wasm.output(), length)
    return JSON.parse(new TextDecoder().decode(answer))
  }
}
