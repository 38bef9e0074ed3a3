/** The text of a file, piece by piece. */

/** The first bytes say in which encoding it is. */
const LOOKED_AT = 1 << 20

/** How a file is decoded: as UTF-8 or UTF-16 if it is, else as Windows-1252, which takes any bytes. */
async function encodingOf(file: File): Promise<string> {
  const start = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer())
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  try {
    // a character may be cut at the end
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** The text, with how many bytes of the file were read for it. */
export async function* textOf(file: File): AsyncGenerator<{ text: string; read: number }> {
  const decoder = new TextDecoder(await encodingOf(file))
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
