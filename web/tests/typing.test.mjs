// One field, one answer: typing, pasting, marks, examples, and texts that mean no good.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerTo, site } from './page.mjs'

const here = site()

test('the answer follows the text, key by key', async () => {
  const page = await here.open()
  const field = page.getByLabel('Ingredient list')
  const status = page.getByRole('status')
  await field.pressSequentially('Water, Glycerin')
  await page.locator('[role=status][data-verdict=clear]').waitFor()
  await field.pressSequentially(', Alcohol Denat.')
  await page.locator('[role=status][data-verdict=avoid]').waitFor()
  assert.match(await status.innerText(), /^AVOID/)
  await field.fill('See the box for the list.')
  await page.locator('[role=status][data-verdict=unreadable]').waitFor()
  assert.match(await status.innerText(), /^UNREADABLE[^]*not an all-clear[^]*Look on the box/)
  page.isQuiet()
})

test('every ingredient has its mark, and a mark opens to reason, amount and source', async () => {
  const page = await here.open()
  await answerTo(page, 'Water, SD Alcohol 40-B, Calendula Officinalis Flower Tincture, Cetyl Alcohol, Xyzol Nova, Glycerin')
  const marks = await page.locator('.list > li').evaluateAll((items) => items.map((item) => item.dataset.mark))
  assert.deepEqual(marks, ['nothing', 'warned', 'carrier', 'look-alike', 'unknown', 'nothing'])
  const warned = page.locator('.list > li[data-mark=warned]')
  await warned.locator('summary').first().click()
  const text = await warned.innerText()
  for (const part of [/ingredient 2 of 6/, /at most 50 %/, /Why/, /In the guide/, /What the guide does not say/, /Sources/]) {
    assert.match(text, part)
  }
  // what was opened stays open while more is typed
  await page.getByLabel('Ingredient list').press('End')
  await page.getByLabel('Ingredient list').pressSequentially(', Panthenol')
  await page.locator('.list > li:nth-child(7)').waitFor()
  assert.ok(await warned.locator('details').first().evaluate((details) => details.open))
  page.isQuiet()
})

test('several lists show as such', async () => {
  const page = await here.open()
  await answerTo(page, 'Toner: Water, Alcohol Denat., Glycerin\nCream: Water, Stearyl Alcohol, Panthenol')
  const titles = await page.locator('.of-label h3').allInnerTexts()
  assert.deepEqual(titles, ['Ingredients: Toner', 'Ingredients: Cream'])
  assert.match(await page.locator('.lists').innerText(), /The text has 2 lists/)
})

test('each example has an answer, one tap away', async () => {
  const page = await here.open()
  const examples = page.locator('.example')
  const verdicts = []
  for (let at = 0; at < (await examples.count()); at++) {
    await page.evaluate(() => delete document.querySelector('#status').dataset.verdict)
    await examples.nth(at).click()
    await page.locator('#status[data-verdict]').waitFor()
    verdicts.push(await page.locator('#status').getAttribute('data-verdict'))
  }
  assert.deepEqual(verdicts, ['avoid', 'clear', 'avoid', 'avoid', 'avoid', 'unreadable'])
  page.isQuiet()
})

test('the field can be emptied, and nothing is not clear', async () => {
  const page = await here.open()
  assert.equal(await page.locator('#status').getAttribute('data-verdict'), null)
  await answerTo(page, 'Water, Glycerin, Panthenol')
  for (const text of ['', '   \n\t ', '🧴🧴🧴', ',,,;;;']) {
    assert.equal((await answerTo(page, text)).verdict, 'unreadable', JSON.stringify(text))
  }
  await answerTo(page, 'Water, Glycerin, Panthenol')
  await page.getByRole('button', { name: 'Start over' }).click()
  await page.locator('#status[data-verdict=unreadable]').waitFor()
  page.isQuiet()
})

test('hostile texts are answered, and run nothing', async () => {
  const page = await here.open()
  const bomb = '<img src=x onerror="window.owned=1"><script>window.owned=1</script>'
  for (const [text, verdict] of [
    [`Water, ${bomb}, SD Alcohol 40, Glycerin`, 'avoid'],
    ['Water, \u202eSD Alcohol 40-B\u202c, Glycerin', 'avoid'],
    ['ماء, جليسرين, SD Alcohol 40', 'avoid'],
    ['\ud800 Water, Alcohol Denat.\0, Glycerin', 'avoid'],
    [`${'Water, Glycerin, Panthenol, '.repeat(8000)}Alcohol Denat.`, 'unreadable'],
    ['(('.repeat(50000), 'unreadable'],
    ['SD Alcohol 40, '.repeat(14000), 'avoid'],
  ]) {
    assert.equal((await answerTo(page, text)).verdict, verdict, text.slice(0, 60))
  }
  assert.equal(await page.evaluate(() => window.owned), undefined)
  assert.match(await page.locator('.unsaid').innerText(), /only the first 128 kB was checked/)
  page.isQuiet()
})

test('the page answers while a long text is judged', async () => {
  const page = await here.open()
  const longest = await page.evaluate(async () => {
    let longest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
    }).observe({ type: 'longtask' })
    const field = document.querySelector('#text')
    field.value = 'Water, Xyzanol, Alcohol Denat., Cetyl Alcohol, '.repeat(4500)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await new Promise((resolve) => setTimeout(resolve, 3000))
    return longest
  })
  assert.equal(await page.locator('#status').getAttribute('data-verdict'), 'avoid')
  assert.ok(longest < 1000, `the page stood still for ${longest} ms`)
})

test('a list of 1 kB is answered within 16 ms of the last key', async () => {
  const page = await here.open()
  const names = 'Water, SD Alcohol 40-B (Alcohol Denat.), Glycerin, Cetearyl Alcohol, Phenoxyethanol, Niacinamide, Butylene Glycol'
  const text = `${names}, Panthenol, Sodium Hyaluronate, Caprylic/Capric Triglyceride, Tocopheryl Acetate, Xanthan Gum, `.repeat(5)
  for (let at = 0; at < 40; at++) await answerTo(page, text.slice(at, at + 1000))
  const times = await page.evaluate(() => performance.getEntriesByName('needlint: answer').map(({ duration }) => duration))
  times.sort((a, b) => a - b)
  const [median, worst] = [times[times.length >> 1], times.at(-1)]
  console.log(`1 kB answered: median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms`)
  // the worst of them is what else this machine had to do
  assert.ok(median < 16, `${median} ms`)
})
