import { type Box, boxAround, readingOrder } from './columns.ts'
import { cropped, type Gray } from './gray.ts'
import { evenedOut } from './light.ts'
import { letters, type Letters, type Mark, marks } from './marks.ts'
import { around, halved, lie, straightened, type Frame, type Lie } from './straighten.ts'

/** A picture made ready for being read. */
export interface Prepared {
  readonly picture: Gray
  /** Its parts in the order in which they are read: one, or a part for each column. */
  readonly parts: Part[]
  /** What looks like a letter, so that it can be said afterwards what was left unread. */
  readonly letters: Mark[]
  /** The usual height of these. */
  readonly height: number
  /** The letters that touch an edge of the picture as it was taken, or cut. */
  readonly cut: number
  /** How much larger it is than the picture was: at more than three there is little left to read. */
  readonly scale: number
}

export interface Part {
  readonly box: Box
  readonly picture: Gray
}

/** How high letters are that are read best, in pixels: small ones, of which there are most. */
const BEST_HEIGHT = 24

/** A picture is made larger so many times at most. */
const LARGEST = 4

/** Most pixels of a prepared picture: phones have little memory. */
const MOST_PIXELS = 16_000_000

/** Makes a picture ready: light, ink, size, straight lines, columns. */
export function prepare(gray: Gray, best = BEST_HEIGHT): Prepared {
  const even = evenedOut(gray)
  const found = letters(marks(even))
  const lies = lie(found.letters, found.height, even)
  const frame = around(found.letters, found.height, even, lies)
  if (found.letters.length === 0) return nothing(even)
  const area = (frame.right - frame.left) * (frame.bottom - frame.top)
  const scale = Math.min(LARGEST, best / found.height, Math.sqrt(MOST_PIXELS / area))
  const picture = straightened(...reduced(even, lies, { ...frame, scale }))
  const there = letters(marks(picture))
  const parts = readingOrder(there.letters, there.height).map((part) => {
    const box = boxAround(part, there.height, picture.width, picture.height)
    return { box, picture: cropped(picture, box.left, box.top, box.right - box.left, box.bottom - box.top) }
  })
  return { picture, parts, ...there, cut: touching(found, gray), scale }
}

function nothing(picture: Gray): Prepared {
  return { picture, parts: [], letters: [], height: 0, cut: 0, scale: 1 }
}

/** A picture that is to become less than half as large is halved before. */
function reduced(picture: Gray, lies: Lie, frame: Frame): [Gray, Lie, Frame] {
  if (frame.scale > 0.5) return [picture, lies, frame]
  const { left, top, right, bottom, scale } = frame
  return reduced(halved(picture), lies, {
    left: left / 2,
    top: top / 2,
    right: right / 2,
    bottom: bottom / 2,
    scale: scale * 2,
  })
}

/** Letters so near to an edge that others may lie behind it. */
function touching({ letters, height }: Letters, picture: Gray): number {
  const near = Math.max(1, height / 3)
  const touches = ({ left, top, right, bottom }: Mark): boolean =>
    Math.min(left, top, picture.width - right, picture.height - bottom) <= near
  return letters.filter(touches).length
}
