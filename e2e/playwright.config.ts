import { defineConfig } from '@playwright/test'
import { findBrowser, findFirefox } from '../scripts/lib/browser.mjs'

const executablePath = findBrowser()
if (!executablePath) throw new Error('No Chromium: run npm test, which installs it, or set CHROMIUM_PATH')

export default defineConfig({
  testDir: './tests',
  // Without a Firefox npm test says at its end that nothing was tested with it.
  testIgnore: findFirefox() ? [] : ['**/firefox.spec.ts'],
  outputDir: '../.sheshi/journeys',
  workers: 2,
  fullyParallel: false,
  // A second try tells a slow machine from a broken program; both tries are in the report.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : [['list']],
  use: {
    viewport: { width: 1366, height: 768 },
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
