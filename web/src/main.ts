/** The page: puts its parts together. */
import { fill, language, languages, nameOf, preferred, speak } from './language.ts'
import { find } from './dom.ts'
import { keepOffline } from './offline.ts'
import { startLabel } from './views/label.ts'
import { startViews } from './views/views.ts'

/** What the reader chose is kept in the address, for nothing is stored. */
const asked = new URLSearchParams(location.search).get('language')

function startLanguages(): void {
  const choice = find<HTMLSelectElement>('#language')
  for (const code of languages) choice.add(new Option(nameOf(code), code))
  choice.addEventListener('change', async () => {
    await speak(choice.value)
    const address = new URL(location.href)
    address.searchParams.set('language', language())
    history.replaceState(null, '', address)
  })
  fill(document)
  const first = asked && languages.includes(asked) ? asked : preferred()
  choice.value = first
  if (first !== 'en') void speak(first)
}

startLanguages()
startLabel()
startViews()
keepOffline()
