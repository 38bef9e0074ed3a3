// The page says what the command says: for every label of the fixtures, and every example of the packs.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { needlint, PROJECT } from './command.mjs'
import { answerTo, site } from './page.mjs'

const here = site()

/** What the command says of many texts: each is a line of a catalogue of JSON lines, which have no limits of their own. */
function said(texts) {
  const input = texts.map((ingredients, id) => JSON.stringify({ id, ingredients })).join('\n')
  const lines = needlint('scan', '-', '--format', 'jsonl', '--all', '--jobs', '1', { input }).toString()
  return lines.trim().split('\n').map((line) => JSON.parse(line))
}

/** What the engine says of them, in the worker of the page. */
function answered(page, texts) {
  const [worker] = readdirSync(`${PROJECT}web/dist/assets`).filter((name) => name.startsWith('engine-worker'))
  const ask = async ([address, texts]) => {
    const worker = new Worker(address, { type: 'module' })
    const answers = []
    for (const text of texts) {
      const reply = new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data.answer)))
      worker.postMessage({ id: answers.length, question: { ask: 'check', text } })
      answers.push(await reply)
    }
    worker.terminate()
    return answers
  }
  return page.evaluate(ask, [`assets/${worker}`, texts])
}

const short = ({ verdict, unreadable, findings, remarks }) => ({
  verdict,
  unreadable,
  remarks,
  findings: findings.map(({ rule, severity, certainty, ingredient, rank, section, concentration, span, message }) => ({
    rule,
    severity,
    certainty,
    ingredient,
    rank,
    section,
    concentration,
    span,
    message,
  })),
})

async function areSame(texts) {
  const page = await here.open()
  const [answers, lines] = [await answered(page, texts), said(texts)]
  assert.equal(answers.length, lines.length)
  texts.forEach((text, at) => {
    assert.deepEqual(short(answers[at].report), short(lines[at]), text)
    for (const list of answers[at].lists) {
      for (const ingredient of list.ingredients) assert.ok(text.includes(ingredient.text), ingredient.text)
    }
  })
  page.isQuiet()
}

test('of every label among the fixtures', async () => {
  const folder = `${PROJECT}fixtures/labels/`
  const bytes = readdirSync(folder).map((name) => readFileSync(folder + name))
  const texts = bytes.filter((text) => !text.includes(0)).map((text) => text.toString('utf8'))
  assert.ok(texts.length > 8)
  await areSame(texts)
  const page = await here.open()
  for (const [at, { verdict }] of said(texts).entries()) assert.equal((await answerTo(page, texts[at])).verdict, verdict)
})

test('of every example of the packs', async () => {
  const folder = `${PROJECT}rules/`
  const packs = readdirSync(folder).map((name) => readFileSync(folder + name, 'utf8'))
  const texts = packs.flatMap((pack) => [...pack.matchAll(/^label = ("(?:[^"\\]|\\.)*")$/gm)].map(([, text]) => JSON.parse(text)))
  assert.ok(texts.length > 100, `${texts.length} examples`)
  await areSame(texts)
})

// For a look at many more: NEEDLINT_CASES is a table with a text in its last column, tab-separated; \n is a line break.
test('of the cases in a table', { skip: !process.env.NEEDLINT_CASES }, async () => {
  const lines = readFileSync(process.env.NEEDLINT_CASES, 'utf8').trim().split('\n').filter((line) => !line.startsWith('#'))
  await areSame(lines.map((line) => line.split('\t').at(-1).replaceAll('\\n', '\n')))
})
