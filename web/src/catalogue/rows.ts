/** Rows of a CSV file, cut by Papa Parse, each with the very text that it stands in. */
import Papa from 'papaparse'

export interface Row {
  fields: string[]
  /** As the file has it, without the line end. */
  raw: string
  lineEnd: string
  /** Whether its quotes do not fit, so that it may have been cut in the wrong places. */
  isBroken: boolean
}

/** Longer than this is no row: a quote is open. */
const LONGEST_ROW = 8 << 20

/** What tells products apart is a word with a digit, most often. */
const ID = /^[^\s"<>,;]*\d[^\s"<>,;]*$/

/** No text in Windows-1252 has these, or three letters in a row that are not ASCII: it is in another encoding. */
const NOT_WESTERN = /[\x81ƒ\x8d\x8f\x90\x9d]|[^\0-\x7f\xa0«»–—‘’“”„•®™°]{3}/

/** Papa's own parser, which says where each row ends. Its types leave that out. */
interface Parser {
  parse(text: string, start: number, leavesLastRow: boolean): unknown
  abort(): void
}
interface Step {
  data: string[][]
  errors: unknown[]
  meta: { cursor: number }
}
const PapaParser = Papa.Parser as unknown as new (options: object) => Parser

export class RowReader {
  delimiter = ','
  private newline = '\n'
  private rest = ''
  private isBegun = false
  /** How many fields the header has. */
  private width = 0

  /** `isGuessed`: whether the encoding of the file is only what bytes of no known one are taken for. */
  constructor(private readonly isGuessed = false) {}

  /** The rows that are complete with this piece of the text. */
  read(piece: string, isLast: boolean): Row[] {
    this.rest += piece
    if (!this.isBegun) {
      if (!isLast && !lineEndOf(this.rest)) return []
      this.begin()
    }
    const rows: Row[] = []
    for (;;) {
      const isOpen = this.cut(rows, isLast)
      if (!isOpen && (!isLast || this.rest === '')) return rows
      this.firstLine(rows)
    }
  }

  private begin(): void {
    this.isBegun = true
    this.newline = lineEndOf(this.rest) ?? '\n'
    const { meta } = Papa.parse(this.rest.slice(0, 1 << 16), { preview: 20, delimitersToGuess: [',', ';', '\t', '|'] })
    this.delimiter = meta.delimiter || ','
  }

  /** Cuts the rest. Whether a row begins in it whose quotes do not fit, so that it may go on into other rows. */
  private cut(rows: Row[], isLast: boolean): boolean {
    const text = this.rest
    let at = 0
    let isOpen = false
    const step = ({ data, errors, meta }: Step) => {
      const [fields] = data
      const raw = text.slice(at, meta.cursor)
      isOpen = (errors.length > 0 && raw.slice(0, -this.newline.length).includes(this.newline)) || this.swallows(raw)
      if (isOpen || !fields) return parser.abort()
      at = meta.cursor
      if (raw !== '') rows.push(this.row(fields, raw, errors.length > 0))
    }
    const parser = new PapaParser({ delimiter: this.delimiter, newline: this.newline, step })
    parser.parse(text, 0, !isLast)
    this.rest = text.slice(at)
    return isOpen || this.rest.length > LONGEST_ROW
  }

  /** Takes the first line of the rest for a broken row: a quote that is open must not hide the rows behind it. */
  private firstLine(rows: Row[]): void {
    const end = this.rest.indexOf(this.newline)
    const raw = end < 0 ? this.rest : this.rest.slice(0, end + this.newline.length)
    this.rest = this.rest.slice(raw.length)
    if (raw !== '') rows.push(this.row(raw.split(this.delimiter), raw, true))
  }

  /** Whether a line within the quotes of a row reads like a row of its own: a quote that is none would hide it. */
  private swallows(raw: string): boolean {
    const [first = '', ...others] = raw.trimEnd().split(this.newline)
    return this.width > 1 && others.some((line) => this.isRow(line, first))
  }

  /** It has a field for each column, and begins with an id as the row does that it is in; a list has no tabs. */
  private isRow(line: string, first: string): boolean {
    const cut = (text: string) => text.replace(/"[^"]*"/g, '""').split(this.delimiter)
    const [id = '', ...fields] = cut(line)
    if (fields.length + 1 !== this.width) return false
    const isText = fields.some((field) => /^ |^\d-/.test(field))
    return this.delimiter === '\t' || (ID.test(id) && ID.test(cut(first)[0] ?? '') && !isText)
  }

  private row(fields: string[], text: string, isBroken: boolean): Row {
    this.width ||= fields.length
    const raw = text.replace(/(\r\n|\n|\r)$/, '')
    const last = fields.length - 1
    const cut = fields.map((field, at) => (at === last ? field.replace(/[\r\n]+$/, '') : field))
    const isUnread = /[\0\ufffd]/.test(text) || (this.isGuessed && NOT_WESTERN.test(text))
    return { fields: cut, raw, lineEnd: text.slice(raw.length), isBroken: isBroken || isUnread }
  }
}

/** The first line end that is in no quotes. */
function lineEndOf(text: string): string | undefined {
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') isQuoted = !isQuoted
    if (isQuoted || (sign !== '\n' && sign !== '\r')) continue
    return sign === '\r' && text[at + 1] === '\n' ? '\r\n' : sign
  }
  return undefined
}
