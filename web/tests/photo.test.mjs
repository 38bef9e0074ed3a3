// Photos: thirty drawn pictures, and what can be done with one. All pictures: `npm run photos`.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, beforeEach, test } from 'node:test'
import { site } from './page.mjs'
import { drawer, Tally, verdictOf } from './photo/pictures.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const here = site()
let drawing, page

/** The page, and what draws the pictures: there from the first test on. */
async function start() {
  drawing ??= await drawer(here.browser)
  page ??= await here.open()
}
beforeEach(start)
after(() => drawing?.stop())

test('thirty pictures: none cleared that should not be, most answered', async () => {
  const tally = new Tally()
  for (const one of await drawing.fixedCases()) tally.add(one, await verdictOf(page, await drawing.draw(one)))
  assert.deepEqual(tally.faults, [])
  assert.ok(tally.answered >= 0.8 * tally.all, `${tally.answered} of ${tally.all} answered`)
  page.isQuiet()
})

/** A picture of a list that is read well. */
async function picture(kind) {
  const straight = (one) => one.style === 'straight' && one.kind === kind
  return drawing.draw((await drawing.cases()).find(straight))
}

test('an answer from a photo says that it is one, until somebody has compared the text', async () => {
  assert.equal(await verdictOf(page, await picture('plain')), 'clear')
  const status = page.getByRole('status')
  assert.match(await status.innerText(), /from a photo/i)
  await page.getByRole('button', { name: 'I have compared it with the label' }).click()
  await page.waitForFunction(() => !/from a photo/i.test(document.querySelector('[role=status]').innerText))
  assert.equal(await status.getAttribute('data-verdict'), 'clear')
  assert.ok(!(await page.locator('#photo-place section').isVisible()))
})

test('a text from a photo stays one while it is corrected', async () => {
  await verdictOf(page, await picture('plain'))
  const field = page.getByLabel('Ingredient list')
  await field.press('End')
  await field.pressSequentially(' SD Alcohol 40-B,')
  await page.locator('[role=status][data-verdict=avoid]').waitFor()
  assert.match(await page.getByRole('status').innerText(), /from a photo/i)
})

/** A picture that is read badly. */
async function blurred(kind) {
  const outOfFocus = (one) => one.style === 'out of focus' && one.half === 'tuned' && one.kind === kind
  return drawing.draw((await drawing.cases()).find(outOfFocus))
}

test('words that may be wrong are marked and listed, each leads to its place, and a corrected one is right', async () => {
  assert.equal(await verdictOf(page, await blurred('plain')), 'unreadable')
  const listed = page.getByRole('list', { name: 'Words that may be wrong' }).getByRole('button')
  const words = await listed.allInnerTexts()
  assert.ok(words.length > 4)
  assert.deepEqual(await page.locator('#uncertain mark').allTextContents(), words)
  await listed.nth(1).focus()
  await page.keyboard.press('Enter')
  const selected = await page.evaluate(() => {
    const { value, selectionStart, selectionEnd, id } = document.activeElement
    return [id, value.slice(selectionStart, selectionEnd)]
  })
  assert.deepEqual(selected, ['text', words[1]])
  await page.keyboard.type('Trifolium')
  await page.waitForFunction((count) => document.querySelectorAll('#uncertain-words button').length === count, words.length - 1)
  assert.deepEqual(await page.locator('#uncertain mark').allTextContents(), words.toSpliced(1, 1))
})

test('a photo that cannot be read asks for another, whatever could be read of it', async () => {
  for (const kind of ['plain', 'look-alike']) {
    assert.equal(await verdictOf(page, await blurred(kind)), 'unreadable')
    assert.match(await page.getByRole('status').innerText(), /^UNREADABLE[^]*not an all-clear[^]*Take another photo: closer, sharper/, kind)
  }
})

test('a part is chosen by dragging, and by keys', async () => {
  assert.equal(await verdictOf(page, await picture('sd')), 'avoid')
  const view = page.locator('.photo-view')
  const { x, y, width, height } = await view.boundingBox()
  await page.mouse.move(x + width * 0.1, y + height * 0.1)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.6, y + height * 0.5, { steps: 5 })
  await page.mouse.up()
  const frame = page.locator('.photo-frame')
  const dragged = await frame.boundingBox()
  assert.ok(Math.abs(dragged.width - width * 0.5) < 4 && Math.abs(dragged.x - x - width * 0.1) < 4)
  await page.getByRole('button', { name: 'Corner at the bottom right' }).focus()
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight')
  assert.ok(Math.abs((await frame.boundingBox()).width - width * 0.65) < 4)
  // of what is cut through nothing is cleared
  const before = await page.evaluate(() => performance.getEntriesByName('needlint: answer').length)
  await page.getByRole('button', { name: 'Read the marked part' }).click()
  await page.waitForFunction((before) => performance.getEntriesByName('needlint: answer').length > before, before)
  assert.notEqual(await page.getByRole('status').getAttribute('data-verdict'), 'clear')
})

test('a file that is no picture is said to be none', async () => {
  await page
    .getByLabel('Photo of the label')
    .setInputFiles({ name: 'list.png', mimeType: 'image/png', buffer: Buffer.from('Aqua, Glycerin') })
  await page.locator('#photo-place [data-state=failed]').waitFor()
  assert.match(await page.locator('#photo-place').innerText(), /not a picture/i)
})

test('a text that nobody has compared is neither shared nor handed on to be compared', async () => {
  await verdictOf(page, await picture('plain'))
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  assert.match(await page.locator('#shared').innerText(), /compare the text with the label first/i)
  assert.equal(new URL(page.url()).hash, '')
  await page.locator('[data-view=compare]').click()
  await page.locator('#text-first').waitFor()
  assert.equal(await page.locator('#text-first').inputValue(), '')
  await page.locator('[data-view=label]').click()
})

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing around a picture, and nothing sticks out of a small screen, ${colorScheme}`, async () => {
    const small = await here.open({ colorScheme, viewport: { width: 360, height: 800 } })
    assert.equal(await verdictOf(small, await picture('sd')), 'avoid')
    await small.evaluate(axe)
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await small.evaluate((tags) => window.axe.run(document, { runOnly: tags }), tags)
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`), [])
    assert.equal(await small.evaluate(() => document.documentElement.scrollWidth), 360)
    await small.context().close()
  })
}

test('photos are read without a network', async () => {
  await page.waitForFunction(async () => (await caches.match('photo/worker.min.js')) !== undefined)
  await page.context().setOffline(true)
  await page.reload()
  assert.equal(await verdictOf(page, await picture('denat')), 'avoid')
  await page.context().setOffline(false)
})
