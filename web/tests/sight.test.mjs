// Verdict first: it is in sight while its place is below the screen, moves nothing, and hides nothing that has the focus.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerTo, site } from './page.mjs'

const here = site()
const LABEL = 'Water, SD Alcohol 40-B (Alcohol Denat.), Glycerin, Cetyl Alcohol, Panthenol, Niacinamide, Betaine, Urea, Carbomer'

/** Where a part of the page is, and whether all of it can be seen. */
function seen(page, selector) {
  return page.evaluate((selector) => {
    const part = document.querySelector(selector)
    const { left, right, top, bottom } = part.getBoundingClientRect()
    const onTop = [top + 2, bottom - 2].every((y) => part.contains(document.elementFromPoint((left + right) / 2, y)))
    return { top: top + scrollY, isSeen: onTop && top >= 0 && bottom <= innerHeight }
  }, selector)
}

for (const [width, height] of [[360, 640], [360, 740], [390, 844], [768, 1024], [1400, 900]]) {
  test(`the verdict, the field and the photo are on the first screen of ${width} by ${height}`, async () => {
    const page = await here.open({ viewport: { width, height }, hasTouch: width < 1000 })
    const before = await seen(page, '#text')
    await page.locator('#text').click()
    await page.keyboard.type(LABEL)
    await page.locator('#status[data-verdict=avoid]').waitFor()
    assert.equal(await page.evaluate(() => scrollY), 0)
    for (const part of ['#status .word', '#status .meaning', '#text', '.tools .file']) {
      assert.ok((await seen(page, part)).isSeen, part)
    }
    assert.equal((await seen(page, '#text')).top, before.top, 'the field stays where it was')
    for (const text of ['Water, Glycerin, Panthenol', 'See the box.', 'Water, Alcohol, Glycerin, Panthenol, Betaine, Urea, Inulin']) {
      await answerTo(page, text)
      assert.ok((await seen(page, '#status .word')).isSeen, text)
    }
  })
}

test('the verdict stays above the keyboard of a phone', async () => {
  // most browsers make the window smaller for it
  const page = await here.open({ viewport: { width: 360, height: 300 }, hasTouch: true, isMobile: true })
  await page.locator('#text').tap()
  await page.keyboard.type(LABEL)
  await page.locator('#status[data-verdict=avoid]').waitFor()
  assert.ok((await seen(page, '#status .word')).isSeen)
  assert.ok((await seen(page, '#text')).isSeen)
  // others lay it over the window, and say how much is left
  await page.setViewportSize({ width: 360, height: 640 })
  await page.evaluate(() => {
    Object.defineProperty(visualViewport, 'height', { value: 360 })
    visualViewport.dispatchEvent(new Event('resize'))
  })
  const { bottom } = await page.evaluate(() => document.querySelector('#status .word').getBoundingClientRect())
  assert.ok(bottom <= 360, `${bottom} px`)
})

for (const [width, height] of [[360, 640], [360, 300], [180, 370], [320, 256]]) {
  test(`nothing that has the focus is behind the verdict at ${width} by ${height}`, async () => {
    const page = await here.open({ viewport: { width, height } })
    await page.locator('#text').focus()
    await page.keyboard.type(LABEL)
    await page.locator('#status[data-verdict=avoid]').waitFor()
    const hidden = () =>
      page.evaluate(() => {
        const focused = document.activeElement
        const box = (focused.type === 'file' ? focused.nextElementSibling : focused).getBoundingClientRect()
        const { top, bottom } = document.querySelector('#status').getBoundingClientRect()
        const isBehind = box.top < Math.min(bottom, innerHeight) && box.bottom > top
        return isBehind && `${focused.outerHTML.slice(0, 80)}: ${box.top} to ${box.bottom}, behind ${top} to ${bottom}`
      })
    let stops = 0
    for (; stops < 40 && (await page.evaluate(() => document.activeElement !== document.body)); stops++) {
      assert.equal(await hidden(), false)
      await page.keyboard.press('Tab')
    }
    assert.ok(stops > 8, `${stops} stops`)
  })
}

test('an answer is left behind once it was reached, so that the list can be read', async () => {
  const page = await here.open({ viewport: { width: 360, height: 640 } })
  await answerTo(page, LABEL)
  await page.locator('.unsaid').scrollIntoViewIfNeeded()
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  assert.ok(await page.evaluate(() => document.querySelector('#status').getBoundingClientRect().bottom < 0))
})

test('what comes of two lists is in sight as well', async () => {
  const page = await here.open({ viewport: { width: 360, height: 640 } })
  await page.getByRole('button', { name: 'Compare' }).click()
  await page.getByLabel('First ingredient list').fill(LABEL)
  await page.getByLabel('Second ingredient list').fill('Water, Glycerin, Panthenol')
  await page.locator('#outcome[data-outcome=first]').waitFor()
  assert.ok((await seen(page, '#outcome .meaning')).isSeen)
})
