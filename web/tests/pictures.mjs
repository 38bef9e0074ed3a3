// Pictures of the page, for people to look at: node tests/pictures.mjs writes them to tests/pictures. Each is of the first
// screen, and of the whole page. Those in the README are first screens of the first example.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launch } from './browser.mjs'
import { PROJECT } from './command.mjs'
import { serve } from './server.mjs'

const folder = fileURLToPath(new URL('./pictures/', import.meta.url))
mkdirSync(folder, { recursive: true })
const [browser, server] = await Promise.all([launch(), serve()])
for (const colorScheme of ['light', 'dark']) {
  for (const [width, height] of [[360, 640], [390, 844], [768, 1024], [1400, 900]]) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height }, deviceScaleFactor: width < 500 ? 2 : 1 })
    const page = await context.newPage()
    const place = (position) =>
      page.locator('#status').evaluate((status, position) => (status.style.position = position), position)
    const shoot = async (name) => {
      await page.evaluate(() => scrollTo(0, 0))
      await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}-first.png` })
      // what waits at the bottom of the screen has no place in a picture that has none
      await place('static')
      await page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png`, fullPage: true })
      await place('')
    }
    await page.goto(server.address)
    await page.locator('.example').first().waitFor()
    await shoot('empty')
    const examples = await page.locator('.example').count()
    for (let at = 0; at < examples; at++) {
      await page.locator('.example').nth(at).click()
      await page.waitForTimeout(at === 0 ? 800 : 150)
      await shoot(`example-${at}`)
      await page.locator('#details li > details').evaluateAll((all) => all[0] && (all[0].open = true))
      await page.waitForTimeout(200)
      await shoot(`example-${at}-open`)
    }
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByLabel('First ingredient list').fill('Water, Alcohol Denat., Glycerin, Parfum, Xyzol Nova')
    await page.getByLabel('Second ingredient list').fill('Aqua, Glycerin, Cetyl Alcohol, Niacinamide')
    await page.locator('#outcome[data-outcome=first]').waitFor()
    await shoot('compare')
    await page.getByRole('button', { name: 'Catalogue' }).click()
    await page.locator('#catalogue').setInputFiles(`${PROJECT}fixtures/catalogues/shop.csv`)
    await page.getByRole('link', { name: 'Download annotated CSV' }).waitFor()
    await shoot('catalogue')
    await context.close()
  }
}
await Promise.all([browser.close(), server.stop()])
