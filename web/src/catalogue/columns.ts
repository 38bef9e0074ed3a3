/** Which columns are taken: found by their usual names, or chosen. */
import { el } from '../dom.ts'
import { say, type Key } from '../language.ts'
import type { Columns } from './messages.ts'

const ROLES = ['ingredients', 'id', 'name'] as const

export function columnsForm(header: string[], columns: Columns | undefined, choose: (columns: Columns) => void): HTMLElement {
  const choices = ROLES.map((role) => choice(role, header, columns?.[role] ?? null))
  const form = el('form', { class: 'columns' }, ...choices.map(({ label }) => label), el('button', { type: 'submit', text: say('catalogue.start') }))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const [ingredients, id, name] = choices.map(({ select }) => (select.value === '' ? null : Number(select.value)))
    if (typeof ingredients === 'number') choose({ ingredients, id: id ?? null, name: name ?? null })
  })
  return form
}

function choice(role: (typeof ROLES)[number], header: string[], chosen: number | null) {
  const select = el('select')
  if (role !== 'ingredients' || chosen === null) select.add(new Option(say('catalogue.no-column'), ''))
  header.forEach((name, index) => select.add(new Option(name.trim() || String(index + 1), String(index))))
  select.value = chosen === null ? '' : String(chosen)
  return { select, label: el('label', {}, el('span', { text: say(`catalogue.${role}` as Key) }), select) }
}
