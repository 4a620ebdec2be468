// `npm run check`: lint and format, types, and the rules of the house that no compiler knows.
import { join } from 'node:path'
import { ensureInstalled, requireNode, root, run } from './lib/setup.mjs'

requireNode()
ensureInstalled()
const tool = (...path) => join(root, 'node_modules', ...path)
run(process.execPath, [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'])
run(process.execPath, [tool('turbo', 'bin', 'turbo'), 'run', 'typecheck', '--output-logs=new-only'], {
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
})
for (const script of ['boundaries', 'e2e', 'docs', 'spec', 'hosts']) {
  run(process.execPath, [join(root, 'scripts', `check-${script}.mjs`)])
}
