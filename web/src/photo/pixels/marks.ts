import { histogram, threshold, type Gray } from './gray.ts'

/** A mark of ink: all dark pixels that touch one another. A letter, a dot, two letters that run into each other. */
export interface Mark {
  left: number
  top: number
  /** The first column and row behind it. */
  right: number
  bottom: number
  pixels: number
}

/** Smallest and largest height of a mark that may be a letter, in pixels. */
const LEAST_HEIGHT = 4
const MOST_HEIGHT = 400

/** The marks of a picture with dark letters on white. */
export function marks(gray: Gray): Mark[] {
  // a single dark pixel among light ones must not decide what dark is
  const dark = Math.max(60, Math.min(200, threshold(histogram(gray))))
  const found = new Joined()
  let above: Run[] = []
  for (let y = 0; y < gray.height; y++) {
    const here = runs(gray, y, dark)
    let next = 0
    for (const run of here) {
      while (next < above.length && above[next]!.right < run.left) next++
      run.mark = found.add(run.left, y, run.right)
      for (let i = next; i < above.length && above[i]!.left <= run.right; i++) found.join(run.mark, above[i]!.mark)
    }
    above = here
  }
  return found.all()
}

/** Marks that are as high as letters, and how high the usual one is. */
export interface Letters {
  readonly letters: Mark[]
  readonly height: number
}

/** How wide a mark is at most in its heights: in a picture out of focus, letters run into words, and words into lines. */
const WIDEST = 40

/** The marks that are as high as letters, and the usual height of these: of small letters where they are most. */
export function letters(all: readonly Mark[]): Letters {
  const high = all.filter((mark) => {
    const [width, height] = [mark.right - mark.left, mark.bottom - mark.top]
    return height >= LEAST_HEIGHT && height <= MOST_HEIGHT && width < WIDEST * height && height < 8 * width
  })
  const usual = mostlyOf(high.map((mark) => mark.bottom - mark.top))
  // small letters and capitals, but no dots and commas, which are no letters
  const likely = high.map((mark) => mark.bottom - mark.top).filter((one) => one > usual * 0.5 && one < usual * 2.2)
  const height = likely.sort((a, b) => a - b)[likely.length >> 1] ?? 0
  const isLetter = (mark: Mark): boolean => {
    const high = mark.bottom - mark.top
    return high > height * 0.55 && high < height * 2.2
  }
  return { letters: high.filter(isLetter), height }
}

/**
 * The height that the most of the print has. Grain has more marks than print, and a heading has larger ones: a mark counts for
 * more the larger it is, but not for as much as its area.
 */
function mostlyOf(heights: readonly number[]): number {
  const bin = (height: number): number => Math.round(Math.log(height) * 5)
  const counts = new Map<number, number>()
  for (const height of heights) {
    for (const [near, share] of [
      [-1, 0.5],
      [0, 1],
      [1, 0.5],
    ] as const) {
      const at = bin(height) + near
      counts.set(at, (counts.get(at) ?? 0) + share * height ** 1.5)
    }
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  return most ? Math.exp(most[0] / 5) : 0
}

/** Dark pixels beside each other in a row. */
interface Run {
  left: number
  right: number
  mark: number
}

function runs(gray: Gray, y: number, dark: number): Run[] {
  const row = gray.data.subarray(y * gray.width, (y + 1) * gray.width)
  const found: Run[] = []
  for (let x = 0; x < row.length; x++) {
    if (row[x]! > dark) continue
    const left = x
    while (x < row.length && row[x]! <= dark) x++
    found.push({ left, right: x, mark: 0 })
  }
  return found
}

/** Marks that grow together while the rows are gone through. */
class Joined {
  private readonly parents: number[] = []
  private readonly marks: Mark[] = []

  add(left: number, y: number, right: number): number {
    this.marks.push({ left, top: y, right, bottom: y + 1, pixels: right - left })
    return this.parents.push(this.parents.length) - 1
  }

  join(one: number, other: number): void {
    const [a, b] = [this.root(one), this.root(other)]
    if (a === b) return
    this.parents[b] = a
    const [kept, gone] = [this.marks[a]!, this.marks[b]!]
    kept.left = Math.min(kept.left, gone.left)
    kept.top = Math.min(kept.top, gone.top)
    kept.right = Math.max(kept.right, gone.right)
    kept.bottom = Math.max(kept.bottom, gone.bottom)
    kept.pixels += gone.pixels
  }

  all(): Mark[] {
    return this.marks.filter((_, mark) => this.parents[mark] === mark)
  }

  private root(mark: number): number {
    let root = mark
    while (this.parents[root] !== root) root = this.parents[root]!
    while (this.parents[mark] !== root) [mark, this.parents[mark]] = [this.parents[mark]!, root]
    return root
  }
}
