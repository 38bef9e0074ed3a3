/** A picture in shades of gray: one byte a pixel, row by row, 0 black and 255 white. */
export interface Gray {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array<ArrayBuffer>
}

export function blank(width: number, height: number, shade = 0): Gray {
  return { width, height, data: new Uint8Array(width * height).fill(shade) }
}

/** The brightness of each pixel, as the eye weighs the colours. What is transparent is white. */
export function fromImage(image: ImageData): Gray {
  const { width, height, data: colours } = image
  const gray = blank(width, height)
  for (let i = 0, at = 0; i < gray.data.length; i++, at += 4) {
    const opaque = colours[at + 3]! / 255
    const shade = 0.299 * colours[at]! + 0.587 * colours[at + 1]! + 0.114 * colours[at + 2]!
    gray.data[i] = Math.round(shade * opaque + 255 * (1 - opaque))
  }
  return gray
}

export function inverted(gray: Gray): Gray {
  return { ...gray, data: gray.data.map((shade) => 255 - shade) }
}

export function cropped(gray: Gray, left: number, top: number, width: number, height: number): Gray {
  const part = blank(width, height)
  for (let y = 0; y < height; y++) {
    const start = (top + y) * gray.width + left
    part.data.set(gray.data.subarray(start, start + width), y * width)
  }
  return part
}

/** How many pixels there are of each shade. */
export function histogram(gray: Gray): Uint32Array {
  const counts = new Uint32Array(256)
  for (const shade of gray.data) counts[shade]!++
  return counts
}

/** The shade below which this share of all pixels lies. */
export function percentile(counts: Uint32Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (let shade = 0; shade < 256; shade++) {
    seen += counts[shade]!
    if (seen > total * share) return shade
  }
  return 255
}

/** The shade that best parts the dark pixels from the light ones (Otsu's method). */
export function threshold(counts: Uint32Array): number {
  let total = 0
  let sum = 0
  counts.forEach((count, shade) => ((total += count), (sum += count * shade)))
  let [best, bestAt, below, sumBelow] = [-1, 127, 0, 0]
  for (let shade = 0; shade < 255; shade++) {
    below += counts[shade]!
    sumBelow += counts[shade]! * shade
    const above = total - below
    if (below === 0 || above === 0) continue
    const apart = sumBelow / below - (sum - sumBelow) / above
    const spread = below * above * apart * apart
    if (spread > best) [best, bestAt] = [spread, shade]
  }
  return bestAt
}

/** The shade at a place between pixels, weighed from the four around it; white outside. */
export function sample(gray: Gray, x: number, y: number): number {
  const { width, height, data } = gray
  const left = Math.floor(x)
  const top = Math.floor(y)
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 255
  const at = top * width + left
  const [right, down] = [x - left, y - top]
  const above = data[at]! + (data[at + 1]! - data[at]!) * right
  const below = data[at + width]! + (data[at + width + 1]! - data[at + width]!) * right
  return above + (below - above) * down
}

/** As a file that the text recognition reads without having to unpack it (portable graymap). */
export function asFile(gray: Gray): Blob {
  return new Blob([`P5\n${gray.width} ${gray.height}\n255\n`, gray.data])
}
