/// <reference lib="webworker" />
// Scans a catalogue, away from the page.
import type { Head, JudgedRow } from '../engine/answer.ts'
import { Engine } from '../engine/wasm.ts'
import type { Columns, Counts, Message, Order, ShownRow } from './messages.ts'
import { RowReader, type Row } from './rows.ts'
import { encodingOf, GUESSED, textOf } from './text.ts'

declare const self: DedicatedWorkerGlobalScope

/** So many products are shown with findings, and so many that could not be read; all are counted. */
const MOST_SHOWN = 100
/** Milliseconds between two words on how far it is. */
const BETWEEN_WORDS = 100

const engine = Engine.load(new URL('../engine/needlint.wasm', import.meta.url))
const tell = (message: Message) => self.postMessage(message)

self.onmessage = async ({ data }: MessageEvent<Order>) => {
  try {
    const encoding = await encodingOf(data.file)
    if (!encoding) return tell({ kind: 'no-csv' })
    await new Scan(await engine, data, encoding).run()
  } catch (error) {
    tell({ kind: 'failed', why: error instanceof Error ? error.message : String(error) })
  }
}

class Scan {
  private readonly rows: RowReader
  private readonly counts: Counts = { avoid: 0, caution: 0, clear: 0, unreadable: 0 }
  private readonly findings: ShownRow[] = []
  private readonly unread: ShownRow[] = []
  private readonly annotated: Blob[] = []
  private columns: Columns | undefined
  private header: string[] | undefined
  private number = 0
  private toldAt = 0
  private shown = -1

  constructor(
    private readonly engine: Engine,
    private readonly order: Order,
    private readonly encoding: string,
  ) {
    this.rows = new RowReader(encoding === GUESSED)
  }

  async run(): Promise<void> {
    const start = performance.now()
    let last: { text: string; read: number } | undefined
    for await (const piece of textOf(this.order.file, this.encoding)) {
      if (last && !this.take(last.text, last.read, false)) return
      last = piece
    }
    if (!this.take(last?.text ?? '', this.order.file.size, true)) return
    const seconds = (performance.now() - start) / 1000
    this.show()
    tell({ kind: 'done', rows: this.number, seconds, counts: this.counts, annotated: new Blob(this.annotated, { type: 'text/csv' }) })
  }

  /** Judges the rows of a piece. Whether to go on: not where no column is known to have the ingredients. */
  private take(text: string, read: number, isLast: boolean): boolean {
    const written: string[] = []
    for (const row of this.rows.read(text, isLast)) {
      if (!this.header) {
        written.push(this.begin(row))
        if (!this.columns) return false
      } else {
        written.push(this.judged(row, this.header, this.columns as Columns))
      }
      this.tellProgress(read)
    }
    this.annotated.push(new Blob(written))
    this.tellProgress(read)
    return true
  }

  /** Reads the header. Gives it with the names of the columns that are added. */
  private begin({ fields, raw, lineEnd }: Row): string {
    const { delimiter } = this.rows
    const head = this.engine.ask<Head>({ ask: 'columns', header: fields, delimiter })
    const { ingredients, id, name } = head
    this.header = fields
    this.columns = this.order.columns ?? (ingredients === null ? undefined : { ingredients, id, name })
    tell({ kind: 'head', header: fields, head, columns: this.columns })
    return raw + head.added + lineEnd
  }

  /** Judges a row. Gives it with the cells that are added. */
  private judged(row: Row, header: string[], columns: Columns): string {
    const { delimiter } = this.rows
    const cell = (index: number | null) => (index === null ? '' : (row.fields[index] ?? ''))
    this.number++
    const missing = delimiter.repeat(Math.max(0, header.length - row.fields.length))
    if (row.fields.every((field) => field.trim() === '')) return row.raw + missing + delimiter.repeat(3) + row.lineEnd
    // a row that is cut short may have its list in any of its cells
    const isCut = row.fields.length <= columns.ingredients
    const from = isCut ? 0 : columns.ingredients
    // a list with the delimiter in it, and without quotes, goes on in the cells behind its own
    const more = Math.max(0, row.fields.length - header.length)
    const list = row.fields.slice(from, columns.ingredients + 1 + more).join(delimiter)
    const judged = this.engine.ask<JudgedRow>({
      ask: 'row',
      list,
      name: cell(columns.name),
      is_broken: row.isBroken || isCut || more > 0,
      delimiter,
    })
    this.count(judged, [cell(columns.id), cell(columns.name)].filter((part) => part !== '').join(' · '))
    return row.raw + missing + judged.cells + row.lineEnd
  }

  private count({ cells: _, ...judged }: JudgedRow, product: string): void {
    this.counts[judged.verdict]++
    const shown = judged.verdict === 'unreadable' ? this.unread : judged.findings.length > 0 ? this.findings : undefined
    if (shown && shown.length < MOST_SHOWN) shown.push({ row: this.number, product, judged })
  }

  private tellProgress(read: number): void {
    const now = performance.now()
    if (now - this.toldAt < BETWEEN_WORDS) return
    this.toldAt = now
    tell({ kind: 'progress', rows: this.number, read: read / Math.max(1, this.order.file.size), counts: this.counts })
    this.show()
  }

  private show(): void {
    const shown = this.findings.length + this.unread.length
    if (shown === this.shown) return
    this.shown = shown
    tell({ kind: 'found', findings: this.findings, unread: this.unread })
  }
}
