import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { recognition } from './scripts/recognition.ts'

/** The service worker's own file: its name may not change, so that browsers find the next one. */
const WORKER = 'service-worker.js'

/** Puts the names of all files into the service worker, which keeps them. */
function namesForServiceWorker(): Plugin {
  return {
    name: 'names-for-service-worker',
    generateBundle(_, bundle) {
      const worker = bundle[WORKER]
      if (worker?.type !== 'chunk') throw new Error(`${WORKER} was not built`)
      const fixed = readdirSync('public', { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
      const content = createHash('sha256')
      for (const file of Object.values(bundle)) content.update(file.type === 'chunk' ? file.code : file.source)
      for (const path of fixed) content.update(readFileSync(path))
      const files = [...Object.keys(bundle), ...fixed.map((path) => path.slice('public/'.length).replaceAll('\\', '/'))]
      const kept = files.filter((file) => file !== WORKER && !file.endsWith('.map')).sort()
      worker.code = worker.code
        .replace('__VERSION__', content.digest('hex').slice(0, 16))
        .replace(/["'`]__FILES__["'`]/, () => JSON.stringify(JSON.stringify(kept)))
    },
  }
}

export default defineConfig({
  // It runs in any folder of any server.
  base: './',
  plugins: [recognition(), namesForServiceWorker()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // a file is never written into another, so that the content security policy can do without data: addresses
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { index: 'index.html', 'service-worker': 'src/service-worker.ts' },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? WORKER : 'assets/[name]-[hash].js'),
      },
    },
  },
})
