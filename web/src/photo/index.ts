/** What was read from a photo, besides its text. */
export interface PhotoReading {
  /** Stretches of the text, in UTF-16 units, of which the reader is not sure. */
  uncertain: { start: number; end: number }[]
}

/** Reads a label from a picture and gives its text to the page. */
export async function takePhoto(_picture: File, _setText: (text: string, from: { fromPhoto: PhotoReading }) => void) {
  throw new Error('reading photos is not built yet')
}
