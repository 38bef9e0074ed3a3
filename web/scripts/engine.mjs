// Builds the engine: the crate in web/engine as WebAssembly, made smaller by wasm-opt.
import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const target = 'wasm32-unknown-unknown'
const web = dirname(dirname(fileURLToPath(import.meta.url)))
const project = dirname(web)
const run = (program, ...args) => execFileSync(program, args, { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] })

const installed = execFileSync('rustup', ['target', 'list', '--installed'], { cwd: project, encoding: 'utf8' })
if (!installed.split('\n').includes(target)) run('rustup', 'target', 'add', target)

run('cargo', 'build', '--locked', '--profile', 'web', '-p', 'needlint-web', '--target', target)

const metadata = execFileSync('cargo', ['metadata', '--format-version', '1', '--no-deps'], { cwd: project, encoding: 'utf8' })
const built = join(JSON.parse(metadata).target_directory, target, 'web', 'needlint_web.wasm')
const engine = join(web, 'src', 'engine', 'needlint.wasm')
mkdirSync(dirname(engine), { recursive: true })
// What Rust uses by itself, and every browser of the last years has.
const features = ['bulk-memory', 'mutable-globals', 'nontrapping-float-to-int', 'sign-ext']
const wasmOpt = join(web, 'node_modules', 'binaryen', 'bin', 'wasm-opt')
run(process.execPath, wasmOpt, '-O3', ...features.map((name) => `--enable-${name}`), built, '-o', engine)

const size = (file) => `${Math.round(statSync(file).size / 1024)} kB`
console.log(`${engine}: ${size(engine)}, ${size(built)} before wasm-opt`)
