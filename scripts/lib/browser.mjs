// A browser for the journeys: one that is here, else Debian's Chromium.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const known = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a Chromium, or null. `CHROMIUM_PATH` goes first. */
export function findBrowser() {
  const candidates = [process.env.CHROMIUM_PATH, ...known]
  return candidates.find((path) => path && existsSync(path)) ?? null
}

/** The path of a Chromium; on Debian and its kin it is installed with apt where none is found. Ends the process if it cannot be had. */
export function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  console.log('No Chromium found: installing the distribution’s package (apt-get install chromium)…')
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args]
    return spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  apt('update', '-qq')
  apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation')
  const installed = findBrowser()
  if (installed) return installed
  console.error(
    'The browser journeys need Chromium: install it, or set CHROMIUM_PATH, and run npm test again.',
  )
  process.exit(1)
}
