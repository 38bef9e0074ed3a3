/** What a scan gives: products by verdict, findings, those that could not be read, and the annotated file. */
import { el } from '../dom.ts'
import type { Verdict } from '../engine/answer.ts'
import { number, say, type Key } from '../language.ts'
import type { Columns, Counts, ShownRow } from './messages.ts'

export interface Results {
  name?: string
  header?: string[]
  columns?: Columns | undefined
  isAnnotated?: boolean
  rows?: number
  /** How much of the file was read, from 0 to 1. */
  read?: number
  counts?: Counts
  findings?: ShownRow[]
  unread?: ShownRow[]
  seconds?: number
  /** Of the annotated file. */
  address?: string
}

const VERDICTS: Verdict[] = ['avoid', 'caution', 'clear', 'unreadable']

export function results({ name = '', counts, findings = [], unread = [], seconds, address, isAnnotated }: Results): HTMLElement[] {
  if (!counts) return []
  const download = address && el('a', { class: 'button', href: address, download: annotatedName(name), text: say('catalogue.download') })
  return [
    ...(download ? [el('p', {}, download)] : []),
    ...(isAnnotated ? [el('p', { class: 'hint', text: say('catalogue.annotated-before') })] : []),
    ...(findings.length > 0 ? [findingsTable(findings, counts)] : []),
    ...(findings.length === 0 && seconds !== undefined ? [el('p', { text: say('catalogue.findings.none') })] : []),
    ...(unread.length > 0 ? [unreadTable(unread, counts)] : []),
  ]
}

const annotatedName = (name: string) => name.replace(/(\.\w+)?$/, '-annotated$1')

export function countsOf(counts: Counts): HTMLElement {
  const item = (verdict: Verdict) => {
    const word = el('dt', { text: verdict.toUpperCase(), lang: 'en' })
    return el('div', { 'data-verdict': verdict }, word, el('dd', { text: number(counts[verdict]) }))
  }
  return el('dl', { class: 'counts', 'aria-label': say('catalogue.counts') }, ...VERDICTS.map(item))
}

function findingsTable(rows: ShownRow[], counts: Counts): HTMLElement {
  const lines = rows.flatMap(({ row, product, judged }) =>
    judged.findings.map(({ severity, ingredient, headline, description }) =>
      el(
        'tr',
        { 'data-severity': severity },
        el('td', { class: 'number', text: number(row) }),
        el('td', {}, el('bdi', { text: product })),
        el('td', { text: judged.verdict.toUpperCase(), lang: 'en' }),
        el('td', {}, el('bdi', { text: ingredient })),
        el('td', { text: [headline, description].filter((text) => text !== '').join(': '), lang: 'en' }),
      ),
    ),
  )
  const heads: Key[] = ['catalogue.row', 'catalogue.product', 'catalogue.verdict', 'catalogue.ingredient', 'catalogue.finding']
  return table('catalogue.findings', heads, lines, rows.length, Math.max(rows.length, counts.avoid + counts.caution))
}

function unreadTable(rows: ShownRow[], counts: Counts): HTMLElement {
  const lines = rows.map(({ row, product, judged }) =>
    el(
      'tr',
      {},
      el('td', { class: 'number', text: number(row) }),
      el('td', {}, el('bdi', { text: product })),
      el('td', { text: judged.unreadable ?? '', lang: 'en' }),
    ),
  )
  return table('catalogue.unread', ['catalogue.row', 'catalogue.product', 'catalogue.reason'], lines, rows.length, counts.unreadable)
}

function table(title: Key, heads: Key[], lines: HTMLElement[], shown: number, all: number): HTMLElement {
  const head = el('tr', {}, ...heads.map((key) => el('th', { scope: 'col', text: say(key) })))
  const caption = el('caption', { text: say(title) })
  const drawn = el('table', {}, caption, el('thead', {}, head), el('tbody', {}, ...lines))
  const isCut = all > shown
  return el(
    'div',
    { class: 'table', tabindex: 0, role: 'region', 'aria-label': say(title) },
    drawn,
    isCut && el('p', { class: 'hint', text: say('catalogue.first', { n: shown, all }) }),
  )
}
