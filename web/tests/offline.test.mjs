// After the first visit the page needs no network.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerTo, site } from './page.mjs'
import { serve } from './server.mjs'

const here = site()

test('with the network cut after the first visit, all of it works', async () => {
  const server = await serve()
  const context = await here.browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(server.address)
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  // the large parts are fetched once the page is there
  await page.waitForFunction(async () => {
    const [name] = await caches.keys()
    const kept = await (await caches.open(name)).keys()
    return kept.some(({ url }) => url.includes('photo'))
  })
  await server.stop()
  await context.setOffline(true)

  await page.reload()
  assert.equal((await answerTo(page, 'Water, SD Alcohol 40-B, Glycerin')).verdict, 'avoid')
  await page.locator('#language').selectOption('de')
  await page.getByRole('heading', { name: 'Eine Inhaltsstoffliste prüfen' }).waitFor()
  await page.getByRole('button', { name: 'Vergleich' }).click()
  await page.getByLabel('Zweite Inhaltsstoffliste').waitFor()
  await page.getByRole('button', { name: 'Katalog' }).click()
  await page.locator('#catalogue').setInputFiles({ name: 'shop.csv', mimeType: 'text/csv', buffer: Buffer.from('id,ingredients\n1,"Water, Alcohol Denat."\n') })
  await page.getByRole('link', { name: 'Ergänzte CSV-Datei herunterladen' }).waitFor()
  await context.close()
})

test('a first visit loads less than 900 kB, without what reads photos', async () => {
  const server = await serve()
  const context = await here.browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(server.address)
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  await answerTo(page, 'Water, SD Alcohol 40-B, Glycerin')
  const { ready, first } = await page.evaluate(() => {
    const [{ domContentLoadedEventEnd }] = performance.getEntriesByType('navigation')
    return { ready: domContentLoadedEventEnd, first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0 }
  })
  const files = [...server.sent].filter(([path]) => !path.includes('photo'))
  const bytes = files.reduce((sum, [, size]) => sum + size, 0)
  console.log(`first visit: ${Math.round(bytes / 1000)} kB with gzip; first paint ${Math.round(first)} ms, ready ${Math.round(ready)} ms`)
  assert.ok(bytes < 900_000, `${bytes} bytes: ${JSON.stringify(files)}`)
  await context.close()
  await server.stop()
})

test('it can be installed', async () => {
  const page = await here.open()
  const manifest = await (await page.request.get(new URL('manifest.webmanifest', here.server.address).href)).json()
  assert.equal(manifest.display, 'standalone')
  for (const { src } of manifest.icons) assert.ok((await page.request.get(new URL(src, here.server.address).href)).ok(), src)
})

test('the policy allows no other origin', async () => {
  const page = await here.open()
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content')
  assert.match(policy, /default-src 'none'/)
  assert.ok(!/https?:|\*|unsafe-inline|'unsafe-eval'/.test(policy), policy)
  const refused = await page.evaluate(() => fetch('http://127.0.0.1:9/').then(() => false, () => true))
  assert.ok(refused)
})
