/** The lists as the label has them, each ingredient marked, and each mark opening to what there is to say. */
import { el } from '../dom.ts'
import type { Answer, Ingredient, List } from '../engine/answer.ts'
import { say, sayOf, type Key } from '../language.ts'
import { reasons } from './finding.ts'

/** So many ingredients of a list are drawn at once: more than any label has. */
const MOST = 300

/** What was opened stays open while the text is edited, by the ingredient's own words. */
const opened = new Set<string>()

export function lists(answer: Answer): HTMLElement {
  const shown = answer.lists.filter((list) => list.ingredients.length > 0)
  const listed = shown.filter((list) => list.kind !== 'statement').length
  return el(
    'div',
    { class: 'lists' },
    listed > 1 && el('p', { class: 'hint', text: say('lists.several', { n: listed }) }),
    ...shown.map((list) => drawn(answer, list)),
  )
}

function drawn(answer: Answer, list: List): HTMLElement {
  const kind = sayOf('list', list.kind)
  const title = el('h3', {}, kind)
  if (list.title) title.append(': ', el('bdi', { text: list.title.trim() }))
  const items = el('ol', { class: 'list', dir: 'auto' })
  const add = (from: number) => {
    const part = list.ingredients.slice(from, from + MOST)
    items.append(...part.map((ingredient, at) => item(answer, list, ingredient, from + at)))
    const rest = list.ingredients.length - from - part.length
    if (rest > 0) items.append(more(rest, () => add(from + MOST)))
  }
  add(0)
  return el('section', { class: 'of-label' }, title, items)
}

function more(rest: number, add: () => void): HTMLElement {
  const button = el('button', { type: 'button', text: say('list.more', { n: Math.min(rest, MOST) }) })
  const item = el('li', { class: 'more' }, button)
  button.addEventListener('click', () => {
    item.remove()
    add()
  })
  return item
}

/** An ingredient, with the sign that stood behind it: what parts them is no text of its own. */
function item(answer: Answer, list: List, ingredient: Ingredient, at: number): HTMLElement {
  const behind = list.ingredients[at + 1]?.before.trim() ?? ''
  const separator = /^\p{P}$/u.test(behind) ? behind : ''
  if (ingredient.mark === 'nothing') {
    return el('li', { 'data-mark': 'nothing' }, el('bdi', { text: ingredient.text }), separator)
  }
  const mark = el('span', { class: 'mark', text: markOf(ingredient) })
  const summary = el('summary', {}, el('bdi', { text: ingredient.text }), ' ', mark)
  const details = el('details', { open: opened.has(ingredient.text) }, summary, explained(answer, ingredient))
  details.addEventListener('toggle', () => {
    if (details.open) opened.add(ingredient.text)
    else opened.delete(ingredient.text)
  })
  return el(
    'li',
    { 'data-mark': ingredient.mark, 'data-severity': ingredient.severity ?? undefined },
    details,
  )
}

function markOf({ mark, severity }: Ingredient): string {
  const isNote = mark === 'warned' && severity === 'note'
  return say(isNote ? 'mark.note' : (`mark.${mark}` as Key))
}

function explained(answer: Answer, { findings, look_alike, mark }: Ingredient): HTMLElement {
  const found = findings.map((number) => answer.findings[number]).filter((finding) => finding !== undefined)
  if (found.length > 0) return reasons(answer, found)
  const text = sayOf('explain', mark).replace('{what}', look_alike ?? '')
  return el('div', { class: 'reasons' }, el('p', { text }))
}
