import { el } from '../dom.ts'
import { say, type Key } from '../language.ts'
import { Crop } from './crop.ts'
import { WHOLE, type Picture, type Shares } from './picture.ts'

/** What somebody can do with a picture. */
interface Wishes {
  /** Read this part of it. */
  read(part: Shares): void
  turn(): void
  /** Take the text for one's own, having compared it with the label. */
  confirm(): void
}

/** How far the reading is: said of the panel, so that tests can wait for it. */
type State = 'reading' | 'done' | 'failed'

/** Shows a picture with the part that is read, how far that is, and what is to be done then. */
export class Panel {
  private readonly panel: HTMLElement
  private readonly view = el('div', { class: 'photo-view' })
  private readonly crop: Crop
  private readonly said = el('p', { class: 'photo-said', 'aria-live': 'polite' })
  private readonly bar = el('progress', { max: 1 })
  private readonly tools: HTMLElement
  private readonly after: HTMLElement

  constructor(place: HTMLElement, wishes: Wishes) {
    this.crop = new Crop(this.view, { start: 'photo.corner.start', end: 'photo.corner.end' })
    this.tools = el(
      'div',
      { class: 'tools' },
      button('photo.read', () => wishes.read(this.crop.part)),
      button('photo.turn', () => wishes.turn()),
    )
    this.after = el(
      'div',
      { class: 'photo-after' },
      text('p', 'photo.compare'),
      button('photo.confirm', () => wishes.confirm()),
    )
    this.panel = el('section', { class: 'photo', hidden: true })
    this.panel.append(this.said, this.bar, this.view, text('p', 'photo.cut', 'hint'), this.tools, this.after)
    place.append(this.panel)
  }

  open(): void {
    this.panel.hidden = false
    this.view.hidden = true
    this.tools.hidden = true
    this.progress('photo.preparing')
  }

  close(): void {
    this.panel.hidden = true
    this.view.querySelector('canvas')?.remove()
  }

  show(picture: Picture): void {
    this.view.querySelector('canvas')?.remove()
    picture.canvas.setAttribute('role', 'img')
    picture.canvas.setAttribute('aria-label', say('photo.picture'))
    this.view.prepend(picture.canvas)
    this.view.hidden = false
    this.tools.hidden = false
    this.crop.set(WHOLE)
  }

  /** What goes on, and how much of it is done, where that is known. */
  progress(key: Key, share?: number): void {
    this.enter('reading')
    // said once, and not anew with every step
    if (this.said.dataset.text !== key) {
      this.said.dataset.text = key
      this.said.textContent = say(key)
    }
    if (share === undefined) this.bar.removeAttribute('value')
    else this.bar.value = share
  }

  done(uncertain: number): void {
    this.enter('done')
    delete this.said.dataset.text
    this.said.textContent = say('photo.done', { n: uncertain })
  }

  fail(why: string): void {
    this.enter('failed')
    delete this.said.dataset.text
    this.said.textContent = say('photo.failed', { why })
  }

  private enter(state: State): void {
    this.panel.dataset.state = state
    this.bar.hidden = state !== 'reading'
    this.after.hidden = state !== 'done'
  }
}

/** An element with a text that follows the language of the page. */
function text(name: 'p', key: Key, className = ''): HTMLElement {
  return el(name, { 'data-text': key, text: say(key), class: className })
}

function button(key: Key, pressed: () => void): HTMLButtonElement {
  const made = el('button', { type: 'button', 'data-text': key, text: say(key) })
  made.addEventListener('click', pressed)
  return made
}
