// Typing and pasting: one field, one answer.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch } from './browser.mjs'
import { serve } from './server.mjs'

let browser, server, page
before(async () => {
  ;[browser, server] = await Promise.all([launch(), serve()])
  page = await browser.newPage()
  await page.goto(server.address)
})
after(() => Promise.all([browser.close(), server.stop()]))

test('the answer follows the text', async () => {
  const field = page.getByLabel('Ingredient list')
  for (const [text, verdict] of [
    ['Water, SD Alcohol 40-B, Glycerin', 'avoid'],
    ['Water, Glycerin, Cetearyl Alcohol', 'clear'],
    ['See the box for the list.', 'unreadable'],
  ]) {
    await field.fill(text)
    const status = page.getByRole('status')
    await page.locator(`[role=status][data-verdict=${verdict}]`).waitFor({ timeout: 3000 })
    assert.ok((await status.innerText()).startsWith(verdict.toUpperCase()))
  }
})
