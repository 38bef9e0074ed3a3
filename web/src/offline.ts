/** Lets the service worker keep the page, and fetch what is large once all else is there. */
export function keepOffline(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  addEventListener('load', async () => {
    try {
      await navigator.serviceWorker.register('./service-worker.js')
      const { active } = await navigator.serviceWorker.ready
      active?.postMessage('keep the rest')
    } catch {
      // Where it is not allowed, as in a private window, the page works with a network only.
    }
  })
}
