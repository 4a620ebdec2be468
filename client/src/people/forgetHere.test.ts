import { expect, it } from 'vitest'
import { forgetHere } from './forgetHere.ts'

/** A browser's storage, as far as it is asked for its keys. */
function storageOf(kept: Record<string, string>): Storage {
  return Object.assign(Object.create({ removeItem: (key: string) => delete kept[key] }), kept) as Storage
}

it('forgets boards, name and city, and nothing that says nothing about a person', () => {
  const kept: Record<string, string> = {
    'sheshi.board.b1': '{"name":"Mira"}',
    'sheshi.kept.b1': '[1]',
    'sheshi.city': 'Fier',
    'sheshi.nameOnNotes': 'yes',
    'sheshi.locale': 'sq',
    'sheshi.wall': '[]',
    'another.program': 'x',
  }
  forgetHere(storageOf(kept))
  expect(Object.keys(kept)).toEqual(['sheshi.locale', 'sheshi.wall', 'another.program'])
})
