// The page in a browser, as tests use it.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { launch } from './browser.mjs'
import { serve } from './server.mjs'

/**
 * The browser and the server of a file of tests. `open` gives the page in a new context; whatever it asks of another
 * origin, and whatever its console calls an error, fails the test that looks with `page.isQuiet()`.
 */
export function site() {
  const here = {}
  before(async () => {
    const [browser, server] = await Promise.all([launch(), serve()])
    Object.assign(here, { browser, server })
  })
  after(() => Promise.all([here.browser.close(), here.server.stop()]))
  here.open = (options = {}) => open(here, options)
  return here
}

async function open({ browser, server }, { path = '', ...options }) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options })
  const faults = []
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'blob:' && `${origin}/` !== server.address) faults.push(`asked for ${request.url()}`)
  })
  context.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  context.on('weberror', (error) => faults.push(error.error().stack))
  const page = await context.newPage()
  await page.goto(server.address + path)
  await page.locator('.example').first().waitFor({ state: 'attached' })
  page.isQuiet = () => assert.deepEqual(faults, [])
  return page
}

export const FIELD = '#text'

/** Puts a text into the field and waits for its answer. */
export async function answerTo(page, text) {
  const ask = page.evaluate(
    (text) =>
      new Promise((resolve) => {
        const field = document.querySelector('#text')
        new PerformanceObserver((list, observer) => {
          if (list.getEntriesByName('needlint: answer').length === 0) return
          observer.disconnect()
          resolve()
        }).observe({ type: 'measure' })
        field.value = text
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))
      }),
    text,
  )
  await ask
  const status = page.locator('#status')
  return { verdict: await status.getAttribute('data-verdict'), text: await status.innerText() }
}
