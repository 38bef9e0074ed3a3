import { blank, sample, type Gray } from './gray.ts'
import { type Mark } from './marks.ts'

/** How the lines of a text lie in a picture, as seen from its middle. */
export interface Lie {
  /** The slope of the line through the middle. */
  readonly slope: number
  /** How much the slope grows from the top of the picture to its bottom, as it does in one taken from the side. */
  readonly fan: number
  /** How far lines are bent at the edges, as a share of half the picture's width, as they are around a bottle. */
  readonly bend: number
}

/** What part of a picture is wanted, and how large. */
export interface Frame {
  /** From the middle of the picture, along the lines and across them. */
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly scale: number
}

/** Steepest slope that is looked for: 20 degrees. Beyond it somebody has to turn the picture. */
const STEEPEST = Math.tan((20 * Math.PI) / 180)

/** Largest growth of the slope, and largest bend. */
const WIDEST = 0.3
const MOST_BENT = 0.16

/** Most letters that are asked how the lines lie. */
const ENOUGH = 1500

const STRAIGHT: Lie = { slope: 0, fan: 0, bend: 0 }

/** How the lines lie that letters stand on: so that the most of them stand at the same heights. */
export function lie(letters: readonly Mark[], height: number, picture: Gray): Lie {
  if (letters.length < 8) return STRAIGHT
  const feet = new Feet(letters, height, picture)
  // a line as long as the picture is wide must not be missed between two steps
  const step = Math.max(0.001, height / picture.width / 3)
  const bends = steps(MOST_BENT, MOST_BENT / 4)
  let best = feet.best(STRAIGHT, steps(STEEPEST, step), [0], bends)
  best = feet.best(best, steps(6 * step, step), [0], steps(MOST_BENT / 4, MOST_BENT / 24))
  best = feet.best(best, steps(12 * step, step), steps(WIDEST, WIDEST / 12), [0])
  return feet.best(best, steps(step, step / 4), steps(WIDEST / 12, WIDEST / 48), steps(MOST_BENT / 24, MOST_BENT / 48))
}

/** From as much below nought as above it. */
function steps(around: number, step: number): number[] {
  const count = Math.round(around / step)
  return Array.from({ length: 2 * count + 1 }, (_, i) => (i - count) * step)
}

/** Where letters stand. */
class Feet {
  private readonly x: Float32Array
  private readonly y: Float32Array
  private readonly counts: Int32Array
  private readonly bin: number

  constructor(
    letters: readonly Mark[],
    height: number,
    private readonly picture: Gray,
  ) {
    const every = Math.ceil(letters.length / ENOUGH)
    const some = letters.filter((_, i) => i % every === 0)
    this.x = Float32Array.from(some, (mark) => (mark.left + mark.right - picture.width) / 2)
    this.y = Float32Array.from(some, (mark) => mark.bottom - picture.height / 2)
    this.bin = Math.max(1, height / 5)
    this.counts = new Int32Array(Math.ceil((picture.height + 2 * picture.width) / this.bin) + 4)
  }

  /** The best of those that lie around another. */
  best(from: Lie, slopes: readonly number[], fans: readonly number[], bends: readonly number[]): Lie {
    let [best, most] = [from, this.together(from)]
    for (const bend of bends) {
      for (const fan of fans) {
        for (const slope of slopes) {
          const one = { slope: from.slope + slope, fan: from.fan + fan, bend: from.bend + bend }
          const pairs = this.together(one)
          if (pairs > most) [best, most] = [one, pairs]
        }
      }
    }
    return best
  }

  /** How many pairs of letters stand at the same height, once the lines are laid straight. */
  private together({ slope, fan, bend }: Lie): number {
    const { x, y, counts, bin } = this
    const { width, height } = this.picture
    counts.fill(0)
    const middle = counts.length >> 1
    for (let i = 0; i < x.length; i++) {
      const [along, down] = [x[i]!, y[i]!]
      const straight = down - along * (slope + (fan * down) / height) - (bend * along * along * 2) / width
      counts[Math.round(straight / bin) + middle]!++
    }
    let pairs = 0
    for (let at = 0; at < counts.length - 1; at++) {
      const count = counts[at]!
      if (count > 0) pairs += count * (count + counts[at + 1]!)
    }
    return pairs
  }
}

/** The part of a picture that holds all the letters, with a margin. */
export function around(letters: readonly Mark[], height: number, picture: Gray, lies: Lie): Omit<Frame, 'scale'> {
  const turn = Math.atan(lies.slope)
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const frame = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const mark of letters) {
    const x = (mark.left + mark.right - picture.width) / 2
    const y = (mark.top + mark.bottom - picture.height) / 2
    const along = x * cos + y * sin
    const bent = (lies.bend * along * along * 2) / picture.width
    const across = (y * cos - x * sin - bent) / (1 + (along * lies.fan) / picture.height)
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
export function straightened(picture: Gray, lies: Lie, frame: Frame): Gray {
  const turn = Math.atan(lies.slope)
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
      const bent = (lies.bend * along * along * 2) / picture.width
      const across = down * (1 + (along * lies.fan) / picture.height) + bent
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
