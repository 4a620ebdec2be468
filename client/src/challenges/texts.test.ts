import { describe, expect, it } from 'vitest'
import { readText, writeText } from './texts.ts'

describe('texts of a record', () => {
  it('reads plain text in any language', () => {
    expect(readText('Ujë i pastër', 'en')).toBe('Ujë i pastër')
  })
  it('reads the asked language, else the first there is', () => {
    const text = { it: 'Acqua pulita', sq: 'Ujë i pastër' }
    expect(readText(text, 'sq')).toBe('Ujë i pastër')
    expect(readText(text, 'en')).toBe('Acqua pulita')
    expect(readText(undefined, 'en')).toBe('')
  })
  it('keeps the other languages when one is written', () => {
    expect(writeText({ it: 'Acqua', sq: 'Ujë' }, 'it', 'Fiume')).toEqual({ it: 'Fiume', sq: 'Ujë' })
    expect(writeText('Water', 'it', 'Fiume')).toBe('Fiume')
  })
})
