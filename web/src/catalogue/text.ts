/** The text of a file, piece by piece. */

/** The first bytes say in which encoding it is. */
const LOOKED_AT = 1 << 20

/** How a workbook begins, new or old, a PDF, a picture, and JSON. */
const OTHER = /^(?:PK\x03\x04|\xd0\xcf\x11\xe0|%PDF|\x89PNG|\xff\xd8\xff|(?:\xef\xbb\xbf)?\s*(?:\{|\[\s*[[{]))/

/** What a file is taken for that is neither UTF-8 nor UTF-16: Windows-1252, which takes any bytes. */
export const GUESSED = 'windows-1252'

/** How a file is decoded; nothing if it is no table of text, but a workbook, a picture or JSON. */
export async function encodingOf(file: File): Promise<string | undefined> {
  const start = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer())
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  if (OTHER.test(String.fromCharCode(...start.subarray(0, 100)))) return undefined
  try {
    // a character may be cut at the end
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return 'utf-8'
  } catch {
    return GUESSED
  }
}

/** The text, with how many bytes of the file were read for it. */
export async function* textOf(file: File, encoding: string): AsyncGenerator<{ text: string; read: number }> {
  const decoder = new TextDecoder(encoding)
  const reader = file.stream().getReader()
  let read = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    read += value.byteLength
    yield { text: decoder.decode(value, { stream: true }), read }
  }
  yield { text: decoder.decode(), read }
}
