import tesseract, { type Page, type Worker } from 'tesseract.js'
import { asFile, type Gray } from './pixels/gray.ts'
import { type Box } from './pixels/columns.ts'

// the package is one object, of which nothing can be imported by name
const { createWorker, OEM, PSM } = tesseract

/** A word as it was read. */
export interface Word {
  readonly text: string
  /** How sure the recognition is of it, from 0 to 100. */
  readonly confidence: number
  readonly box: Box
}

/** The words of a line. */
export type Line = readonly Word[]

/**
 * A file of the recognition. They lie beside the page, put there by the build, so that nothing is fetched from elsewhere; the
 * worker, which has another address, needs them whole.
 */
const file = (name: string): string => new URL(`./photo/${name}`, document.baseURI).href

/** Reads letters in pictures. It takes some megabytes, and so is started for the first picture and kept. */
export class Recognition {
  private tell: (share: number) => void = () => {}

  private constructor(private readonly worker: Worker) {}

  static async start(languages: readonly string[], tell: (share: number) => void): Promise<Recognition> {
    let recognition: Recognition | undefined
    const worker = await createWorker([...languages], OEM.LSTM_ONLY, {
      workerPath: file('worker.min.js'),
      // one for all: every browser of the last years has SIMD, and others would each read a little differently
      corePath: file('tesseract-core-simd-lstm.wasm.js'),
      langPath: file('.').replace(/\/$/, ''),
      // a worker from a blob would need a security policy that allows one
      workerBlobURL: false,
      // the service worker keeps the files; a second copy would only take room
      cacheMethod: 'none',
      logger: ({ status, progress }) => {
        if (status !== 'recognizing text') tell(progress)
        else recognition?.tell(progress)
      },
      errorHandler: () => {},
    })
    await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_BLOCK, user_defined_dpi: '300' })
    recognition = new Recognition(worker)
    return recognition
  }

  /** The lines of a picture that has one column of dark letters on white. */
  async read(picture: Gray, tell: (share: number) => void): Promise<Line[]> {
    this.tell = tell
    const { data } = await this.worker.recognize(asFile(picture), {}, { blocks: true, text: false })
    return lines(data)
  }
}

function lines(page: Page): Line[] {
  const found = (page.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines))
  return found.map((line) =>
    line.words.map(({ text, confidence, bbox }) => ({
      text,
      confidence,
      box: { left: bbox.x0, top: bbox.y0, right: bbox.x1, bottom: bbox.y1 },
    })),
  )
}
