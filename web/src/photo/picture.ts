/** A picture that somebody chose: it can be turned, and a part of it taken. */
export class Picture {
  private constructor(readonly canvas: HTMLCanvasElement) {}

  /** Opens a file, turned as its camera says. Fails if the browser knows no such pictures. */
  static async open(file: Blob): Promise<Picture> {
    const bitmap = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height))
    const [canvas, context] = blank(bitmap.width * scale, bitmap.height * scale)
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    return new Picture(canvas)
  }

  /** The picture after a quarter turn to the right. */
  turned(): Picture {
    const { width, height } = this.canvas
    const [canvas, context] = blank(height, width)
    context.translate(height, 0)
    context.rotate(Math.PI / 2)
    context.drawImage(this.canvas, 0, 0)
    return new Picture(canvas)
  }

  /** The pixels of a part of it. */
  part({ left, top, right, bottom }: Shares): ImageData {
    const { width, height } = this.canvas
    const [x, y] = [Math.floor(left * width), Math.floor(top * height)]
    const [wide, high] = [Math.ceil(right * width) - x, Math.ceil(bottom * height) - y]
    return this.canvas.getContext('2d')!.getImageData(x, y, Math.max(1, wide), Math.max(1, high))
  }
}

/** A part of a picture, in shares of its width and height. */
export interface Shares {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const WHOLE: Shares = { left: 0, top: 0, right: 1, bottom: 1 }

/** Longest side in pixels. Cameras have more, but print that needs it is too small for them anyway. */
const LONGEST = 3200

function blank(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width))
  canvas.height = Math.max(1, Math.round(height))
  return [canvas, canvas.getContext('2d', { willReadFrequently: true })!]
}
