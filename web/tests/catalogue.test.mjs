// A catalogue: read, judged, counted, shown, and given back annotated.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { needlint, PROJECT } from './command.mjs'
import { site } from './page.mjs'

const here = site()
const folder = mkdtempSync(join(tmpdir(), 'needlint-'))
process.on('exit', () => rmSync(folder, { recursive: true }))

async function opened() {
  const page = await here.open()
  await page.getByRole('button', { name: 'Catalogue' }).click()
  await page.locator('#catalogue').waitFor({ state: 'attached' })
  return page
}

const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

/** Scans a file, and gives what is counted and the annotated file. */
async function scanned(page, chosen) {
  await page.locator('#catalogue').setInputFiles(chosen)
  const link = page.getByRole('link', { name: 'Download annotated CSV' })
  await link.waitFor({ timeout: 120_000 })
  const counts = await page.locator('.counts div').evaluateAll((all) =>
    Object.fromEntries(all.map((one) => [one.dataset.verdict, Number(one.querySelector('dd').textContent.replace(/\D/g, ''))])),
  )
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return { counts, name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
}

test('the annotated file is the one that the command writes', async () => {
  const page = await opened()
  for (const name of ['shop.csv', 'semicolons.csv', 'range.csv', 'clear.csv', 'shop.tsv']) {
    const path = `${PROJECT}fixtures/catalogues/${name}`
    const { text, name: called } = await scanned(page, path)
    assert.equal(called, name.replace(/(\.\w+)$/, '-annotated$1'))
    const out = join(folder, `out-${name}`)
    needlint('scan', path, '--annotate', out, '--format', 'jsonl', '--all')
    assert.equal(text, readFileSync(out, 'utf8'), name)
  }
  page.isQuiet()
})

test('findings are shown, and what could not be read is listed', async () => {
  const page = await opened()
  const { counts } = await scanned(page, `${PROJECT}fixtures/catalogues/shop.csv`)
  assert.ok(counts.avoid > 1 && counts.unreadable === 2, JSON.stringify(counts))
  const findings = page.getByRole('table', { name: 'Findings' })
  assert.match(await findings.innerText(), /T-01 · Fresh Scalp Tonic\s+AVOID\s+SD Alcohol 40-B\s+SD alcohol is listed/)
  const unread = page.getByRole('table', { name: 'Products whose list could not be read' })
  assert.match(await unread.innerText(), /T-06[^]*it is empty[^]*T-07[^]*only says where to find/)
  assert.match(await page.getByRole('status').innerText(), /12 rows read in/)
  page.isQuiet()
})

test('a broken row is never clear, and hides no other', async () => {
  const page = await opened()
  const { counts, text } = await scanned(
    page,
    file(
      'broken.csv',
      [
        'id,ingredients,price',
        '1,"Water, Glycerin, Panthenol",5',
        '2,Water, Glycerin, Panthenol,5',
        '3,"Water, Glycerin, Panthenol,5',
        '4,"Water, Glycerin, Squalane",5',
        '5',
        '6,"Water, Alcohol Denat." and more,5',
        '7,"Water, Glycerin\ufffd, Panthenol",5',
        '',
        '9,Water, Alcohol Denat., Panthenol,5',
        '8,"Water, Glycerin, Panthenol",5',
        '',
      ].join('\n'),
    ),
  )
  const verdicts = Object.fromEntries([...text.matchAll(/^(\d).*?,(avoid|clear|unreadable),/gm)].map(([, id, verdict]) => [id, verdict]))
  assert.equal(verdicts[1], 'clear')
  assert.equal(verdicts[8], 'clear')
  assert.equal(verdicts[6], 'avoid')
  assert.equal(verdicts[9], 'avoid')
  for (const id of [2, 3, 5, 7]) assert.equal(verdicts[id], 'unreadable', `row ${id}: ${text}`)
  assert.ok(counts.unreadable >= 4)
})

test('a quote that is none swallows no rows, and lines of a cell are no rows', async () => {
  const page = await opened()
  for (const [name, lines, verdicts] of [
    ['a.tsv', ['id\tname\tinci', '5\t"Gel\tAqua, Alcohol Denat., Menthol', '6\tOil"\tJojoba Oil', '7\tSoap\tSodium Palmate, Aqua'], [1, 0, 2, 0]],
    ['b.csv', ['id,name,inci', '5,"Gel,"Aqua, Alcohol Denat."', '6,Oil",Jojoba Oil', '7,Soap,"Sodium Palmate, Aqua"'], [1, 0, 2, 0]],
    ['c.csv', ['id,name,inci', '5,Gel,"Aqua,', 'Glycerin, Urea,', '1,2-Hexanediol, Panthenol"', '7,Soap,"Sodium Palmate, Aqua"'], [0, 0, 2, 0]],
  ]) {
    const { counts } = await scanned(page, file(name, `${lines.join('\n')}\n`))
    assert.deepEqual(Object.values(counts), verdicts, name)
  }
})

test('what is in another encoding is not cleared', async () => {
  const page = await opened()
  // Cyrillic in Windows-1251, and French in Windows-1252
  const cyrillic = Buffer.from([0xf1, 0xef, 0xe8, 0xf0, 0xf2])
  const french = Buffer.from('Huile de pépins de raisin', 'latin1')
  for (const [name, verdicts] of [[cyrillic, [0, 0, 0, 1]], [french, [0, 0, 1, 0]]]) {
    const buffer = Buffer.concat([Buffer.from('id,inci\n1,"Aqua, Glycerin, '), name, Buffer.from(', Panthenol, Niacinamide"\n')])
    const { counts } = await scanned(page, { name: 'a.csv', mimeType: 'text/csv', buffer })
    assert.deepEqual(Object.values(counts), verdicts)
  }
})

test('a file that is dropped anywhere is scanned, and one of another kind is refused', async () => {
  const page = await here.open()
  const drop = (name, text) =>
    page.evaluate(([name, text]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([text], name))
      document.querySelector('h1').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    }, [name, text])
  await drop('shop.csv', 'id,inci\n1,"Water, Alcohol Denat."\n')
  await page.getByRole('table', { name: 'Findings' }).waitFor()
  for (const text of ['{"inci":"Water"}\n', '[{"inci":"Water"}]', 'PK\x03\x04 a workbook']) {
    await drop('shop', text)
    await page.locator('#catalogue-said', { hasText: 'not a CSV file' }).waitFor()
    assert.equal(await page.getByRole('table').count(), 0)
  }
  page.isQuiet()
})

