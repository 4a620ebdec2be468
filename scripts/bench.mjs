// `npm run bench -- <name>`: bundles packages/*/bench/<name>.ts and runs it in Node as production code would run.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { ensureInstalled, requireNode, root, run } from './lib/setup.mjs'

requireNode()
ensureInstalled()
const [name = '', ...options] = process.argv.slice(2)
const entries = readdirSync(join(root, 'packages'))
  .map((workspace) => join(root, 'packages', workspace, 'bench', `${name}.ts`))
  .filter((path) => /^[a-z]+$/.test(name) && existsSync(path))
const [entry] = entries
if (!entry) {
  console.error(`There is no benchmark "${name}". Try: npm run bench -- board`)
  process.exit(1)
}
const outDir = join(root, '.sheshi', 'bench')
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: { ssr: entry, outDir, emptyOutDir: true, target: 'node20', minify: false },
})
run(process.execPath, ['--expose-gc', join(outDir, `${name}.js`), ...options], { NODE_ENV: 'production' })
