/// <reference lib="webworker" />
// Keeps the whole page, so that it works without a network after the first visit.
export {}
declare const self: ServiceWorkerGlobalScope

/** A hash of all files, put in by the build. */
const VERSION = '__VERSION__'
/** Their names, from the folder of this one; put in by the build. */
const FILES: string[] = JSON.parse('__FILES__')

/** What reads photos is large: it is fetched once the page is there, not before. */
const isOfPhotos = (file: string) => file.includes('photo')

const CACHE = `needlint-${VERSION}`
const NOW = FILES.filter((file) => !isOfPhotos(file))
const LATER = FILES.filter(isOfPhotos)

self.addEventListener('install', (event) => {
  event.waitUntil(keep(['./', ...NOW]))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([forgetOlder(), self.clients.claim()]))
})

self.addEventListener('message', (event) => {
  if (event.data === 'keep the rest') event.waitUntil(keep(LATER))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method === 'GET' && new URL(request.url).origin === self.location.origin) event.respondWith(answer(request))
})

async function keep(files: string[]): Promise<void> {
  const cache = await caches.open(CACHE)
  const kept = new Set((await cache.keys()).map((request) => request.url))
  const missing = files.filter((file) => !kept.has(new URL(file, self.location.href).href))
  await cache.addAll(missing)
}

async function forgetOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith('needlint-') && name !== CACHE)
  await Promise.all(older.map((name) => caches.delete(name)))
}

/** What is kept, or else what the network has. */
async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const found = await cache.match(request, { ignoreSearch: true })
  return found ?? fetch(request)
}
