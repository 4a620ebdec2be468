import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { limitTables } from './testing/limitsTable.ts'

it('docs/limits.md has every limit as the server keeps it', () => {
  const documented = readFileSync(new URL('../../docs/limits.md', import.meta.url), 'utf8')
  expect(documented).toContain(limitTables.boards)
  expect(documented).toContain(limitTables.lab)
})
