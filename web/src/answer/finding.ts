/** A finding with its reason, amount and source. The words are the engine's. */
import { el } from '../dom.ts'
import type { Answer, Finding } from '../engine/answer.ts'
import { say, type Key } from '../language.ts'

export function reasons(answer: Answer, findings: Finding[]): HTMLElement {
  return el('div', { class: 'reasons', lang: 'en' }, ...findings.map((finding) => one(answer, finding)))
}

function one(answer: Answer, finding: Finding): HTMLElement {
  const rule = answer.rules.find((rule) => rule.id === finding.rule)
  const where = [finding.place, finding.rule].filter((text) => text !== '').join(' · ')
  const sources = rule?.sources ?? []
  return el(
    'div',
    { class: 'reason', 'data-severity': finding.severity },
    el('p', { class: 'headline', text: finding.headline }),
    el('p', { class: 'hint', text: where }),
    el(
      'dl',
      {},
      ...part('part.what', finding.description),
      ...part('part.why', rule?.why ?? ''),
      ...part('part.guide', rule?.place ?? ''),
      ...part('part.silent', rule?.silent ?? ''),
    ),
    sources.length > 0 && sourcesOf(sources),
  )
}

function part(name: Key, text: string): HTMLElement[] {
  return text === '' ? [] : [el('dt', { text: say(name), lang: document.documentElement.lang }), el('dd', { text, dir: 'auto' })]
}

function sourcesOf(sources: string[]): HTMLElement {
  const summary = el('summary', { text: say('part.sources'), lang: document.documentElement.lang })
  return el('details', { class: 'sources' }, summary, el('ul', {}, ...sources.map((text) => el('li', { text }))))
}
