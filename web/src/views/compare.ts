/** Two lists side by side: what differs, and which is warned against. */
import { showVerdict } from '../answer/answer.ts'
import { lists } from '../answer/lists.ts'
import { keepInSight } from '../answer/sight.ts'
import { el, find } from '../dom.ts'
import type { Answer, Comparison } from '../engine/answer.ts'
import { compare, follow } from '../engine/client.ts'
import { say, whenLanguageChanges, type Key } from '../language.ts'
import { shareText, textOfAddress } from '../share.ts'
import { isFromPhoto } from './label.ts'

const SIDES = ['first', 'second'] as const
type Side = (typeof SIDES)[number]

let latest: Comparison | undefined

export async function start(view: HTMLElement): Promise<void> {
  const share = el('button', { type: 'button', 'data-text': 'share', text: say('share') })
  const said = el('p', { class: 'hint', role: 'log', 'aria-live': 'polite' })
  view.replaceChildren(
    el('div', { class: 'pair' }, ...SIDES.map(field)),
    el('div', { class: 'tools' }, share),
    said,
    el('div', { id: 'outcome', role: 'status' }),
    el('div', { class: 'pair' }, ...SIDES.map((side) => el('div', { id: `answer-${side}` }))),
  )
  keepInSight(find('#outcome'))
  const [first, second] = SIDES.map((side) => find<HTMLTextAreaElement>(`#text-${side}`))
  if (!first || !second) return
  const texts = textOfAddress()
  // two texts are compared as they stand, and what was perhaps misread may not be cleared by that
  const typed = isFromPhoto() ? '' : find<HTMLTextAreaElement>('#text').value
  first.value = texts[0] ?? typed
  second.value = texts[1] ?? ''
  const run = follow(async () => {
    const isEmpty = first.value.trim() === '' || second.value.trim() === ''
    latest = isEmpty ? undefined : await compare(first.value, second.value)
    show()
  })
  view.addEventListener('input', run)
  share.addEventListener('click', async () => {
    said.textContent = await shareText([first.value, second.value])
  })
  whenLanguageChanges(show)
  run()
}

function field(side: Side): HTMLElement {
  const label = el('label', { for: `text-${side}`, 'data-text': `compare.${side}`, text: say(`compare.${side}`) })
  const text = el('textarea', { id: `text-${side}`, rows: 4, dir: 'auto', spellcheck: 'false', autocomplete: 'off' })
  return el('div', { class: 'field' }, label, el('div', { class: 'paper' }, text))
}

function show(): void {
  const outcome = find('#outcome')
  const text = latest ? say(`compare.outcome.${latest.outcome}`) : say('compare.none')
  const shared = latest ? [el('p', { class: 'hint', text: say('compare.shared', { n: latest.shared }) })] : []
  outcome.dataset.outcome = latest?.outcome ?? 'none'
  outcome.replaceChildren(el('p', { class: latest ? 'meaning' : 'hint', text }), ...shared)
  SIDES.forEach((side, at) => {
    const place = find(`#answer-${side}`)
    place.replaceChildren(...(latest ? shown(latest, side, at) : []))
  })
}

function shown({ answers, only }: Comparison, side: Side, at: number): HTMLElement[] {
  const answer = answers[at] as Answer
  const verdict = el('div', { class: 'verdict' })
  showVerdict(verdict, answer)
  const names = (only[at] ?? []).map(([list, place]) => answer.lists[list]?.ingredients[place])
  const items = names.map((one) => one && el('li', { 'data-mark': one.mark, 'data-severity': one.severity ?? undefined }, el('bdi', { text: one.text })))
  const title = el('h3', { text: say(`compare.only.${side}` as Key) })
  const differs = items.length > 0 ? el('ul', { class: 'only' }, ...items) : el('p', { class: 'hint', text: say('compare.only.none') })
  return [el('h2', { text: say(`compare.${side}`) }), verdict, el('section', {}, title, differs), lists(answer)]
}
