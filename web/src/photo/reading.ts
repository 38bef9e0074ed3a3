import { type Line, type Recognition } from './ocr.ts'
import { type Mark } from './pixels/marks.ts'
import { type Prepared } from './pixels/prepare.ts'

/** A word with its place, as the engine wants it. */
export interface ReadWord {
  readonly text: string
  readonly confidence: number
  readonly column: number
  readonly line: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What is known of a picture besides its text. The engine decides by it whether that was read well enough. */
export interface PictureReading {
  readonly words: readonly ReadWord[]
  /** How many marks look like letters and are in no word, and how many are at an edge of the picture. */
  readonly unread: number
  readonly cut: number
  /** How high a usual letter is, in pixels. */
  readonly height: number
}

/** How far a letter may stand out of the word that it is in, in pixels. */
const OUTSIDE = 3

/** Reads a picture that was made ready. */
export async function readPicture(
  prepared: Prepared,
  recognition: Recognition,
  tell: (share: number) => void,
): Promise<{ text: string; picture: PictureReading }> {
  const columns: ReadWord[][][] = []
  let line = 0
  for (const [column, part] of prepared.parts.entries()) {
    const lines = await recognition.read(part.picture, (share) => tell((column + share) / prepared.parts.length))
    columns.push(lines.filter(isSome).map((words) => placed(words, column, line++, part.box.left, part.box.top)))
  }
  const words = columns.flat(2)
  const { letters, cut, height } = prepared
  const picture = { words, unread: unread(letters, words), cut, height }
  return { text: textOf(columns, height), picture }
}

function isSome(line: Line): boolean {
  return line.some((word) => word.text.trim() !== '')
}

/** The words of a line at their places in the whole picture. */
function placed(words: Line, column: number, line: number, left: number, top: number): ReadWord[] {
  return words.map(({ text, confidence, box }) => ({
    text,
    confidence,
    column,
    line,
    left: box.left + left,
    top: box.top + top,
    right: box.right + left,
    bottom: box.bottom + top,
  }))
}

/** How many letters are in no word. */
function unread(letters: readonly Mark[], words: readonly ReadWord[]): number {
  return letters.filter((mark) => {
    const [x, y] = [(mark.left + mark.right) / 2, (mark.top + mark.bottom) / 2]
    const holds = (word: ReadWord): boolean =>
      x >= word.left - OUTSIDE && x <= word.right + OUTSIDE && y >= word.top - OUTSIDE && y <= word.bottom + OUTSIDE
    return !words.some(holds)
  }).length
}

/**
 * The text of the columns. Lines are broken anew where the next word would have fit into a line, as behind a heading; a
 * running list is broken where it is full, which means nothing.
 */
export function textOf(columns: readonly (readonly (readonly ReadWord[])[])[], height: number): string {
  let text = ''
  for (const lines of columns) {
    const right = Math.max(...lines.map((line) => line.at(-1)!.right))
    const separators = lines.flat().filter((word) => /[,;]$/.test(word.text)).length
    const isRunning = separators >= lines.length
    for (const [i, line] of lines.entries()) {
      text += line.map((word) => word.text).join(' ')
      const next = lines[i + 1]?.[0]
      const wouldFit = next !== undefined && line.at(-1)!.right + next.right - next.left + 2 * height <= right
      text += isRunning && !wouldFit ? ' ' : '\n'
    }
  }
  return text.trim()
}
