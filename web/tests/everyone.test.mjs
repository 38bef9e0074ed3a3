// For everyone: without a mouse, with a screen reader, in five languages, on small screens, enlarged, in both colours.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { answerTo, site } from './page.mjs'

const here = site()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LABEL = 'Water, SD Alcohol 40-B, Calendula Officinalis Flower Tincture, Cetyl Alcohol, Xyzol Nova, Glycerin. Alcohol-free.'
const LANGUAGES = ['en', 'de', 'es', 'fr', 'ko']

/** What axe finds against WCAG 2.2 AA and its own best practices. */
async function violations(page) {
  // it runs beside the page's own policy, as an extension of the browser would
  await page.evaluate(axe)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), tags)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`)
}

async function openAll(page) {
  await page.locator('#details details').evaluateAll((all) => all.forEach((one) => (one.open = true)))
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in any view, ${colorScheme}`, async () => {
    const page = await here.open({ colorScheme })
    assert.deepEqual(await violations(page), [], 'empty')
    for (const text of [LABEL, 'Water, Alcohol, Glycerin, Panthenol, Squalane, Betaine', 'Water, Cetyl Alcohol, Glycerin', 'See the box.']) {
      await answerTo(page, text)
      await openAll(page)
      assert.deepEqual(await violations(page), [], text)
    }
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByLabel('First ingredient list').fill(LABEL)
    await page.getByLabel('Second ingredient list').fill('Water, Glycerin, Panthenol')
    await page.locator('#outcome[data-outcome=first]').waitFor()
    assert.deepEqual(await violations(page), [], 'compare')
    await page.getByRole('button', { name: 'Catalogue' }).click()
    const csv = Buffer.from('id,ingredients\n1,"Water, Alcohol Denat."\n2,See the box\n')
    await page.locator('#catalogue').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: csv })
    await page.getByRole('link', { name: 'Download annotated CSV' }).waitFor()
    assert.deepEqual(await violations(page), [], 'catalogue')
  })
}

test('all of it can be done with the keyboard alone', async () => {
  const page = await here.open()
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent)
  const reach = async (wanted) => {
    for (let presses = 0; presses < 40; presses++) {
      if ((await focused()) === wanted) return
      await page.keyboard.press('Tab')
    }
    assert.fail(`Tab does not lead to ${wanted}`)
  }
  await reach('text')
  await page.keyboard.type('Water, SD Alcohol 40-B, Glycerin')
  await page.locator('#status[data-verdict=avoid]').waitFor()
  await reach('photo')
  await reach('share')
  await page.keyboard.press('Enter')
  await page.locator('#shared:not(:empty)').waitFor()
  // through the examples to the first mark
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement.matches('.list summary'))) break
  }
  await page.keyboard.press('Enter')
  assert.ok(await page.locator('.list details').first().evaluate((details) => details.open))
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
  assert.equal(outline, 'solid', 'where the focus is can be seen')
  await page.locator('body').press('Shift+Tab')
  await page.getByRole('button', { name: 'Compare' }).focus()
  await page.keyboard.press('Space')
  await page.getByLabel('Second ingredient list').waitFor()
  page.isQuiet()
})

test('a screen reader hears the verdict, and once', async () => {
  const page = await here.open()
  const status = page.getByRole('status')
  await answerTo(page, 'Water, SD Alcohol 40-B, Glycerin')
  assert.match(await status.innerText(), /^AVOID/)
  assert.equal(await page.getByLabel('Photo of the label').getAttribute('type'), 'file')
  // the same words are not put in anew
  await page.evaluate(() => {
    window.changes = 0
    new MutationObserver((changes) => (window.changes += changes.length)).observe(document.querySelector('#status'), { childList: true, subtree: true })
  })
  await answerTo(page, 'Water, SD Alcohol 40-B, Glycerin ')
  assert.equal(await page.evaluate(() => window.changes), 0)
})

for (const language of LANGUAGES) {
  test(`the page speaks ${language}, by itself and by hand`, async () => {
    const page = await here.open({ locale: `${language}-${language.toUpperCase()}` })
    await page.waitForFunction((language) => document.documentElement.lang === language, language)
    assert.equal(await page.locator('#language').inputValue(), language)
    await answerTo(page, LABEL)
    const status = page.getByRole('status')
    assert.equal(await status.getAttribute('data-verdict'), 'avoid')
    assert.match(await status.innerText(), /^AVOID/)
    const isSaid = await page.locator('[data-text="footer.english"]').isVisible()
    assert.equal(isSaid, language !== 'en', 'that the sentences of the engine are English')
    for (const other of LANGUAGES) {
      await page.locator('#language').selectOption(other)
      await page.waitForFunction((language) => document.documentElement.lang === language, other)
    }
    await page.reload()
    assert.equal(await page.locator('#language').inputValue(), 'ko')
    page.isQuiet()
  })
}

for (const [name, viewport, deviceScaleFactor] of [
  ['360 px', { width: 360, height: 740 }, 2],
  ['320 px, which is 1280 px at 400 % zoom', { width: 320, height: 256 }, 1],
  ['a phone at 200 % zoom', { width: 180, height: 370 }, 4],
  ['1400 px', { width: 1400, height: 900 }, 1],
]) {
  test(`nothing is cut off at ${name}`, async () => {
    const page = await here.open({ viewport, deviceScaleFactor })
    for (const language of LANGUAGES) {
      await page.locator('#language').selectOption(language)
      await page.waitForFunction((language) => document.documentElement.lang === language, language)
      await answerTo(page, `${LABEL} ${language}`)
      await openAll(page)
      const { scroll, wide } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, wide: innerWidth }))
      assert.ok(scroll <= wide, `${language}: ${scroll} px in ${wide}`)
    }
  })
}

test('nothing moves for who wants no motion', async () => {
  const page = await here.open({ reducedMotion: 'reduce' })
  await answerTo(page, LABEL)
  await page.locator('.list summary').first().click()
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0)
})

test('every target is large enough for a finger', async () => {
  const page = await here.open({ viewport: { width: 360, height: 740 }, hasTouch: true })
  await answerTo(page, LABEL)
  const small = await page.locator('button:visible, select:visible, summary:visible, label.button:visible').evaluateAll((all) =>
    all.filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML),
  )
  assert.deepEqual(small, [])
})
