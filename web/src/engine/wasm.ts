/** The engine's functions, as the crate in web/engine exports them. */
interface Exports {
  memory: WebAssembly.Memory
  input(length: number): number
  answer(): number
  output(): number
}

/** The engine in this thread. */
export class Engine {
  private readonly encoder = new TextEncoder()
  private readonly decoder = new TextDecoder()

  private constructor(private readonly wasm: Exports) {}

  static async load(address: URL): Promise<Engine> {
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`)
    const { instance } = await WebAssembly.instantiate(await response.arrayBuffer())
    return new Engine(instance.exports as unknown as Exports)
  }

  /** The answer to a question. Both are written as JSON: see web/engine/src/question.rs. */
  ask<Answer extends object>(question: object): Answer {
    const bytes = this.encoder.encode(JSON.stringify(question, wellFormed))
    const at = this.wasm.input(bytes.length)
    new Uint8Array(this.wasm.memory.buffer, at, bytes.length).set(bytes)
    const length = this.wasm.answer()
    const answer = new Uint8Array(this.wasm.memory.buffer, this.wasm.output(), length)
    const said: Answer & { fault?: string } = JSON.parse(this.decoder.decode(answer))
    if (said.fault !== undefined) throw new Error(said.fault)
    return said
  }
}

/** Half of a character, which a text may hold and JSON may not, counts as one that cannot be read. */
function wellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value
}
