import { type Case, type Style } from './cases.ts'
import { numbers, type Numbers } from './numbers.ts'

/** Draws the picture of a case: a label as it might be printed, then what a camera makes of it. */
export async function draw(one: Case): Promise<Blob> {
  const random = numbers(one.seed + 77_777)
  await document.fonts.load(`${one.size}px "${one.font}"`)
  const [paper, ink] = colours(one.style, random)
  const { page, spot } = print(one, paper, ink)
  const seen = taken(page, one, paper, spot, random)
  const isJpeg = /JPEG|phone/.test(one.style)
  return seen.convertToBlob(isJpeg ? { type: 'image/jpeg', quality: 0.55 } : { type: 'image/png' })
}

type Canvas = OffscreenCanvas

/** A stretch of a line. */
interface Spot {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** What glare falls on: the name that is warned against, or else another. */
const ALCOHOL = /(?<![a-z] )(?:SD |Isopropyl )?Alcohol(?: Denat\.| \d+(?:-\w)?)?/i
const OTHER = /[A-Z][a-z]+ate/i

function canvas(width: number, height: number): [Canvas, OffscreenCanvasRenderingContext2D] {
  const made = new OffscreenCanvas(Math.ceil(width), Math.ceil(height))
  return [made, made.getContext('2d', { willReadFrequently: true })!]
}

function colours(style: Style, random: Numbers): [paper: string, ink: string] {
  const gray = (shade: number): string => `rgb(${shade} ${shade} ${shade})`
  const tint = Math.floor(random() * 14)
  if (style === 'white on dark') return [`rgb(${20 + tint} ${30 + tint} ${50 + tint})`, gray(235)]
  if (style === 'low contrast') return [gray(205 - tint), gray(150 - tint)]
  return [`rgb(${255 - tint} ${253 - tint} ${248 - tint})`, gray(20 + tint)]
}

/** The label itself, straight and evenly lit. */
function print(one: Case, paper: string, ink: string): { page: Canvas; spot: Spot } {
  const [, measuring] = canvas(1, 1)
  measuring.font = `${one.size}px "${one.font}"`
  const columns = one.style === 'two columns' ? 2 : 1
  const width = one.size * one.measure * (columns === 2 ? 0.62 : 1)
  const lines = wrapped(one.text, width, (text) => measuring.measureText(text).width)
  const [leading, margin, gutter] = [one.size * 1.4, one.size * 2.2, one.size * 2.6]
  const rows = Math.ceil(lines.length / columns)
  const [page, context] = canvas(columns * width + (columns - 1) * gutter + 2 * margin, rows * leading + 2 * margin)
  context.fillStyle = paper
  context.fillRect(0, 0, page.width, page.height)
  context.fillStyle = ink
  context.font = measuring.font
  context.textBaseline = 'alphabetic'
  const hides = /sd|denat|isopropyl/.test(one.kind) ? ALCOHOL : OTHER
  let spot: Spot = { x: page.width / 2, y: page.height / 2, width: page.width / 4 }
  lines.forEach((line, i) => {
    const x = margin + Math.floor(i / rows) * (width + gutter)
    const y = margin + ((i % rows) + 0.75) * leading
    context.fillText(line, x, y)
    const hidden = hides.exec(line)
    if (!hidden) return
    const before = context.measureText(line.slice(0, hidden.index)).width
    spot = { x: x + before, y: y - one.size * 0.35, width: context.measureText(hidden[0]).width }
  })
  return { page, spot }
}

function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && measure(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** What a camera makes of a label. */
function taken(page: Canvas, one: Case, paper: string, spot: Spot, random: Numbers): Canvas {
  const { style } = one
  const turn = /^turned (-?\d+)/.exec(style)
  if (turn) return turned(page, Number(turn[1]), paper)
  if (style === 'perspective') return fromTheSide(page, random)
  if (style === 'low contrast') return noisy(page, 5, random)
  if (style.startsWith('uneven')) return noisy(unevenlyLit(page, 0.45, random), 4, random)
  if (style.startsWith('phone')) {
    const tilted = turned(page, random() * 4 - 2, paper)
    return noisy(unevenlyLit(blurred(tilted, one.size / 28), 0.7, random), 8, random)
  }
  if (style === 'around a bottle') return noisy(aroundABottle(page, random), 3, random)
  if (style === 'out of focus') return noisy(blurred(page, one.size * (0.07 + random() * 0.06)), 4, random)
  if (style.startsWith('glare')) return glaring(page, spot, one.size)
  if (style.startsWith('cut')) return cutOff(page, random)
  return page
}

/** A spot so bright that nothing is seen of what is printed there. */
function glaring(page: Canvas, spot: Spot, size: number): Canvas {
  const context = page.getContext('2d')!
  const [x, y] = [spot.x + spot.width / 2, spot.y]
  context.translate(x, y)
  context.scale(1, (2.2 * size) / (spot.width + 2 * size))
  const radius = spot.width / 2 + size
  const light = context.createRadialGradient(0, 0, 0, 0, 0, radius)
  light.addColorStop(0, 'rgb(255 255 255 / 1)')
  light.addColorStop(0.8, 'rgb(255 255 255 / 1)')
  light.addColorStop(1, 'rgb(255 255 255 / 0)')
  context.fillStyle = light
  context.fillRect(-radius, -radius, 2 * radius, 2 * radius)
  return page
}

/** Without its right fourth or fifth: the camera was held too far to the left. */
function cutOff(page: Canvas, random: Numbers): Canvas {
  const [seen, context] = canvas(page.width * (0.72 + random() * 0.1), page.height)
  context.drawImage(page, 0, 0)
  return seen
}

/** The page as it is seen around a bottle from a little above: narrower towards the sides, and bent. */
function aroundABottle(page: Canvas, random: Numbers): Canvas {
  const { width, height } = page
  const reach = 0.75 + random() * 0.2
  const radius = width / 2 / reach
  const tilt = 0.1 + random() * 0.15
  const sag = radius * (1 - Math.cos(reach)) * tilt
  const [seen, context] = canvas(2 * radius * Math.sin(reach), height + sag)
  for (let x = 0; x < seen.width; x++) {
    const angle = Math.asin((x + 0.5 - seen.width / 2) / radius)
    const down = sag - radius * (1 - Math.cos(angle)) * tilt
    context.drawImage(page, width / 2 + angle * radius - 0.5, 0, 1 / Math.cos(angle), height, x, down, 1, height)
  }
  const edge = page.getContext('2d')!.getImageData(2, 2, 1, 1).data
  context.globalCompositeOperation = 'destination-over'
  context.fillStyle = `rgb(${edge[0]} ${edge[1]} ${edge[2]})`
  context.fillRect(0, 0, seen.width, seen.height)
  return seen
}

function turned(page: Canvas, degrees: number, paper: string): Canvas {
  const turn = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.abs(Math.sin(turn))]
  const [seen, context] = canvas(page.width * cos + page.height * sin, page.width * sin + page.height * cos)
  context.fillStyle = paper
  context.fillRect(0, 0, seen.width, seen.height)
  context.translate(seen.width / 2, seen.height / 2)
  context.rotate(turn)
  context.imageSmoothingQuality = 'high'
  context.drawImage(page, -page.width / 2, -page.height / 2)
  return seen
}

function blurred(page: Canvas, radius: number): Canvas {
  const [seen, context] = canvas(page.width, page.height)
  context.filter = `blur(${radius}px)`
  context.drawImage(page, 0, 0)
  return seen
}

/** Darker towards one side, with a shadow that falls across. */
function unevenlyLit(page: Canvas, darkest: number, random: Numbers): Canvas {
  const [seen, context] = canvas(page.width, page.height)
  context.drawImage(page, 0, 0)
  context.globalCompositeOperation = 'multiply'
  const [x, y] = [random() < 0.5 ? 0 : page.width, random() * page.height]
  const light = context.createRadialGradient(x, y, 0, x, y, Math.hypot(page.width, page.height))
  const gray = (share: number): string => `rgb(${[1, 1, 1].map(() => Math.round(255 * share)).join(' ')})`
  light.addColorStop(0, gray(1))
  light.addColorStop(0.5, gray((1 + darkest) / 2))
  light.addColorStop(1, gray(darkest))
  context.fillStyle = light
  context.fillRect(0, 0, page.width, page.height)
  return seen
}

function noisy(page: Canvas, strength: number, random: Numbers): Canvas {
  const context = page.getContext('2d')!
  const image = context.getImageData(0, 0, page.width, page.height)
  for (let at = 0; at < image.data.length; at += 4) {
    const more = (random() + random() + random() - 1.5) * 2 * strength
    for (let colour = 0; colour < 3; colour++) image.data[at + colour]! += more
  }
  context.putImageData(image, 0, 0)
  return page
}

/** The page as a camera sees it that is held askew: each corner moved inwards by up to a tenth. */
function fromTheSide(page: Canvas, random: Numbers): Canvas {
  const { width, height } = page
  const [seen, context] = canvas(width, height)
  const moved = (): number => 0.02 + random() * 0.07
  const corners = [
    [width * moved(), height * moved()],
    [width * (1 - moved()), height * moved()],
    [width * (1 - moved()), height * (1 - moved())],
    [width * moved(), height * (1 - moved())],
  ] as const
  const [from, to] = [page.getContext('2d')!.getImageData(0, 0, width, height), context.createImageData(width, height)]
  const place = placeOnPage(corners, width, height)
  const edge = (width * 2 + 2) * 4
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const [u, v] = place(x, y)
      const inside = u >= 0 && v >= 0 && u < width - 1 && v < height - 1
      const [left, top] = [Math.floor(u), Math.floor(v)]
      for (let colour = 0; colour < 4; colour++) {
        const shade = (i: number): number => from.data[i + colour]!
        if (!inside) {
          to.data[at + colour] = shade(edge)
          continue
        }
        const i = (top * width + left) * 4
        const above = shade(i) + (shade(i + 4) - shade(i)) * (u - left)
        const below = shade(i + width * 4) + (shade(i + width * 4 + 4) - shade(i + width * 4)) * (u - left)
        to.data[at + colour] = above + (below - above) * (v - top)
      }
    }
  }
  context.putImageData(to, 0, 0)
  return seen
}

/** From a place in the picture to that on the page (the projective map that takes the page's corners to these). */
function placeOnPage(
  corners: readonly (readonly [number, number])[],
  width: number,
  height: number,
): (x: number, y: number) => [number, number] {
  const page = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ] as const
  const rows: number[][] = []
  corners.forEach(([x, y], i) => {
    const [u, v] = page[i]!
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v])
  })
  const [a, b, c, d, e, f, g, h] = solved(rows) as [number, number, number, number, number, number, number, number]
  return (x, y) => {
    const far = g * x + h * y + 1
    return [(a * x + b * y + c) / far, (d * x + e * y + f) / far]
  }
}

/** The solution of linear equations, each with its right side last. */
function solved(rows: number[][]): number[] {
  for (let column = 0; column < rows.length; column++) {
    const below = rows.slice(column).map((row) => Math.abs(row[column]!))
    const pivot = column + below.indexOf(Math.max(...below))
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    const first = rows[column]!
    for (const row of rows) {
      if (row === first) continue
      const times = row[column]! / first[column]!
      row.forEach((_, i) => (row[i]! -= times * first[i]!))
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!)
}
