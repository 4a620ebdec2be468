import { beforeEach, expect, it } from 'vitest'
import { type BoardFacts, forgetFacts, ownColour, recallFacts, rememberFacts } from './remembered.ts'

class MemoryStorage implements Storage {
  private readonly items = new Map<string, string>()
  get length() {
    return this.items.size
  }
  clear = () => this.items.clear()
  getItem = (key: string) => this.items.get(key) ?? null
  key = (index: number) => [...this.items.keys()][index] ?? null
  removeItem = (key: string) => void this.items.delete(key)
  setItem = (key: string, value: string) => void this.items.set(key, value)
}

const facts: BoardFacts = {
  id: 'b1',
  title: 'Why is the river dirty?',
  template: 'problem-tree',
  role: 'participant',
  challengeId: null,
  challengeTitle: null,
  name: 'Ana',
  sector: 'citizens',
  city: null,
  deletesAt: null,
  author: 'Jk3_d-9aQw2x',
  licenseKey: null,
  embedHosts: ['player.vimeo.com'],
  epoch: 3,
  documentBytes: 4_000,
}

let storage: Storage
beforeEach(() => {
  storage = new MemoryStorage()
})

it('remembers a board until it is forgotten', () => {
  rememberFacts(facts, storage)
  expect(recallFacts('b1', storage)).toEqual(facts)
  expect(recallFacts('b2', storage)).toBeNull()
  forgetFacts('b1', storage)
  expect(recallFacts('b1', storage)).toBeNull()
})

it('does not believe what is broken or of another shape', () => {
  storage.setItem('sheshi.board.b1', '{"id":"b1"')
  expect(recallFacts('b1', storage)).toBeNull()
  storage.setItem('sheshi.board.b1', JSON.stringify({ ...facts, role: 'king' }))
  expect(recallFacts('b1', storage)).toBeNull()
})

it('keeps the colour of a browser, and draws anew where the palette got smaller', () => {
  const colour = ownColour(12, storage)
  expect(ownColour(12, storage)).toBe(colour)
  storage.setItem('sheshi.colour', '11')
  expect(ownColour(3, storage)).toBeLessThan(3)
})

it('goes on without a storage', () => {
  const refusing = new MemoryStorage()
  refusing.setItem = () => {
    throw new Error('full')
  }
  expect(() => rememberFacts(facts, refusing)).not.toThrow()
  expect(ownColour(12, refusing)).toBeLessThan(12)
})
