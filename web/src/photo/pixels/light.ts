import { blank, histogram, inverted, percentile, sample, type Gray } from './gray.ts'

/** Side of the squares over which light is taken to be even, as a share of the picture's longer side. */
const SQUARE = 1 / 40

/** How much darker or lighter than its surroundings a pixel is that counts as ink, in shades. */
const STANDS_OUT = 18

/** Fewest shades between paper and ink: below it there is nothing but noise to make stronger. */
const LEAST_CONTRAST = 24

/** A shade for each square of a picture. */
interface Squares {
  readonly size: number
  readonly shades: Gray
}

/**
 * Dark letters on white, whatever the light was: white letters on dark are inverted, the paper is made equally white
 * everywhere, and the ink equally black.
 */
export function evenedOut(gray: Gray): Gray {
  const dark = isWhiteOnDark(gray) ? inverted(gray) : gray
  return stretched(dividedByPaper(dark))
}

/** Whether the letters are lighter than what is around them: more of what stands out is lighter. */
export function isWhiteOnDark(gray: Gray): boolean {
  const around = squares(gray, (counts) => percentile(counts, 0.5))
  let [lighter, darker] = [0, 0]
  for (let y = 0; y < gray.height; y += 2) {
    for (let x = 0; x < gray.width; x += 2) {
      const apart = gray.data[y * gray.width + x]! - between(around, x, y)
      if (apart > STANDS_OUT) lighter++
      if (apart < -STANDS_OUT) darker++
    }
  }
  return lighter > darker
}

/** Each pixel as a share of how bright the paper is there. */
function dividedByPaper(gray: Gray): Gray {
  // letters cover less than a fourth of any square of print
  const paper = smoothed(squares(gray, (counts) => percentile(counts, 0.85)))
  const even = blank(gray.width, gray.height)
  for (let y = 0, at = 0; y < gray.height; y++) {
    for (let x = 0; x < gray.width; x++, at++) {
      even.data[at] = Math.min(255, (gray.data[at]! * 255) / Math.max(1, between(paper, x, y)))
    }
  }
  return even
}

/** The darkest ink made black and the paper white, with everything between spread out. */
function stretched(gray: Gray): Gray {
  const counts = histogram(gray)
  const ink = percentile(counts, 0.01)
  // most of what is darker than the middle is grain of the picture, and not ink
  const paper = Math.max(Math.min(percentile(counts, 0.5) - 4, percentile(counts, 0.3)), ink + LEAST_CONTRAST)
  const shades = Uint8Array.from({ length: 256 }, (_, shade) =>
    Math.max(0, Math.min(255, ((shade - ink) * 255) / (paper - ink))),
  )
  return { ...gray, data: gray.data.map((shade) => shades[shade]!) }
}

function squares(gray: Gray, shadeOf: (counts: Uint32Array) => number): Squares {
  const size = Math.max(12, Math.round(Math.max(gray.width, gray.height) * SQUARE))
  const shades = blank(Math.ceil(gray.width / size), Math.ceil(gray.height / size))
  const counts = new Uint32Array(256)
  for (let row = 0; row < shades.height; row++) {
    for (let column = 0; column < shades.width; column++) {
      counts.fill(0)
      // a square at the edge is moved inwards, so that all are of one size
      const left = Math.max(0, Math.min(column * size, gray.width - size))
      const top = Math.max(0, Math.min(row * size, gray.height - size))
      for (let y = top; y < Math.min(top + size, gray.height); y++) {
        for (let x = left; x < Math.min(left + size, gray.width); x++) counts[gray.data[y * gray.width + x]!]!++
      }
      shades.data[row * shades.width + column] = shadeOf(counts)
    }
  }
  return { size, shades }
}

/** The shade at a pixel, from those of the squares around it. */
function between({ size, shades }: Squares, x: number, y: number): number {
  const inside = (at: number, end: number): number => Math.max(0, Math.min(end - 1.001, at / size - 0.5))
  if (shades.width < 2 || shades.height < 2) return shades.data[0]!
  return sample(shades, inside(x, shades.width), inside(y, shades.height))
}

/** Each square as bright as the median of the nine around it, so that a dark spot of print is no shadow. */
function smoothed({ size, shades }: Squares): Squares {
  const even = blank(shades.width, shades.height)
  for (let y = 0; y < shades.height; y++) {
    for (let x = 0; x < shades.width; x++) {
      const near: number[] = []
      for (let row = Math.max(0, y - 1); row <= Math.min(shades.height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(shades.width - 1, x + 1); column++) {
          near.push(shades.data[row * shades.width + column]!)
        }
      }
      near.sort((a, b) => a - b)
      even.data[y * shades.width + x] = near[near.length >> 1]!
    }
  }
  return { size, shades: even }
}
