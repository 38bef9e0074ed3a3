/** What the engine answers: see web/engine/src. */
export type Verdict = 'avoid' | 'caution' | 'clear' | 'unreadable'
export type Severity = 'error' | 'warning' | 'note'
export type Mark = 'warned' | 'carrier' | 'look-alike' | 'unknown' | 'nothing'

/** What `needlint check --format json` says of its one product; the page reads only this of it. */
export interface Report {
  verdict: Verdict
  unreadable?: string
  names?: { read: number; known: number }
}

export interface Ingredient {
  before: string
  text: string
  mark: Mark
  severity: Severity | null
  /** Numbers of findings. */
  findings: number[]
  look_alike: string | null
}

export interface List {
  kind: string
  title: string | null
  ingredients: Ingredient[]
}

export interface Finding {
  rule: string
  severity: Severity
  text: string
  headline: string
  place: string
  description: string
}

export interface Rule {
  id: string
  meaning: string
  why: string
  place: string | null
  silent: string
  sources: string[]
}

/** What is said of a photo that a text was read from. */
export interface AboutPhoto {
  /** Why the list is not cleared though nothing was found in it: see web/engine/src/photo.rs. */
  doubts: string[]
  /** Words to compare with the label, in bytes of the text. */
  uncertain: { start: number; end: number }[]
}

export interface Answer {
  report: Report
  sentence: string
  lists: List[]
  findings: Finding[]
  apart: number[]
  rules: Rule[]
  unsaid: string[]
  steps: string[]
  /** If the text was read from a photo. */
  photo: AboutPhoto | null
}

export interface Comparison {
  outcome: 'first' | 'second' | 'both' | 'neither' | 'unread'
  answers: [Answer, Answer]
  /** Places of ingredients: list and number in it. */
  only: [[number, number][], [number, number][]]
  shared: number
}

/** Which columns of a catalogue are which. */
export interface Head {
  ingredients: number | null
  id: number | null
  name: number | null
  added: string
  is_annotated: boolean
}

export interface JudgedRow {
  verdict: Verdict
  unreadable: string | null
  findings: { rule: string; severity: Severity; ingredient: string; headline: string; description: string }[]
  cells: string
}
