// Draws the icons for installing from the one in public/icon.svg, with the browser of the tests.
import { readFileSync, writeFileSync } from 'node:fs'
import { launch } from '../tests/browser.mjs'

const svg = readFileSync(new URL('../public/icon.svg', import.meta.url), 'utf8')
const browser = await launch()
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`)
  writeFileSync(new URL(`../public/icon-${size}.png`, import.meta.url), await page.screenshot())
}
await browser.close()
