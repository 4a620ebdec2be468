// Browsers for the journeys: those that are here, else Debian's Chromium and Firefox.
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

/** The path of a Firefox, or null. `FIREFOX_PATH` goes first. */
export function findFirefox() {
  const candidates = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox']
  return candidates.find((path) => path && existsSync(path)) ?? null
}

/** Installs packages of Debian and its kin; where that cannot be done it says why, and goes on. */
function install(...packages) {
  console.log(`Installing the distribution’s package (apt-get install ${packages[0]})…`)
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args]
    return spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  apt('update', '-qq')
  apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
}

/** The path of a Chromium, installed where none is found. Ends the process if it cannot be had. */
export function ensureBrowser() {
  if (!findBrowser()) install('chromium', 'fonts-liberation')
  const found = findBrowser()
  if (found) return found
  console.error(
    'The browser journeys need Chromium: install it, or set CHROMIUM_PATH, and run npm test again.',
  )
  process.exit(1)
}

/** The path of a Firefox, installed where none is found; null if it cannot be had. */
export function ensureFirefox() {
  if (!findFirefox()) install('firefox-esr')
  return findFirefox()
}
