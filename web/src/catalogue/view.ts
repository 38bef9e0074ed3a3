/** A catalogue: chosen or dropped, scanned in a worker of its own, and given back with what was found. */
import { el, find } from '../dom.ts'
import { say, whenLanguageChanges, type Key } from '../language.ts'
import { columnsForm } from './columns.ts'
import type { Columns, Message, Order } from './messages.ts'
import { countsOf, results, type Results } from './results.ts'

let worker: Worker | undefined
let file: File | undefined
let current: Results = {}
/** Said beside the counts: that it was stopped, or why it failed. */
let ending = ''
let address: string | undefined

export async function start(view: HTMLElement): Promise<void> {
  const input = el('input', { id: 'catalogue', type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/tab-separated-values' })
  const label = el('label', { for: 'catalogue', class: 'drop' })
  label.append(el('span', { class: 'unseen', 'data-text': 'catalogue.file' }), el('span', { 'data-text': 'catalogue.drop' }))
  view.replaceChildren(
    el('p', { 'data-text': 'catalogue.intro' }),
    el('div', { class: 'file' }, input, label),
    el('div', { id: 'catalogue-columns' }),
    el('p', { id: 'catalogue-progress' }, el('progress', { max: 1, hidden: true }), el('span')),
    stopButton(),
    el('p', { id: 'catalogue-said', role: 'status' }),
    el('div', { id: 'catalogue-counts' }),
    el('div', { id: 'catalogue-results' }),
  )
  input.addEventListener('change', () => {
    const [chosen] = input.files ?? []
    input.value = ''
    if (chosen) take(chosen)
  })
  const fillTexts = () => {
    for (const element of view.querySelectorAll<HTMLElement>('[data-text]')) element.textContent = say(element.dataset.text as Key)
    showAll()
  }
  whenLanguageChanges(fillTexts)
  fillTexts()
}

export function take(chosen: File): void {
  file = chosen
  current = {}
  scan()
}

function scan(columns?: Columns): void {
  if (!file) return
  worker?.terminate()
  ending = ''
  const header = current.header
  current = { name: file.name, ...(header ? { header, columns } : {}) }
  worker = new Worker(new URL('./catalogue-worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = ({ data }: MessageEvent<Message>) => hear(data)
  worker.onerror = (event) => hear({ kind: 'failed', why: event.message })
  worker.postMessage({ file, ...(columns ? { columns } : {}) } satisfies Order)
  showAll()
}

function stopButton(): HTMLElement {
  const button = el('button', { type: 'button', id: 'catalogue-stop', 'data-text': 'catalogue.stop', hidden: true })
  button.addEventListener('click', stop)
  return button
}

function stop(): void {
  end()
  ending = say('catalogue.stopped', { n: current.rows ?? 0 })
  showAll()
}

function end(): void {
  worker?.terminate()
  worker = undefined
}

function hear(message: Message): void {
  switch (message.kind) {
    case 'head': {
      const { header, columns, head } = message
      Object.assign(current, { header, columns, isAnnotated: head.is_annotated })
      if (!columns) end()
      return showAll()
    }
    case 'progress': {
      const { rows, read, counts } = message
      Object.assign(current, { rows, read, counts })
      return showProgress()
    }
    case 'found': {
      const { findings, unread } = message
      Object.assign(current, { findings, unread })
      return showResults()
    }
    case 'done': {
      const { rows, counts, seconds } = message
      Object.assign(current, { rows, counts, seconds })
      end()
      keep(message.annotated)
      return showAll()
    }
    case 'no-csv':
      end()
      ending = say('catalogue.no-csv')
      return showAll()
    case 'failed':
      end()
      ending = say('catalogue.failed', { why: message.why })
      return showAll()
  }
}

/** The annotated file has an address as long as it can be downloaded. */
function keep(annotated: Blob): void {
  if (address) URL.revokeObjectURL(address)
  address = URL.createObjectURL(annotated)
  current.address = address
}

function showAll(): void {
  const { header, columns } = current
  find('#catalogue-columns').replaceChildren(...(header ? [columnsForm(header, columns, scan)] : []))
  showProgress()
  showResults()
}

/** How far it is; read out only at its end. */
function showProgress(): void {
  const { rows = 0, read = 0, counts } = current
  const isRunning = worker !== undefined
  const bar = find<HTMLProgressElement>('#catalogue-progress progress')
  bar.hidden = !isRunning
  bar.value = read
  const text = isRunning ? say('catalogue.running', { n: rows, percent: Math.floor(100 * read) }) : ''
  find('#catalogue-progress span').textContent = text
  bar.setAttribute('aria-label', text)
  find('#catalogue-stop').hidden = !isRunning
  find('#catalogue-said').textContent = isRunning ? '' : said()
  find('#catalogue-counts').replaceChildren(...(counts ? [countsOf(counts)] : []))
}

function showResults(): void {
  find('#catalogue-results').replaceChildren(...results(current))
}

/** How it ended. */
function said(): string {
  const { rows = 0, seconds, header, columns } = current
  if (ending) return ending
  if (seconds !== undefined && rows === 0) return say('catalogue.empty')
  if (seconds !== undefined) return say('catalogue.done', { n: rows, seconds: seconds.toFixed(1) })
  return header && !columns ? say('catalogue.choose') : ''
}
