/** One label: the field, what is put into it, and the answer. */
import { showAnswer, showFailure, showNothing } from '../answer/answer.ts'
import { keepInSight } from '../answer/sight.ts'
import type { Answer } from '../engine/answer.ts'
import { check, follow } from '../engine/client.ts'
import { el, find } from '../dom.ts'
import { examples } from '../examples.ts'
import { say, whenLanguageChanges, type Key } from '../language.ts'
import type { PhotoReading } from '../photo/index.ts'
import { shareText, textOfAddress } from '../share.ts'
import { moveMarks, paint, type Stretch } from '../uncertain.ts'

const field = find<HTMLTextAreaElement>('#text')
const photo = find<HTMLInputElement>('#photo')
const said = find('#said')
const shared = find('#shared')

/** What the field was last filled from. */
let reading: PhotoReading | undefined
let uncertain: Stretch[] = []
let before = ''
let wasTyped = false
let latest: Answer | undefined

/** The text, where it comes from, and when it came: what is to be answered. */
const answer = follow(async () => {
  const text = field.value
  const from = reading
  if (!wasTyped) return showNothing()
  try {
    latest = await check(text, from?.picture)
    // the same text may be from a photo now, or no longer
    if (text === field.value && from === reading) showAnswer(latest, from !== undefined)
    // by the browser's own clock, from the last key to the answer in the page
    performance.measure('needlint: answer', { start: 'needlint: key', end: performance.now() })
  } catch (error) {
    showFailure(error)
  }
})

/** Puts a text into the field. What was read from a photo is said to be so, with the words that may be wrong. */
export function setText(text: string, from?: { fromPhoto: PhotoReading }): void {
  field.value = text
  reading = from?.fromPhoto
  uncertain = reading ? [...reading.uncertain] : []
  before = text
  note('')
  if (!reading) void forgetPhoto()
  changed()
}

/** Whether the text is from a photo, and nobody has said yet that it is what the label says. */
export const isFromPhoto = () => reading !== undefined

/** What reads photos is large, and fetched when it is first asked for. */
let photos: Promise<typeof import('../photo/index.ts')> | undefined

/** Reads a picture into the field. */
export async function readPhoto(picture: File): Promise<void> {
  try {
    photos ??= import('../photo/index.ts')
    const { takePhoto } = await photos
    await takePhoto(picture, setText)
  } catch (error) {
    // so that it is fetched again the next time
    photos = undefined
    note(say('photo.failed', { why: error instanceof Error ? error.message : String(error) }))
  }
}

/** The picture belongs to no other text. */
async function forgetPhoto(): Promise<void> {
  if (photos) (await photos).forgetPhoto()
}

export function startLabel(): void {
  field.addEventListener('input', typed)
  field.addEventListener('scroll', () => paint(field, uncertain))
  photo.addEventListener('change', () => {
    const [picture] = photo.files ?? []
    // so that the same picture can be taken again
    photo.value = ''
    if (picture) void readPhoto(picture)
  })
  find('#clear').addEventListener('click', () => {
    setText('')
    field.focus()
  })
  find('#share').addEventListener('click', async () => {
    // whoever follows a link would take for granted what was perhaps misread
    shared.textContent = isFromPhoto() ? say('photo.share') : await shareText([field.value])
  })
  addEventListener('hashchange', readAddress)
  whenLanguageChanges(showExamples)
  whenLanguageChanges(() => {
    if (latest && wasTyped) showAnswer(latest, reading !== undefined)
    else showNothing()
    note('')
  })
  keepInSight(find('#status'))
  showExamples()
  showNothing()
  readAddress()
}

function typed(): void {
  uncertain = moveMarks(uncertain, before, field.value)
  before = field.value
  // what is typed anew is from no photo
  if (field.value === '' && reading) {
    reading = undefined
    void forgetPhoto()
  }
  forgetAddress()
  note('')
  changed()
}

function changed(): void {
  wasTyped = true
  performance.mark('needlint: key')
  paint(field, uncertain)
  void answer()
}

function readAddress(): void {
  const [text] = textOfAddress()
  if (text !== undefined && text !== field.value) setText(text)
}

/** A link that was followed says no longer what is in the field. */
function forgetAddress(): void {
  if (location.hash) history.replaceState(null, '', location.pathname + location.search)
}

/** What there is to say of the text. What was said of sharing another is over. */
function note(text: string): void {
  said.textContent = text
  shared.textContent = ''
}

function showExamples(): void {
  const button = ([name, text]: [string, string]) => {
    const button = el('button', { type: 'button', class: 'example', text: say(`example.${name}` as Key) })
    button.addEventListener('click', () => {
      forgetAddress()
      setText(text)
    })
    return button
  }
  find('#examples').replaceChildren(...Object.entries(examples).map(button))
}
