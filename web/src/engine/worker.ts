/// <reference lib="webworker" />
import { Engine } from './wasm.ts'

declare const self: DedicatedWorkerGlobalScope

// The first answer builds tables: it is given before anybody asks.
const engine = Engine.load(new URL('./needlint.wasm', import.meta.url)).then((engine) => {
  engine.check('Water')
  return engine
})

self.onmessage = async ({ data }: MessageEvent<{ id: number; text: string }>) => {
  self.postMessage({ id: data.id, answer: (await engine).check(data.text) })
}
