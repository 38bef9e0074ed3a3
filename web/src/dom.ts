/** Elements, made in a line. */
type Child = Node | string | null | undefined | false

interface Options {
  class?: string
  text?: string
  [attribute: string]: string | number | boolean | undefined
}

export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  options: Options = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === false) continue
    if (key === 'text') element.textContent = String(value)
    else element.setAttribute(key, value === true ? '' : String(value))
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/** An element of the page that has to be there. */
export function find<Kind extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): Kind {
  const found = root.querySelector<Kind>(selector)
  if (!found) throw new Error(`the page has no ${selector}`)
  return found
}
