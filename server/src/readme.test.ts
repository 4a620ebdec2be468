import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { settingsTable } from './config.ts'

it('the README lists every setting as the server reads it', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(settingsTable())
})
