import { blank, sample, type Gray } from './gray.ts'
import { type Mark } from './marks.ts'

/** How the lines of a text lie in a picture. */
export interface Lie {
  /** The slope of a line through the middle. */
  readonly slope: number
  /** How much the slope grows from the top of the picture to its bottom, as it does in a picture taken from the side. */
  readonly fan: number
}

/** What part of a picture is wanted, and how large. */
export interface Frame {
  /** Around the middle of the picture, along the lines and across them. */
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly scale: number
}

/** Steepest slope that is looked for: 20 degrees. Beyond it somebody has to turn the picture. */
const STEEPEST = Math.tan((20 * Math.PI) / 180)

/** Largest growth of the slope. */
const WIDEST = 0.3

/** How the lines lie that letters stand on: so that the most of them stand at the same heights. */
export function lie(letters: readonly Mark[], height: number, picture: Gray): Lie {
  if (letters.length < 8) return { slope: 0, fan: 0 }
  const every = Math.ceil(letters.length / 1500)
  const feet = letters
    .filter((_, i) => i % every === 0)
    .map((mark) => ({ x: (mark.left + mark.right - picture.width) / 2, y: mark.bottom - picture.height / 2 }))
  const score = (slope: number, fan: number): number => together(feet, { slope, fan }, height, picture.height)
  // a line as long as the picture is wide must not be missed between two steps
  const step = Math.max(0.001, height / picture.width / 3)
  let best = search([0, STEEPEST, step], [0, 0, 1], score)
  best = search([best.slope, 12 * step, step], [0, WIDEST, WIDEST / 12], score)
  return search([best.slope, step, step / 4], [best.fan, WIDEST / 12, WIDEST / 48], score)
}

type Range = readonly [middle: number, around: number, step: number]

function search(slopes: Range, fans: Range, score: (slope: number, fan: number) => number): Lie {
  let best = { slope: slopes[0], fan: fans[0] }
  let bestScore = score(best.slope, best.fan)
  for (const fan of steps(fans)) {
    for (const slope of steps(slopes)) {
      const scored = score(slope, fan)
      if (scored > bestScore) [best, bestScore] = [{ slope, fan }, scored]
    }
  }
  return best
}

function* steps([middle, around, step]: Range): Generator<number> {
  const count = Math.round(around / step)
  for (let i = -count; i <= count; i++) yield middle + i * step
}

/** How many pairs of letters stand at the same height, once the lines are laid straight. */
function together(
  feet: readonly { x: number; y: number }[],
  { slope, fan }: Lie,
  height: number,
  tall: number,
): number {
  const bin = Math.max(1, height / 5)
  const counts = new Map<number, number>()
  for (const { x, y } of feet) {
    const at = Math.round((y - x * (slope + (fan * y) / tall)) / bin)
    counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  let pairs = 0
  for (const [at, count] of counts) pairs += count * (count + (counts.get(at + 1) ?? 0))
  return pairs
}

/** The part of a picture that holds all the letters, with a margin. */
export function around(
  letters: readonly Mark[],
  height: number,
  picture: Gray,
  { slope, fan }: Lie,
): Omit<Frame, 'scale'> {
  const turn = Math.atan(slope)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const frame = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const mark of letters) {
    const x = (mark.left + mark.right - picture.width) / 2
    const y = (mark.top + mark.bottom - picture.height) / 2
    const along = x * cos + y * sin
    const across = (y * cos - x * sin) / (1 + (along * fan) / picture.height)
    frame.left = Math.min(frame.left, along)
    frame.right = Math.max(frame.right, along)
    frame.top = Math.min(frame.top, across)
    frame.bottom = Math.max(frame.bottom, across)
  }
  const margin = 2 * height
  return {
    left: frame.left - margin,
    top: frame.top - margin,
    right: frame.right + margin,
    bottom: frame.bottom + margin,
  }
}

/** That part of the picture with its lines laid straight. What lies outside the picture is white. */
export function straightened(picture: Gray, { slope, fan }: Lie, frame: Frame): Gray {
  const turn = Math.atan(slope)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const { scale } = frame
  const straight = blank(
    Math.max(1, Math.round((frame.right - frame.left) * scale)),
    Math.max(1, Math.round((frame.bottom - frame.top) * scale)),
    255,
  )
  for (let row = 0, at = 0; row < straight.height; row++) {
    const down = frame.top + (row + 0.5) / scale
    for (let column = 0; column < straight.width; column++, at++) {
      const along = frame.left + (column + 0.5) / scale
      const across = down * (1 + (along * fan) / picture.height)
      const x = along * cos - across * sin + picture.width / 2 - 0.5
      const y = along * sin + across * cos + picture.height / 2 - 0.5
      straight.data[at] = sample(picture, x, y)
    }
  }
  return straight
}

/** Half as wide and half as high: pixels that would be skipped otherwise are averaged. */
export function halved(gray: Gray): Gray {
  const half = blank(gray.width >> 1, gray.height >> 1)
  for (let y = 0, at = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++, at++) {
      const from = 2 * y * gray.width + 2 * x
      const [above, below] = [gray.data[from]! + gray.data[from + 1]!, from + gray.width]
      half.data[at] = (above + gray.data[below]! + gray.data[below + 1]! + 2) >> 2
    }
  }
  return half
}
