// All pictures, counted by how they are hard: the tables in the README. Fails if one is cleared that should not be, if one is
// warned of that lists nothing, or if fewer than four in five are answered.
import { launch } from '../browser.mjs'
import { serve } from '../server.mjs'
import { drawer, Tally, verdictOf } from './pictures.mjs'

const [browser, server] = await Promise.all([launch(), serve()])
const drawing = await drawer(browser)
const page = await browser.newPage()
await page.goto(server.address)

/** By half, and by how the pictures are hard. */
const halves = { tuned: new Tally(), held: new Tally() }
const styles = new Map()
for (const one of await drawing.cases()) {
  const verdict = await verdictOf(page, await drawing.draw(one))
  if (!styles.has(one.style)) styles.set(one.style, { tuned: new Tally(), held: new Tally() })
  for (const tally of [halves[one.half], styles.get(one.style)[one.half]]) tally.add(one, verdict)
}
await drawing.stop()
await browser.close()
await server.stop()

const both = Object.values(halves)
console.log('| pictures | number | answered | right verdict | false CLEAR | false alarms | cleared with a part hidden |')
console.log('|---|---|---|---|---|---|---|')
console.log(halves.tuned.row('tuned on'))
console.log(halves.held.row('held back'))
console.log('\n| answered, by kind of picture | tuned on | held back |\n|---|---|---|')
for (const [style, { tuned, held }] of styles) {
  console.log(`| ${style} | ${tuned.answers()} | ${held.answers()} |`)
}
const faults = both.flatMap((tally) => tally.faults)
for (const fault of faults) console.error(fault)
const sum = (count) => both.reduce((sum, tally) => sum + tally[count], 0)
const isEnough = sum('answered') >= 0.8 * sum('all')
console.log(`\n${sum('answered')} of ${sum('all')} answered, ${faults.length} faults`)
console.log(`\n${isEnough && faults.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed'}`)
process.exitCode = faults.length === 0 && isEnough ? 0 : 1
