import { expect, it } from 'vitest'
import { epochToOpen, noteKept } from './kept.ts'

/** What these functions need of a storage. */
function storageOf(items: Record<string, string> = {}): Storage {
  const kept = new Map(Object.entries(items))
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as Storage
}

it('opens the current epoch where nothing is kept', async () => {
  expect(await epochToOpen('b', 3, storageOf())).toBe(3)
})

it('opens the oldest copy first, whose changes may not be with the server', async () => {
  const storage = storageOf()
  noteKept('b', 2, true, storage)
  noteKept('b', 1, true, storage)
  noteKept('other', 1, true, storage)
  expect(await epochToOpen('b', 3, storage)).toBe(1)
  noteKept('b', 1, false, storage)
  expect(await epochToOpen('b', 3, storage)).toBe(2)
  noteKept('b', 2, false, storage)
  expect(await epochToOpen('b', 3, storage)).toBe(3)
})

it('goes by the server where what is noted makes no sense', async () => {
  for (const noted of ['{', '"1"', '[null, -1, "2"]'])
    expect(await epochToOpen('b', 3, storageOf({ 'sheshi.kept.b': noted }))).toBe(3)
})

it('finds a copy from before it was noted which are kept', async () => {
  const global = globalThis as { indexedDB?: unknown }
  global.indexedDB = { databases: async () => [{ name: 'sheshi-board-b' }, { name: 'sheshi-board-c@2' }] }
  try {
    expect(await epochToOpen('b', 2, storageOf())).toBe(1)
    expect(await epochToOpen('c', 2, storageOf())).toBe(2)
  } finally {
    delete global.indexedDB
  }
})
