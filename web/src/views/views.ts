/** The three views: one label, two to compare, a catalogue. */
import { find } from '../dom.ts'
import { say, whenLanguageChanges } from '../language.ts'
import { textOfAddress } from '../share.ts'
import { readPhoto } from './label.ts'

const starts: Record<string, () => Promise<void>> = {
  label: async () => {},
  compare: async () => (await import('./compare.ts')).start(find('#view-compare')),
  catalogue: async () => (await import('../catalogue/view.ts')).start(find('#view-catalogue')),
}
const started = new Set(['label'])

export function startViews(): void {
  const nav = find('#views')
  const name = () => nav.setAttribute('aria-label', say('views'))
  name()
  whenLanguageChanges(name)
  nav.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-view]')
    if (button) void show(button.dataset.view ?? 'label')
  })
  // A link to two lists is one to compare them.
  if (textOfAddress().length > 1) void show('compare')
  // A file that is dropped beside the place for it would replace the page.
  for (const kind of ['dragover', 'drop']) document.addEventListener(kind, (event) => event.preventDefault())
  document.addEventListener('drop', (event) => void dropped(event))
}

export async function show(view: string): Promise<void> {
  for (const button of document.querySelectorAll<HTMLElement>('#views [data-view]')) {
    button.setAttribute('aria-pressed', String(button.dataset.view === view))
  }
  for (const name of Object.keys(starts)) find(`#view-${name}`).hidden = name !== view
  if (!started.has(view)) {
    started.add(view)
    await starts[view]?.()
  }
}

/** A catalogue may be dropped anywhere; a picture is for the field of photos. */
async function dropped(event: DragEvent): Promise<void> {
  const file = event.dataTransfer?.files[0]
  if (!file) return
  if (file.type.startsWith('image/')) {
    await show('label')
    await readPhoto(file)
  } else {
    await show('catalogue')
    ;(await import('../catalogue/view.ts')).take(file)
  }
}
