import { describe, expect, it } from 'vitest'
import { translator } from './text.ts'

const texts = { a: { hello: 'Hello {{name}}', notes_one: '{{count}} note', notes_other: '{{count}} notes' } }

describe('the texts of the pad', () => {
  const t = translator(texts, 'en')
  it('are found by their keys, with values in them, for one and for many', () => {
    expect(t('pad.a.hello', { name: 'Mira' })).toBe('Hello Mira')
    expect([t('pad.a.notes', { count: 1 }), t('pad.a.notes', { count: 0 })]).toEqual(['1 note', '0 notes'])
  })

  it('that are missing show their key, and a value that is missing its name', () => {
    expect(t('pad.a.none')).toBe('pad.a.none')
    expect(t('pad.a.hello')).toBe('Hello {{name}}')
  })

  it('fall back to the general form where a language has another for this number', () => {
    expect(translator(texts, 'it')('pad.a.notes', { count: 1_000_000 })).toBe('1000000 notes')
  })
})
