// All pictures, counted by how they are hard: the table in the README. Fails if one is cleared that should not be, if one is
// warned of that lists nothing, or if fewer than four in five are answered.
import { launch } from '../browser.mjs'
import { serve } from '../server.mjs'
import { drawer, Tally, verdictOf } from './pictures.mjs'

const [browser, server] = await Promise.all([launch(), serve()])
const drawing = await drawer(browser)
const page = await browser.newPage()
await page.goto(server.address)

const tallies = new Map()
for (const one of await drawing.cases()) {
  const verdict = await verdictOf(page, await drawing.draw(one))
  for (const name of [`${one.half}: ${one.style}`, `${one.half}: all`]) {
    if (!tallies.has(name)) tallies.set(name, new Tally())
    tallies.get(name).add(one, verdict)
  }
}
await drawing.stop()
await browser.close()
await server.stop()

const all = ['tuned: all', 'held: all'].map((name) => tallies.get(name))
console.log(
  '| pictures | number | answered | right verdict | false CLEAR | false alarms | cleared with a part hidden |',
)
console.log('|---|---|---|---|---|---|---|')
for (const [name, tally] of tallies) console.log(tally.row(name))
const faults = all.flatMap((tally) => tally.faults)
faults.forEach((fault) => console.error(fault))
const [answered, number] = [all[0].answered + all[1].answered, all[0].all + all[1].all]
const isEnough = answered >= 0.8 * number
console.log(`${answered} of ${number} answered, ${faults.length} faults`)
process.exitCode = faults.length === 0 && isEnough ? 0 : 1
