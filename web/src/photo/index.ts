/** Reading labels from pictures: loaded when the first picture is taken. */
import './photo.css'
import { find } from '../dom.ts'
import type { Answer } from '../engine/answer.ts'
import { check } from '../engine/client.ts'
import { say, type Key } from '../language.ts'
import { languages } from './languages.ts'
import { Recognition } from './ocr.ts'
import { Panel } from './panel.ts'
import { Picture, WHOLE, type Shares } from './picture.ts'
import type { Prepared } from './pixels/prepare.ts'
import { readPicture, type PictureReading } from './reading.ts'

/** What was read from a photo, besides its text. */
export interface PhotoReading {
  /** What the engine has to know of it: it goes along with every question about the text. */
  readonly picture: PictureReading
  /** Stretches of the text, in UTF-16 units, of which the reader is not sure. */
  readonly uncertain: { start: number; end: number }[]
}

/** Puts a text into the field, and says what photo it is from; if it says nothing, the text is somebody's own. */
type SetText = (text: string, from?: { fromPhoto: PhotoReading }) => void

/** The one picture that the page shows. */
let reader: Reader | undefined

/** Shows a picture, reads all of it and puts the text into the field. Where it goes wrong, that is said beside the picture. */
export async function takePhoto(picture: File, setText: SetText): Promise<void> {
  reader ??= new Reader(setText)
  await reader.take(picture)
}

/** Puts the picture away, as the field has another text now. What is still being read of it comes to nothing. */
export function forgetPhoto(): void {
  reader?.forget()
}

class Reader {
  private picture: Picture | undefined
  /** The number of the reading that counts: who asks for another part has no more use for the one before. */
  private latest = 0
  private readonly panel: Panel

  constructor(private readonly setText: SetText) {
    this.panel = new Panel(find('#photo-place'), {
      read: (part) => void this.read(part),
      turn: () => void this.turn(),
      confirm: () => this.confirm(),
    })
  }

  async take(file: File): Promise<void> {
    this.latest++
    this.panel.open()
    try {
      this.picture = await Picture.open(file)
    } catch {
      this.picture = undefined
      return this.panel.fail(say('photo.not-a-picture'))
    }
    this.panel.show(this.picture)
    // most pictures are of the list alone, and it can still be cut
    await this.read(WHOLE)
  }

  forget(): void {
    this.latest++
    this.picture = undefined
    this.panel.close()
  }

  private async turn(): Promise<void> {
    if (!this.picture) return
    this.picture = this.picture.turned()
    this.panel.show(this.picture)
    await this.read(WHOLE)
  }

  private async read(part: Shares): Promise<void> {
    if (!this.picture) return
    const number = ++this.latest
    const tell = (key: Key, share?: number): void => {
      if (number === this.latest) this.panel.progress(key, share)
    }
    try {
      tell('photo.preparing')
      const prepared = await madeReady(this.picture.part(part))
      const recognition = await recognitionOf((share) => tell('photo.loading', share))
      tell('photo.reading', 0)
      const { text, picture } = await readPicture(prepared, recognition, (share) => tell('photo.reading', share))
      const uncertain = stretches(text, await check(text, picture))
      if (number !== this.latest) return
      this.setText(text, { fromPhoto: { picture, uncertain } })
      this.panel.done(uncertain.length)
    } catch (error) {
      if (number === this.latest) this.panel.fail(error instanceof Error ? error.message : String(error))
    }
  }

  /** From here on the text is judged as if it had been typed: somebody compared it with the label. */
  private confirm(): void {
    this.setText(find<HTMLTextAreaElement>('#text').value)
    find('#text').focus()
  }
}

/** A picture made ready to be read, in a worker of its own. */
function madeReady(image: ImageData): Promise<Prepared> {
  const worker = new Worker(new URL('./photo-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Prepared>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Prepared>) => resolve(data)
    worker.onerror = (event) => reject(new Error(event.message))
    worker.postMessage(image, [image.data.buffer])
  }).finally(() => worker.terminate())
}

let recognition: Promise<Recognition> | undefined

/** What reads letters, started once; again if that failed, as it does without a network. */
function recognitionOf(tell: (share: number) => void): Promise<Recognition> {
  recognition ??= Recognition.start(languages, tell).catch((error: unknown) => {
    recognition = undefined
    throw new Error(say('photo.not-loaded', { why: String(error) }))
  })
  return recognition
}

/** The words of a text that the engine calls uncertain. It counts in bytes, and the page in UTF-16 units. */
function stretches(text: string, { photo }: Answer): { start: number; end: number }[] {
  const bytes = new TextEncoder().encode(text)
  const decoder = new TextDecoder()
  const units = (end: number): number => decoder.decode(bytes.subarray(0, end)).length
  return (photo?.uncertain ?? []).map(({ start, end }) => ({ start: units(start), end: units(end) }))
}