test('columns can be chosen', async () => {
  const page = await opened()
  await page.locator('#catalogue').setInputFiles(file('odd.csv', 'a,b\n1,"Water, Alcohol Denat."\n2,"Water, Glycerin, Panthenol"\n'))
  await page.locator('#catalogue-said', { hasText: 'Choose one' }).waitFor()
  await page.getByLabel('Ingredients column').selectOption('b')
  await page.getByLabel('Id column').selectOption('a')
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByRole('table', { name: 'Findings' }).waitFor()
  assert.match(await page.getByRole('table', { name: 'Findings' }).innerText(), /\b1\s+AVOID\s+Alcohol Denat\./)
  page.isQuiet()
})

test('files of other kinds and encodings are read or refused, never cleared', async () => {
  const page = await opened()
  const list = 'Wasser, Alkohol denat., Glyzerin für Öl'
  const western = Buffer.from(`id,ingredients\n1,"${list}"\n`, 'latin1')
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`id,ingredients\r\n1,"${list}"\r\n`, 'utf16le')])
  for (const buffer of [western, wide]) {
    const { counts } = await scanned(page, { name: 'a.csv', mimeType: 'text/csv', buffer })
    assert.deepEqual(counts, { avoid: 1, caution: 0, clear: 0, unreadable: 0 })
  }
  for (const buffer of [Buffer.from(''), Buffer.from('id,ingredients\n')]) {
    await page.locator('#catalogue').setInputFiles({ name: 'empty.csv', mimeType: 'text/csv', buffer })
    await page.locator('#catalogue-said', { hasText: 'no rows' }).waitFor()
  }
  page.isQuiet()
})

test('20 MB are scanned while the page goes on answering', async () => {
  const page = await opened()
  const row = (at) => `${at},"Product ${at}","Water, Glycerin, Butylene Glycol, Niacinamide, Alcohol Denat., Panthenol, Xanthan Gum, Phenoxyethanol, Sodium Hyaluronate ${at}"\n`
  const path = join(folder, 'large.csv')
  const rows = 130_000
  writeFileSync(path, `id,name,ingredients\n${Array.from({ length: rows }, (_, at) => row(at)).join('')}`)
  await page.evaluate(() => {
    window.longest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration)
    }).observe({ type: 'longtask' })
  })
  await page.locator('#catalogue').setInputFiles(path)
  await page.locator('#catalogue-progress span', { hasText: /rows read, \d+ %/ }).waitFor()
  await page.getByRole('link', { name: 'Download annotated CSV' }).waitFor({ timeout: 150_000 })
  const [said, longest] = [await page.getByRole('status').innerText(), await page.evaluate(() => window.longest)]
  console.log(`20 MB: ${said}, longest pause of the page ${Math.round(longest)} ms`)
  assert.match(said, /^130,000 rows read/)
  // on a machine that has other things to do as well
  assert.ok(longest < 1000, `${longest} ms`)
})

test('a scan can be stopped, and says that it was', async () => {
  const page = await opened()
  await page.locator('#catalogue').setInputFiles(join(folder, 'large.csv'))
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.locator('#catalogue-said', { hasText: 'The rest was not read' }).waitFor()
  assert.equal(await page.getByRole('link', { name: 'Download annotated CSV' }).count(), 0)
  page.isQuiet()
})
