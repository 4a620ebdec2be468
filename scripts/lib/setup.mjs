// What `npm start` and `npm test` do first on a machine that has only Node and npm. Node's own modules only:
// nothing is installed yet when this runs.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const oldest = [20, 19]

/** Stops with one sentence where this Node is too old to run Sheshi. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  console.error(`Sheshi needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/** Runs a command in the root with its output shown; ends this process with its exit code where it fails. */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  })
  if (result.status === 0) return
  console.error(`\n${command} ${args.join(' ')} failed`)
  process.exit(result.status ?? 1)
}

/** Installs the locked packages where they are missing or another lock file was installed. */
export function ensureInstalled() {
  ensureInstalledIn('.')
}

/** The same in a folder of the repository that has packages of its own. */
export function ensureInstalledIn(folder) {
  const home = join(root, folder)
  const mark = join(home, 'node_modules', '.sheshi-installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(home, 'package-lock.json')))
    .digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return
  console.log('Installing packages…')
  const prefix = folder === '.' ? [] : ['--prefix', home]
  run('npm', ['ci', ...prefix, '--no-audit', '--no-fund', '--loglevel=error'], {
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  })
  mkdirSync(dirname(mark), { recursive: true })
  writeFileSync(mark, wanted)
}

/** Builds client and server; turbo skips what has not changed. */
export function ensureBuilt() {
  run(
    process.execPath,
    [join(root, 'node_modules', 'turbo', 'bin', 'turbo'), 'run', 'build', '--output-logs=new-only'],
    {
      TURBO_TELEMETRY_DISABLED: '1',
      DO_NOT_TRACK: '1',
      TURBO_NO_UPDATE_NOTIFIER: '1',
    },
  )
}
