// The page that draws the pictures. The fonts come from packages, so that pictures are the same on every machine.
import '@fontsource/lato/400.css'
import '@fontsource/merriweather/400.css'
import '@fontsource/open-sans/400.css'
import '@fontsource/pt-serif/400.css'
import '@fontsource/roboto/400.css'
import '@fontsource/roboto-condensed/400.css'
import { cases, fixedCases, type Case } from './cases.ts'
import { draw } from './draw.ts'

/** What the tests call. */
const drawing = {
  cases,
  fixedCases,
  /** A picture of a case, in base 64. */
  async draw(one: Case): Promise<{ type: string; data: string }> {
    const picture = await draw(one)
    const reader = new FileReader()
    await new Promise((resolve, reject) => {
      reader.onload = resolve
      reader.onerror = reject
      reader.readAsDataURL(picture)
    })
    return { type: picture.type, data: String(reader.result).split(',')[1]! }
  },
}

declare global {
  interface Window {
    drawing: typeof drawing
  }
}
window.drawing = drawing
