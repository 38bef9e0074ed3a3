/** Keeps an answer in sight: while its place is below the screen, it lies at the bottom of the screen. */

/** How much of the screen it takes up at most. Of a taller answer the first lines are seen, but its first line always is. */
const MOST = 1 / 4

/**
 * The style sheet makes the element sticky, which moves nothing else. What is said here is how much of it stays below the
 * edge, and how much of the page is covered, so that the focus is never behind it.
 */
export function keepInSight(answer: HTMLElement): void {
  const place = () => {
    const { height } = answer.getBoundingClientRect()
    // in a view that is not shown
    if (height === 0) return
    const covered = keyboard()
    const seen = firstLines(answer, (innerHeight - covered) * MOST)
    answer.style.setProperty('--bottom', `${covered - (height - seen)}px`)
    document.documentElement.style.setProperty('--covered', `${covered + seen}px`)
  }
  new ResizeObserver(place).observe(answer)
  new MutationObserver(place).observe(answer, { childList: true })
  addEventListener('resize', place)
  visualViewport?.addEventListener('resize', place)
}

/** How high as many of its parts are as fit: all but the first may be left out. */
function firstLines(answer: HTMLElement, most: number): number {
  const { top, height } = answer.getBoundingClientRect()
  const [, ...others] = [...answer.children].map((part) => part.getBoundingClientRect())
  const below = height <= most ? undefined : others.find((part) => part.bottom - top > most)
  return below ? below.top - top : height
}

/** How much of the window a keyboard covers, where the browser does not make the window smaller for it. */
function keyboard(): number {
  const isEnlarged = (visualViewport?.scale ?? 1) > 1
  return visualViewport && !isEnlarged ? Math.max(0, innerHeight - visualViewport.height - visualViewport.offsetTop) : 0
}
