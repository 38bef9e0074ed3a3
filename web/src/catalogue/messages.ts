/** What the page and the worker that scans a catalogue say to each other. */
import type { Head, JudgedRow, Verdict } from '../engine/answer.ts'

/** Places of columns, from 0. */
export interface Columns {
  ingredients: number
  id: number | null
  name: number | null
}

export interface Order {
  file: File
  /** Those that the reader chose; else they are found by their usual names. */
  columns?: Columns
}

export type Counts = Record<Verdict, number>

/** A product with something to say of it. */
export interface ShownRow {
  row: number
  product: string
  judged: Omit<JudgedRow, 'cells'>
}

export type Message =
  | { kind: 'head'; header: string[]; head: Head; columns: Columns | undefined }
  | { kind: 'progress'; rows: number; read: number; counts: Counts }
  | { kind: 'found'; findings: ShownRow[]; unread: ShownRow[] }
  | { kind: 'done'; rows: number; seconds: number; counts: Counts; annotated: Blob }
  | { kind: 'no-csv' }
  | { kind: 'failed'; why: string }
