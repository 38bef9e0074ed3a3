/** The answer to a label: the verdict first, then the list with its marks, what is open, and what to do. */
import { el, find } from '../dom.ts'
import type { Answer, Verdict } from '../engine/answer.ts'
import { say, sayOf, type Key } from '../language.ts'
import { reasons } from './finding.ts'
import { lists } from './lists.ts'

const status = () => find('#status')
const details = () => find('#details')

export function showAnswer(answer: Answer, isFromPhoto: boolean): void {
  showVerdict(status(), answer, isFromPhoto)
  details().replaceChildren(...body(answer))
}

/** Before anything was entered. */
export function showNothing(): void {
  delete status().dataset.verdict
  status().replaceChildren(el('p', { class: 'hint', text: say('answer.none') }))
  details().replaceChildren()
}

export function showFailure(error: unknown): void {
  delete status().dataset.verdict
  const why = error instanceof Error ? error.message : String(error)
  status().replaceChildren(el('p', { class: 'failure', text: say('engine.failed', { why }) }))
  details().replaceChildren()
}

/**
 * The verdict in the element that is read out when it changes. It begins with the English word in every language, and is
 * left alone where it says the same already, so that nothing is read out twice.
 */
export function showVerdict(place: HTMLElement, answer: Answer, isFromPhoto = false): void {
  const { report, sentence } = answer
  const { verdict } = report
  const parts = [
    el('p', { class: 'word' }, el('strong', { text: verdict.toUpperCase(), lang: 'en' }), ...beside(verdict, isFromPhoto)),
    el('p', { class: 'meaning', text: say(`meaning.${verdict}`) }),
    el('p', { class: 'sentence', text: sentence, lang: 'en', dir: 'auto' }),
    ...better(answer),
  ]
  const made = el('div', {}, ...parts)
  if (place.dataset.verdict === verdict && place.innerHTML === made.innerHTML) return
  place.dataset.verdict = verdict
  place.replaceChildren(...made.childNodes)
}

/** How to get an answer, where there is none. Of a photo all reasons are said, and that another may be better. */
function better({ report, photo }: Answer): HTMLElement[] {
  if (!report.unreadable) return []
  const doubts = (photo?.doubts ?? []).map((doubt) => el('li', { text: sayOf('doubt', doubt) }))
  const first = doubts.length > 0 ? el('ul', { class: 'doubts' }, ...doubts) : advice(sayOf('better', report.unreadable))
  return photo ? [first, advice(say('doubt.another'))] : [first]
}

const advice = (text: string) => el('p', { class: 'better', text })

/** The word in the reader's language, and where the text is from. */
function beside(verdict: Verdict, isFromPhoto: boolean): HTMLElement[] {
  const word = say(`word.${verdict}`)
  const parts: HTMLElement[] = []
  if (word) parts.push(el('span', { class: 'translated', text: word }))
  if (isFromPhoto) parts.push(el('span', { class: 'origin', text: say('answer.photo') }))
  return parts
}

/** All but the verdict. */
export function body(answer: Answer): HTMLElement[] {
  const apart = answer.apart.map((number) => answer.findings[number]).filter((finding) => finding !== undefined)
  return [
    lists(answer),
    apart.length > 0 && section('apart', 'apart.title', ...apart.map((finding) => reasons(answer, [finding]))),
    sentences('steps', 'steps.title', answer.steps),
    sentences('unsaid', 'unsaid.title', answer.unsaid),
  ].filter((part) => part !== false)
}

function sentences(name: string, title: Key, texts: string[]): HTMLElement | false {
  return texts.length > 0 && section(name, title, el('ul', { lang: 'en' }, ...texts.map((text) => el('li', { text }))))
}

function section(name: string, title: Key, ...parts: HTMLElement[]): HTMLElement {
  return el('section', { class: name }, el('h3', { text: say(title) }), ...parts)
}
