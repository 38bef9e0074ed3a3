// The text in the address, behind #text= and nowhere else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerTo, site } from './page.mjs'

const here = site()
const TEXT = 'Water, SD Alcohol 40-B (50 %), Glycerin & 변성알코올 #5 + more'

test('a shared link gives the same text and answer', async () => {
  const page = await here.open()
  await answerTo(page, TEXT)
  await page.getByRole('button', { name: 'Share' }).click()
  await page.locator('#shared:not(:empty)').waitFor()
  const address = new URL(page.url())
  assert.equal(address.search, '')
  assert.match(address.hash, /^#text=/)
  assert.match(await page.locator('#shared').innerText(), /no server sees it/)
  page.isQuiet()

  const other = await here.open({ path: address.hash })
  await other.locator('#status[data-verdict=avoid]').waitFor()
  assert.equal(await other.getByLabel('Ingredient list').inputValue(), TEXT)
  // what is typed then is no longer what the link says
  await other.getByLabel('Ingredient list').pressSequentially(', Panthenol')
  assert.equal(new URL(other.url()).hash, '')
  other.isQuiet()
})

test('links written by others are read', async () => {
  const page = await here.open()
  for (const [hash, text] of [
    ['#text=Water%2C%20Alcohol%20Denat.', 'Water, Alcohol Denat.'],
    ['#text=Water,+Alcohol+Denat.', 'Water, Alcohol Denat.'],
    ['#text=Water, Alcohol 50%', 'Water, Alcohol 50%'],
  ]) {
    await page.evaluate((hash) => (location.hash = hash), hash)
    await page.waitForFunction((text) => document.querySelector('#text').value === text, text)
  }
  page.isQuiet()
})

test('no request has the text in it, and nothing is stored', async () => {
  const page = await here.open()
  const asked = []
  page.context().on('request', (request) => asked.push(request.url() + (request.postData() ?? '')))
  await page.goto(`${here.server.address}#text=Water%2C%20Zyxwvut`)
  await page.reload()
  await page.locator('#status[data-verdict]').waitFor()
  assert.ok(asked.length > 0)
  assert.ok(!asked.some((url) => url.replace(/#.*/, '').includes('Zyxwvut')))
  const stored = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])
  assert.deepEqual(stored, ['', 0, 0])
})
