import { type Mark } from './marks.ts'

/** A part of a picture, in whole pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** How wide the white between two columns is at least, in heights of a letter: wider than between words. */
const GUTTER = 1.6

/** How high a column is at least, in heights of a letter: three lines, as words of two lines leave gaps by chance. */
const LEAST_COLUMN = 4.5

/** The same for columns so far apart that no words of a line are: two lines. */
const WIDE_GUTTER = 3.5
const LEAST_WIDE_COLUMN = 2.5

/** How high the white between two parts of a page is at least, in heights of a letter: wider than between lines. */
const BREAK = 2.2

/** Fewest letters of a column: what has fewer is the end of some lines. */
const LEAST_LETTERS = 12

/** How often parts are cut into parts. */
const MOST_CUTS = 4

/**
 * The parts of a text in the order in which they are read: cut between paragraphs that stand under each other, then
 * between columns that stand side by side.
 */
export function readingOrder(letters: readonly Mark[], height: number, cuts = MOST_CUTS): Mark[][] {
  if (letters.length === 0) return []
  if (cuts === 0) return [[...letters]]
  const columns =
    columnsOf(letters, GUTTER * height, LEAST_COLUMN * height) ??
    columnsOf(letters, WIDE_GUTTER * height, LEAST_WIDE_COLUMN * height)
  if (columns) return columns.flatMap((column) => readingOrder(column, height, cuts - 1))
  const rows = parted(letters, (mark) => [mark.top, mark.bottom], BREAK * height)
  if (rows.length > 1) {
    const parts = rows.map((row) => readingOrder(row, height, cuts - 1))
    // paragraphs are kept together unless one of them has columns
    if (parts.some((part) => part.length > 1)) return parts.flat()
  }
  return [[...letters]]
}

/** The box around marks. */
export function boxAround(marks: readonly Mark[], margin: number, width: number, height: number): Box {
  const box = { left: Infinity, top: Infinity, right: 0, bottom: 0 }
  for (const mark of marks) {
    box.left = Math.min(box.left, mark.left)
    box.top = Math.min(box.top, mark.top)
    box.right = Math.max(box.right, mark.right)
    box.bottom = Math.max(box.bottom, mark.bottom)
  }
  return {
    left: Math.max(0, Math.floor(box.left - margin)),
    top: Math.max(0, Math.floor(box.top - margin)),
    right: Math.min(width, Math.ceil(box.right + margin)),
    bottom: Math.min(height, Math.ceil(box.bottom + margin)),
  }
}

/** Marks as columns that are so far apart and so high, if they are such. */
function columnsOf(letters: readonly Mark[], gutter: number, least: number): Mark[][] | undefined {
  const columns = parted(letters, (mark) => [mark.left, mark.right], gutter)
  const isHigh = (column: readonly Mark[]): boolean => {
    const top = Math.min(...column.map((mark) => mark.top))
    const bottom = Math.max(...column.map((mark) => mark.bottom))
    return bottom - top >= least && column.length >= LEAST_LETTERS
  }
  return columns.length > 1 && columns.every(isHigh) ? columns : undefined
}

/** Marks in groups, parted wherever nothing stands for so many pixels. */
function parted(marks: readonly Mark[], ends: (mark: Mark) => [number, number], gap: number): Mark[][] {
  const sorted = [...marks].sort((a, b) => ends(a)[0] - ends(b)[0])
  const groups: Mark[][] = []
  let reached = -Infinity
  for (const mark of sorted) {
    const [start, end] = ends(mark)
    if (start - reached >= gap || groups.length === 0) groups.push([])
    groups.at(-1)!.push(mark)
    reached = Math.max(reached, end)
  }
  return groups
}
