import { held, tuned, type Kind } from './lists.ts'
import { numbers, type Numbers } from './numbers.ts'

/** How a picture is hard. */
export const styles = [
  'straight',
  'turned 3 degrees',
  'turned -3 degrees',
  'turned 8 degrees',
  'turned -8 degrees',
  'low contrast',
  '10 px print',
  'uneven light, JPEG',
  'perspective',
  'white on dark',
  'two columns',
  'phone: large, noise, blur',
  'around a bottle',
  'out of focus',
  'glare over a part',
  'cut off at a side',
] as const

export type Style = (typeof styles)[number]

/** Of these pictures nobody can read all of the list, so that none of them may be cleared. */
export const hiding: readonly Style[] = ['glare over a part', 'cut off at a side']

export type Half = 'tuned' | 'held'

/** A picture to be drawn. */
export interface Case {
  readonly id: string
  readonly half: Half
  readonly style: Style
  readonly kind: Kind
  /** Whether a part of the list cannot be seen. */
  readonly isHiding: boolean
  readonly text: string
  readonly font: string
  readonly capitals: boolean
  /** Height of the print in pixels. */
  readonly size: number
  /** Width of a line in heights of the print. */
  readonly measure: number
  readonly seed: number
}

/** The fonts, as packages of the npm registry have them. */
export const fonts = ['Roboto', 'Open Sans', 'Lato', 'Roboto Condensed', 'Merriweather', 'PT Serif'] as const

/** What a list is about, in the order of the pictures of a style: half of them list an alcohol that is warned against. */
const kinds: readonly Kind[] = ['sd', 'look-alike', 'denat', 'plain', 'isopropyl', 'look-alike', 'sd', 'plain']

/** All pictures: eight of each style and half. */
export function cases(): Case[] {
  return (['tuned', 'held'] as const).flatMap((half) =>
    styles.flatMap((style, row) => kinds.map((kind, column) => one(half, style, kind, row, column))),
  )
}

/** The thirty that are tried whenever anything changes: one of each style and half but for two, of all kinds. */
export function fixedCases(): Case[] {
  const all = cases()
  return Array.from({ length: 30 }, (_, i) => all[(i + 2) * kinds.length + ((i * 3) % kinds.length)]!)
}

function one(half: Half, style: Style, kind: Kind, row: number, column: number): Case {
  const seed = (half === 'tuned' ? 1000 : 2000) + row * kinds.length + column
  const random = numbers(seed)
  const lists = (half === 'tuned' ? tuned : held)[kind]
  // every list comes up, and every list in several styles
  const text = lists[(row + column + Math.floor(random() * 2)) % lists.length]!
  const capitals = random() < 0.3
  return {
    id: `${half}-${style.replaceAll(/[^a-z0-9-]+/gi, '-')}-${column + 1}-${kind}`,
    half,
    style,
    kind,
    isHiding: hiding.includes(style),
    text: capitals ? text.toUpperCase() : text,
    font: fonts[(row * 5 + column + (half === 'held' ? 3 : 0)) % fonts.length]!,
    capitals,
    size: sizeFor(style, random),
    measure: 26 + random() * 16,
    seed,
  }
}

function sizeFor(style: Style, random: Numbers): number {
  if (style === '10 px print') return 10
  if (style.startsWith('phone')) return 40 + Math.floor(random() * 16)
  return 13 + Math.floor(random() * 10)
}
