/** What the page says, in the language of its reader. */
import { en, type Texts } from './languages/en.ts'

/** A file in languages/ is all it takes to add one. English is always there, as the engine speaks it. */
const files = import.meta.glob<Texts>(['./languages/*.ts', '!./languages/en.ts'], { import: 'default' })
const codeOf = (path: string) => path.replace(/^.*\/(.*)\.ts$/, '$1')
const loaders = new Map<string, () => Promise<Texts>>([
  ['en', async () => en],
  ...Object.entries(files).map(([path, load]): [string, () => Promise<Texts>] => [codeOf(path), load]),
])

export const languages = [...loaders.keys()]

export type Key = keyof Texts
type Values = Record<string, string | number>

let texts: Texts = en
let code = 'en'
const listeners: (() => void)[] = []

export const language = () => code

/** A language's name in itself. */
export const nameOf = (code: string) => new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code

export function say(key: Key, values: Values = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    return typeof value === 'number' ? number(value) : (value ?? whole)
  })
}

/** A text whose key comes from the engine: empty where this page has none for it. */
export function sayOf(group: string, word: string): string {
  const key = `${group}.${word}`
  return key in texts ? texts[key as Key] : ''
}

export const number = (value: number) => new Intl.NumberFormat(code).format(value)

export function whenLanguageChanges(listener: () => void): void {
  listeners.push(listener)
}

/** The first language of the browser that the page has. */
export function preferred(): string {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '')
  return wanted.find((code) => loaders.has(code)) ?? 'en'
}

export async function speak(wanted: string): Promise<void> {
  const load = loaders.get(wanted)
  if (!load) return
  texts = await load()
  code = wanted
  document.documentElement.lang = code
  fill(document)
  for (const listener of listeners) listener()
}

/** Puts texts into the elements that ask for them by `data-text`. */
export function fill(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text]')) {
    const text = say(element.dataset.text as Key)
    element.textContent = text
    element.hidden = text === ''
  }
}
