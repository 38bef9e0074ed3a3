// A server for the built page, as plain as any static hosting, which can be cut off. It packs files with gzip, lets browsers
// keep them for a while, and counts what goes over the wire.
import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const DIST = fileURLToPath(new URL('../dist', import.meta.url))
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

/** Files as they are sent, each packed once. */
const packed = new Map()

function pack(file) {
  if (!packed.has(file)) packed.set(file, gzipSync(readFileSync(file), { level: 9 }))
  return packed.get(file)
}

export async function serve() {
  const sent = new Map()
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://here').pathname))
    const file = join(DIST, path.endsWith('/') ? `${path}index.html` : path)
    const isThere = file.startsWith(DIST) && statSync(file, { throwIfNoEntry: false })?.isFile()
    if (!isThere) return response.writeHead(404).end()
    const body = pack(file)
    sent.set(path, (sent.get(path) ?? 0) + body.length)
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'max-age=60' })
    response.end(body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return { address: `http://127.0.0.1:${server.address().port}/`, sent, stop }
}
