/** Puts the files of the text recognition beside the page, out of the packages that have them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { languages } from '../src/photo/languages.ts'

/** The folder that they are in; the service worker keeps what has this in its name when the page is there. */
const FOLDER = 'photo'

const packages = join(import.meta.dirname, '..', 'node_modules')

/** Where each file comes from. */
const sources = [
  'tesseract.js/dist/worker.min.js',
  'tesseract.js-core/tesseract-core-simd-lstm.wasm.js',
  // the best models, rounded to whole numbers: a fourth of their size, and as good here
  ...languages.map((language) => `@tesseract.js-data/${language}/4.0.0_best_int/${language}.traineddata.gz`),
]

export function recognition(): Plugin {
  const name = (source: string): string => `${FOLDER}/${source.slice(source.lastIndexOf('/') + 1)}`
  const files = new Map(sources.map((source) => [name(source), join(packages, source)]))
  let isBuilt = false
  return {
    name: 'recognition',
    configResolved({ command }) {
      isBuilt = command === 'build'
    },
    buildStart() {
      if (!isBuilt) return
      for (const [fileName, path] of files) this.emitFile({ type: 'asset', fileName, source: readFileSync(path) })
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = files.get(new URL(request.url ?? '/', 'http://here').pathname.slice(1))
        if (path) response.end(readFileSync(path))
        else next()
      })
    },
  }
}
