// `npm run bench -- <name>`: bundles packages/*/bench/<name>.ts or server/bench/<name>.ts and runs it in Node as
// production code would run. Without a name it says which there are.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { ensureBuilt, ensureInstalled, ensureInstalledIn, requireNode, root, run } from './lib/setup.mjs'

requireNode()
ensureInstalled()
const benches = {
  board: { about: 'sizes and speeds of the document (docs/performance.md)' },
  outline: { about: 'how long boards of every template take to be read' },
  bundle: { about: 'how long a bundle takes, and how long the server stands still for it', built: true },
  rooms: {
    about: 'our server beside y-websocket’s and Hocuspocus; `-- rooms --help` lists its options',
    peers: true,
  },
  kills: { about: 'kills our server under load and looks for every saved edit; `-- kills 50 <seed>`' },
}
const [name = '', ...options] = process.argv.slice(2)
const folders = [
  ...readdirSync(join(root, 'packages')).map((workspace) => join(root, 'packages', workspace, 'bench')),
  join(root, 'server', 'bench'),
]
const entry = folders.map((folder) => join(folder, `${name}.ts`)).find(existsSync)
if (!Object.hasOwn(benches, name) || !entry) {
  if (name) console.error(`There is no benchmark "${name}".`)
  console.log('npm run bench -- <name> [options]')
  for (const [known, { about }] of Object.entries(benches)) console.log(`  ${known.padEnd(8)}${about}`)
  process.exit(name ? 1 : 0)
}
if (benches[name].peers && !options.includes('--help')) {
  ensureInstalledIn(join('server', 'bench', 'peers'))
  ensureBuilt()
}
if (benches[name].built) ensureBuilt()
const outDir = join(root, '.sheshi', 'bench', name)
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: { ssr: entry, outDir, emptyOutDir: true, target: 'node20', minify: false },
})
run(process.execPath, ['--expose-gc', join(outDir, `${name}.js`), ...options], { NODE_ENV: 'production' })
