// The command, to compare with: the newest of those that were built, or the one that NEEDLINT names.
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const PROJECT = fileURLToPath(new URL('../../', import.meta.url))

function built() {
  const folder = process.env.CARGO_TARGET_DIR ?? `${PROJECT}target`
  const all = ['debug', 'release'].map((profile) => `${folder}/${profile}/needlint`)
  const age = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const [newest] = all.filter((file) => age(file) > 0).sort((a, b) => age(b) - age(a))
  if (!newest) throw new Error('there is no command to compare with: cargo build')
  return newest
}

/** What the command prints, whatever its exit code. */
export function needlint(...args) {
  const input = typeof args.at(-1) === 'object' ? args.pop().input : ''
  try {
    const command = process.env.NEEDLINT ?? built()
    return execFileSync(command, args, { cwd: PROJECT, input, maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'ignore'] })
  } catch (error) {
    if (error.stdout === undefined || error.stdout.length === 0) throw error
    return error.stdout
  }
}
