// Pictures of labels: drawn in the browser, put into the page, and its answers counted.
import { createServer } from 'vite'
import { fileURLToPath } from 'node:url'

/** Lists that name an alcohol that is warned against. */
const WARNED = new Set(['sd', 'denat', 'isopropyl'])

/** Draws pictures in a page of its own, which Vite serves from its sources. */
export async function drawer(browser) {
  const root = fileURLToPath(new URL('./page', import.meta.url))
  const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: `${modules}/.vite-drawing`,
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [root, modules] } },
  })
  await server.listen()
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${server.httpServer.address().port}/`)
  await page.waitForFunction(() => window.drawing)
  return {
    cases: () => page.evaluate(() => window.drawing.cases()),
    fixedCases: () => page.evaluate(() => window.drawing.fixedCases()),
    async draw(one) {
      const { type, data } = await page.evaluate((one) => window.drawing.draw(one), one)
      const name = `${one.id}.${type === 'image/jpeg' ? 'jpg' : 'png'}`
      return { name, mimeType: type, buffer: Buffer.from(data, 'base64') }
    },
    async stop() {
      await page.close()
      await server.close()
    },
  }
}

/** Gives a picture to the page, and waits for its answer. */
export async function verdictOf(page, picture) {
  const answers = () => page.evaluate(() => performance.getEntriesByName('needlint: answer').length)
  const before = await answers()
  await page.getByLabel('Photo of the label').setInputFiles(picture)
  await page.waitForFunction(
    (before) =>
      performance.getEntriesByName('needlint: answer').length > before ||
      document.querySelector('#photo-place [data-state=failed]'),
    before,
    { timeout: 120_000 },
  )
  const panel = page.locator('#photo-place [data-state]')
  if ((await panel.getAttribute('data-state')) === 'failed') throw new Error(await panel.innerText())
  return page.locator('[role=status]').first().getAttribute('data-verdict')
}

/** What came of pictures, counted. */
export class Tally {
  all = 0
  answered = 0
  right = 0
  falseClear = 0
  falseAlarm = 0
  /** Pictures of which a part is hidden, and how many of these were cleared all the same. */
  hiding = 0
  hidingClear = 0
  hidingFlagged = 0
  faults = []

  add(one, verdict) {
    const isWarned = WARNED.has(one.kind)
    const isFlagged = verdict === 'avoid' || verdict === 'caution'
    const isClear = verdict === 'clear'
    if (one.isHiding) {
      this.hiding++
      this.hidingClear += isClear
      this.hidingFlagged += isFlagged
      if (isClear) this.faults.push(`${one.id}: cleared, though a part is hidden`)
    } else {
      this.all++
      this.answered += isFlagged || isClear
      this.right += isWarned ? isFlagged : isClear
    }
    if (isClear && isWarned) this.faults.push(`${one.id}: false CLEAR`)
    if (isFlagged && !isWarned) this.faults.push(`${one.id}: false alarm, ${verdict}`)
    this.falseClear += isClear && isWarned
    this.falseAlarm += isFlagged && !isWarned
  }

  /** How many are answered; where a part is hidden, how many are warned of all the same. */
  answers() {
    return this.hiding ? `${this.hidingFlagged} of ${this.hiding} flagged, ${this.hidingClear} cleared` : `${this.answered} of ${this.all}`
  }

  /** A row of the table in the README. */
  row(name) {
    const share = (count) => (this.all ? `${count} (${((100 * count) / this.all).toFixed(0)} %)` : '')
    const cells = [name, this.all, share(this.answered), share(this.right), this.falseClear, this.falseAlarm]
    return `| ${[...cells, this.hiding ? `${this.hidingClear} of ${this.hiding}` : ''].join(' | ')} |`
  }
}
