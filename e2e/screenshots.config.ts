import { defineConfig } from '@playwright/test'
import journeys from './playwright.config.ts'

/** `npm run screenshots`: every page with real content at three sizes, to be looked at; two of them stand in the README. */
export default defineConfig({
  ...journeys,
  testDir: './screenshots',
  workers: 1,
  timeout: 300_000,
  reporter: [['list']],
})
