/// <reference lib="webworker" />
// The engine, away from the page, so that typing never waits for it.
import { Engine } from './wasm.ts'

declare const self: DedicatedWorkerGlobalScope

/** A label of every kind: the first answer builds tables, and is given before anybody asks. */
const WARM = 'Ingredients: Water, SD Alcohol 40-B (Alcohol Denat.), Alcohoi, Cetearyl Alcohol, Xyzanol 5 %. Alcohol-free.'

const engine = Engine.load(new URL('./needlint.wasm', import.meta.url)).then((engine) => {
  engine.ask({ ask: 'check', text: WARM })
  return engine
})

self.onmessage = async ({ data }: MessageEvent<{ id: number; question: object }>) => {
  try {
    self.postMessage({ id: data.id, answer: (await engine).ask(data.question) })
  } catch (error) {
    self.postMessage({ id: data.id, error: error instanceof Error ? error.message : String(error) })
  }
}
