import { el } from '../dom.ts'
import { say, type Key } from '../language.ts'
import { WHOLE, type Shares } from './picture.ts'

/** What the two corners are called, for those who do not see them. */
interface CornerNames {
  readonly start: Key
  readonly end: Key
}

/** Smallest part, in shares of the picture. */
const LEAST = 0.05

/** How far a key moves a corner, and with the shift key. */
const STEP = 0.01
const LARGE_STEP = 0.05

/**
 * A frame over a picture, for the part to be read. Dragging over the picture draws it anew; its two handles are dragged, or
 * moved with the arrow keys.
 */
export class Crop {
  private shares: Shares = WHOLE
  private readonly frame = el('div', { class: 'photo-frame' })

  constructor(
    private readonly area: HTMLElement,
    names: CornerNames,
  ) {
    this.frame.append(
      this.handle(names.start, 'start', (x, y) => ({ ...this.shares, left: x, top: y })),
      this.handle(names.end, 'end', (x, y) => ({ ...this.shares, right: x, bottom: y })),
    )
    area.append(this.frame)
    area.addEventListener('pointerdown', (event) => this.drag(event))
    this.set(WHOLE)
  }

  get part(): Shares {
    return this.shares
  }

  set(shares: Shares): void {
    this.shares = shares
    const percent = (share: number): string => `${share * 100}%`
    Object.assign(this.frame.style, {
      left: percent(shares.left),
      top: percent(shares.top),
      width: percent(shares.right - shares.left),
      height: percent(shares.bottom - shares.top),
    })
  }

  /** A corner, and what the frame becomes if that moves somewhere. */
  private handle(name: Key, corner: 'start' | 'end', moved: (x: number, y: number) => Shares): HTMLButtonElement {
    const called = el('span', { class: 'unseen', 'data-text': name, text: say(name) })
    const handle = el('button', { type: 'button', class: `photo-corner photo-corner-${corner}` }, called)
    handle.addEventListener('pointerdown', (event) => {
      event.stopPropagation()
      this.follow(event, (x, y) => this.set(inside(moved(x, y))))
    })
    handle.addEventListener('keydown', (event) => {
      const step = event.shiftKey ? LARGE_STEP : STEP
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
      if (!way) return
      event.preventDefault()
      const [x, y] = corner === 'start' ? [this.shares.left, this.shares.top] : [this.shares.right, this.shares.bottom]
      this.set(inside(moved(x + way[0]! * step, y + way[1]! * step)))
    })
    return handle
  }

  /** Draws the frame anew, from where the pointer went down. */
  private drag(event: PointerEvent): void {
    const [x, y] = this.at(event)
    this.follow(event, (toX, toY) => {
      const drawn = { left: Math.min(x, toX), top: Math.min(y, toY), right: Math.max(x, toX), bottom: Math.max(y, toY) }
      // a tap is no part
      if (drawn.right - drawn.left >= LEAST || drawn.bottom - drawn.top >= LEAST) this.set(inside(drawn))
    })
  }

  private follow(event: PointerEvent, moved: (x: number, y: number) => void): void {
    if (event.button !== 0) return
    event.preventDefault()
    const stop = new AbortController()
    this.area.setPointerCapture(event.pointerId)
    this.area.addEventListener('pointermove', (next) => moved(...this.at(next)), stop)
    const end = (): void => stop.abort()
    this.area.addEventListener('pointerup', end, stop)
    this.area.addEventListener('pointercancel', end, stop)
  }

  /** Where the pointer is, in shares of the picture. */
  private at(event: PointerEvent): [number, number] {
    const area = this.area.getBoundingClientRect()
    const share = (at: number): number => Math.max(0, Math.min(1, at))
    return [share((event.clientX - area.left) / area.width), share((event.clientY - area.top) / area.height)]
  }
}

/** A part that lies in the picture and is not too small. */
function inside({ left, top, right, bottom }: Shares): Shares {
  const start = (at: number): number => Math.max(0, Math.min(1 - LEAST, at))
  const end = (at: number, from: number): number => Math.min(1, Math.max(from + LEAST, at))
  return { left: start(left), top: start(top), right: end(right, start(left)), bottom: end(bottom, start(top)) }
}
