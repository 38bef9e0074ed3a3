/** Words of the field that may have been misread, marked behind its text. */
import { el, find } from './dom.ts'
import { say } from './language.ts'

/** A stretch of the text, in UTF-16 units; end excluded. */
export interface Stretch {
  start: number
  end: number
}

/** The marks after an edit: those before and behind it stay with their words, and one that it touched is settled. */
export function moveMarks(marks: Stretch[], before: string, after: string): Stretch[] {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let tail = 0
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const end = before.length - tail
  const shift = after.length - before.length
  const isBefore = (mark: Stretch) => mark.end < start
  const isBehind = (mark: Stretch) => mark.start > end
  const moved = (mark: Stretch) => ({ start: mark.start + shift, end: mark.end + shift })
  return [...marks.filter(isBefore), ...marks.filter(isBehind).map(moved)]
}

/** Draws the marks behind the field, which lies over them with the same text in the same place, and lists their words. */
export function paint(field: HTMLTextAreaElement, marks: Stretch[]): void {
  const behind = find('#uncertain')
  behind.hidden = marks.length === 0
  list(field, marks)
  if (behind.hidden) return behind.replaceChildren()
  const text = field.value
  const parts: (Node | string)[] = []
  let at = 0
  for (const { start, end } of marks) {
    parts.push(text.slice(at, start), el('mark', { text: text.slice(start, end) }))
    at = end
  }
  behind.replaceChildren(...parts, `${text.slice(at)}\n`)
  behind.scrollTop = field.scrollTop
}

/** The words that are marked, each leading to its place: for those who do not see the marks, and for all who correct them. */
function list(field: HTMLTextAreaElement, marks: Stretch[]): void {
  const place = document.querySelector<HTMLElement>('#uncertain-words')
  if (!place) return
  const word = ({ start, end }: Stretch) => {
    const button = el('button', { type: 'button', text: field.value.slice(start, end) })
    button.addEventListener('click', () => {
      field.focus()
      field.setSelectionRange(start, end)
    })
    return el('li', {}, button)
  }
  place.hidden = marks.length === 0
  place.setAttribute('aria-label', say('photo.words'))
  place.replaceChildren(...marks.map(word))
}
