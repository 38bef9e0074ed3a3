/** What was read from a photo, besides its text. */
export interface PhotoReading {
  /** What the engine has to know of it: it goes along with every question about the text. */
  readonly picture: object
  /** Stretches of the text, in UTF-16 units, of which the reader is not sure. */
  readonly uncertain: { start: number; end: number }[]
}

/** Reads a label from a picture and gives its text to the page. */
export async function takePhoto(_picture: File, _setText: (text: string, from?: { fromPhoto: PhotoReading }) => void) {
  throw new Error('reading photos is not built yet')
}

/** Puts the picture away, as the field has another text now. */
export function forgetPhoto(): void {}
