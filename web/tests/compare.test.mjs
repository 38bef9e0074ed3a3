// Two lists side by side.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { site } from './page.mjs'

const here = site()

async function compared(page, first, second) {
  await page.getByLabel('First ingredient list').fill(first)
  await page.getByLabel('Second ingredient list').fill(second)
}

test('it says which is warned against, and what differs', async () => {
  const page = await here.open()
  await page.getByRole('button', { name: 'Compare' }).click()
  await compared(page, 'Aqua/Water, Alcohol Denat., Glycerin', 'Water, Glycerin, Cetyl Alcohol, Niacinamide 5 %')
  const outcome = page.getByRole('status')
  await page.locator('#outcome[data-outcome=first]').waitFor()
  assert.match(await outcome.innerText(), /The first list is warned against more than the second\.\s+Ingredients in both: 2/)
  const only = (side) => page.locator(`#answer-${side} .only li`).allInnerTexts()
  assert.deepEqual(await only('first'), ['Alcohol Denat.'])
  assert.deepEqual(await only('second'), ['Cetyl Alcohol', 'Niacinamide 5 %'])
  const verdicts = await page.locator('.verdict').evaluateAll((all) => all.map(({ dataset }) => dataset.verdict))
  assert.deepEqual(verdicts, ['avoid', 'clear'])
  page.isQuiet()
})

test('a list that was not read is compared with none', async () => {
  const page = await here.open()
  await page.getByRole('button', { name: 'Compare' }).click()
  assert.match(await page.getByRole('status').innerText(), /Enter two lists/)
  for (const [first, second, outcome] of [
    ['Water, Glycerin, Panthenol', 'See the box.', 'unread'],
    ['Water, Glycerin, Panthenol', 'Water, Panthenol, Squalane', 'neither'],
    ['Water, Alcohol Denat.', 'Water, SD Alcohol 40', 'both'],
    ['Water, Glycerin, Panthenol', 'Water, SD Alcohol 40', 'second'],
  ]) {
    await compared(page, first, second)
    await page.locator(`#outcome[data-outcome=${outcome}]`).waitFor()
  }
  page.isQuiet()
})

test('both lists are shared in one link', async () => {
  const page = await here.open()
  await page.getByRole('button', { name: 'Compare' }).click()
  await compared(page, 'Water, Alcohol Denat.', 'Water, Glycerin')
  await page.locator('#view-compare').getByRole('button', { name: 'Share' }).click()
  await page.waitForFunction(() => location.hash !== '')
  const other = await here.open({ path: new URL(page.url()).hash })
  await other.getByLabel('Second ingredient list').waitFor()
  assert.equal(await other.getByLabel('First ingredient list').inputValue(), 'Water, Alcohol Denat.')
  assert.equal(await other.getByLabel('Second ingredient list').inputValue(), 'Water, Glycerin')
})
