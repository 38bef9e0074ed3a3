import { check } from './engine/client.ts'
import type { PhotoReading } from './photo/index.ts'

const field = document.querySelector<HTMLTextAreaElement>('#text')!
const status = document.querySelector<HTMLElement>('#status')!
const photo = document.querySelector<HTMLInputElement>('#photo')!

/** Puts a text into the field, as if it had been typed. */
export function setText(text: string, _from?: { fromPhoto: PhotoReading }): void {
  field.value = text
  field.dispatchEvent(new Event('input'))
}

field.addEventListener('input', async () => {
  const { verdict } = await check(field.value)
  status.dataset.verdict = verdict
  status.textContent = verdict.toUpperCase()
})

photo.addEventListener('change', async () => {
  const [picture] = photo.files ?? []
  if (!picture) return
  const { takePhoto } = await import('./photo/index.ts')
  await takePhoto(picture, setText)
})
