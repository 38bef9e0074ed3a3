/** What the engine says: so far what `needlint check --format json` says of its one product. */
export interface Answer {
  verdict: 'avoid' | 'caution' | 'clear' | 'unreadable'
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
const waiting = new Map<number, (answer: Answer) => void>()
let next = 1

worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: Answer }>) => {
  waiting.get(data.id)?.(data.answer)
  waiting.delete(data.id)
}

export function check(text: string): Promise<Answer> {
  return new Promise((resolve) => {
    waiting.set(next, resolve)
    worker.postMessage({ id: next++, text })
  })
}
