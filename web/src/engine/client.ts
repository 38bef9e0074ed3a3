/** Asks the engine in its worker. */
import type { PictureReading } from '../photo/reading.ts'
import type { Answer, Comparison } from './answer.ts'

interface Reply {
  id: number
  answer?: unknown
  error?: string
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

const waiting = new Map<number, Waiting>()
let next = 1
let worker = start()

function start(): Worker {
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data: { id, answer, error } }: MessageEvent<Reply>) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) return asked?.resolve(answer)
    asked?.reject(new Error(error))
    restart()
  }
  return worker
}

/** An engine that failed may be in any state: the next question gets a new one. */
function restart(): void {
  worker.terminate()
  for (const { reject } of waiting.values()) reject(new Error('the engine was started anew'))
  waiting.clear()
  worker = start()
}

function ask<Kind>(question: object): Promise<Kind> {
  return new Promise((resolve, reject) => {
    const id = next++
    waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject })
    worker.postMessage({ id, question })
  })
}

/** What there is to be said of a label; `picture` is what is known of the photo that it was read from. */
export const check = (text: string, picture?: PictureReading) => ask<Answer>({ ask: 'check', text, picture })
export const compare = (one: string, other: string) => ask<Comparison>({ ask: 'compare', texts: [one, other] })

/**
 * Follows something that changes faster than it can be asked about: `ask` runs once at a time, and again for the newest
 * state where that changed meanwhile.
 */
export function follow(ask: () => Promise<void>): () => void {
  let isRunning = false
  let isStale = false
  return async function run() {
    isStale = true
    if (isRunning) return
    isRunning = true
    try {
      while (isStale) {
        isStale = false
        await ask()
      }
    } finally {
      isRunning = false
    }
  }
}
