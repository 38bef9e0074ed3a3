import { el } from '../dom.ts'
import { say, whenLanguageChanges, type Key } from '../language.ts'
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
  /** What is said of the picture: a text, and what is put into it. */
  private telling: [key: Key, values?: Record<string, string | number>] = ['photo.preparing']

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
      el('ul', { id: 'uncertain-words', class: 'uncertain-words', hidden: true }),
      text('p', 'photo.compare'),
      button('photo.confirm', () => wishes.confirm()),
    )
    this.panel = el('section', { class: 'photo', hidden: true })
    this.panel.append(this.said, this.bar, this.view, text('p', 'photo.cut', 'hint'), this.tools, this.after)
    place.append(this.panel)
    whenLanguageChanges(() => this.say())
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
    this.view.prepend(picture.canvas)
    this.say()
    this.view.hidden = false
    this.tools.hidden = false
    this.crop.set(WHOLE)
  }

  /** What goes on, and how much of it is done, where that is known. */
  progress(key: Key, share?: number): void {
    this.enter('reading')
    this.tell(key)
    if (share === undefined) this.bar.removeAttribute('value')
    else this.bar.value = share
  }

  done(uncertain: number): void {
    this.enter('done')
    this.tell('photo.done', { n: uncertain })
  }

  fail(why: string): void {
    this.enter('failed')
    this.tell('photo.failed', { why })
  }

  private tell(...telling: typeof this.telling): void {
    this.telling = telling
    this.say()
  }

  /** Said once, and not anew with every step. */
  private say(): void {
    const text = say(...this.telling)
    if (this.said.textContent !== text) this.said.textContent = text
    this.view.querySelector('canvas')?.setAttribute('aria-label', say('photo.picture'))
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
