// `npm test`: the checks, the unit and integration tests, and the journeys in a real browser. Says the sum at the end.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser, ensureFirefox } from './lib/browser.mjs'
import { ensureBuilt, ensureInstalled, requireNode, root, run } from './lib/setup.mjs'

requireNode()
ensureInstalled()
const browser = ensureBrowser()
const firefox = ensureFirefox()
ensureBuilt()
run(process.execPath, [join(root, 'scripts', 'check.mjs')])

const results = join(root, '.sheshi')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

/** Runs one runner to its end; a runner that writes no report has failed. */
function runSuite(command, args, env, readCounts) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', ...command), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const counts = readCounts()
  if (status !== 0 && counts.failed === 0) counts.failed = 1
  return counts
}

function readReport(name, count) {
  try {
    return count(JSON.parse(readFileSync(join(results, name), 'utf8')))
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const vitest = runSuite(
  ['vitest', 'vitest.mjs'],
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'vitest.json')}`],
  { NO_COLOR: '1' },
  () =>
    readReport('vitest.json', (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numFailedTestSuites,
    })),
)
const journeys = runSuite(
  ['@playwright', 'test', 'cli.js'],
  ['test', '--config', join('e2e', 'playwright.config.ts')],
  {
    CHROMIUM_PATH: browser,
    ...(firefox ? { FIREFOX_PATH: firefox } : {}),
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'journeys.json'),
    NO_COLOR: '1',
  },
  () =>
    readReport('journeys.json', ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
    })),
)

const passed = vitest.passed + journeys.passed
const failed = vitest.failed + journeys.failed
console.log(`\nunits and integration: ${vitest.passed} passed, journeys: ${journeys.passed} passed`)
if (!firefox)
  console.log('NOT TESTED WITH FIREFOX: none is here and none could be installed; see FIREFOX_PATH')
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
