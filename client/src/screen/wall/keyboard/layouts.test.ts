import { locales } from '@sheshi/methods'
import { describe, expect, it } from 'vitest'
import { columns, type Key, nextLanguage, rowsOf } from './layouts.ts'

const signsOf = (rows: Key[][]): string =>
  rows
    .flat()
    .flatMap(({ action }) => (action.kind === 'type' ? [action.sign] : []))
    .join('')
const plain = { signs: false, shift: false }

describe('the keyboards', () => {
  it.each(locales)('%s: every row is as wide as the others, in every layer', (language) => {
    for (const layer of [plain, { signs: true, shift: false }, { signs: false, shift: true }])
      for (const row of rowsOf({ ...layer, language }))
        expect(row.reduce((sum, { wide }) => sum + wide, 0)).toBe(columns)
  })

  it.each(locales)('%s: every letter is there once, and all that writes and ends', (language) => {
    const rows = rowsOf({ ...plain, language })
    const signs = signsOf(rows)
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') expect(signs.split(letter)).toHaveLength(2)
    const kinds = rows.flat().map(({ action }) => action.kind)
    for (const kind of ['shift', 'back', 'enter', 'language', 'signs', 'done']) expect(kinds).toContain(kind)
    expect(signs).toContain(' ')
  })

  it('have the letters of Italian and Albanian, capital ones with shift', () => {
    for (const letter of 'àèéìòù') expect(signsOf(rowsOf({ ...plain, language: 'it' }))).toContain(letter)
    expect(signsOf(rowsOf({ ...plain, language: 'it', shift: true }))).toContain('È')
    const albanian = signsOf(rowsOf({ ...plain, language: 'sq' }))
    for (const letter of 'ëç') expect(albanian).toContain(letter)
    expect(albanian).toMatch(/^qwertz/)
    expect(signsOf(rowsOf({ language: 'sq', signs: false, shift: true }))).toMatch(/Ë.*Ç/)
  })

  it('go through the languages', () => {
    expect(locales.map(nextLanguage)).toEqual(['it', 'sq', 'en'])
  })
})
