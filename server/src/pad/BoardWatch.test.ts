import { seedBoard } from '@sheshi/board'
import { buildTemplate } from '@sheshi/methods'
import { encodeAwareness, type Room } from '@sheshi/sync'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Doc } from 'yjs'
import { BoardWatch, type Watcher } from './BoardWatch.ts'

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
/** A person's two states in one frame, as a room sends it. */
const person = (id: number, clock: number, lasting: object | null) =>
  encodeAwareness([
    { clientId: id, clock, state: bytes(lasting && {}) },
    { clientId: id + 2 ** 32, clock, state: bytes(lasting) },
  ])

let doc: Doc
let watch: BoardWatch
let told: string[]
let alive: number
const watcher = (): Watcher => ({
  person: 'mira',
  locale: 'en',
  tell: (event, data) => told.push(`${event} ${JSON.stringify(data)}`),
  stayAlive: () => {
    alive += 1
  },
})
const of = (event: string) => told.filter((line) => line.startsWith(event))

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  alive = 0
  doc = new Doc()
  const records = buildTemplate('problem-tree', 'en')
  seedBoard(doc, { records, template: 'problem-tree', locale: 'en' })
  watch = new BoardWatch({ doc } as Room, 'problem-tree')
})
afterEach(() => vi.useRealTimers())

describe('who watches a board', () => {
  it('is told of changes once a second at most, and of the last one', () => {
    watch.watch(watcher())
    told = []
    for (let round = 0; round < 50; round++) {
      doc.getMap('meta').set('title', `${round}`)
      vi.advanceTimersByTime(50)
    }
    expect(of('changed').length).toBe(2)
    vi.advanceTimersByTime(1_000)
    expect(of('changed').at(-1)).toBe('changed {"change":50}')
    vi.advanceTimersByTime(60_000)
    expect(of('changed').length).toBe(3)
  })

  it('hears something every 15 s, so that no proxy cuts a stream that idles', () => {
    const stop = watch.watch(watcher())
    vi.advanceTimersByTime(60_000)
    expect(alive).toBe(4)
    stop()
    vi.advanceTimersByTime(60_000)
    expect(alive).toBe(4)
  })

  it('counts people, not screens, and is told only what is news', () => {
    watch.watch(watcher())
    const frame = person(1, 1, { n: 'Ben', c: 0, r: 'p' })
    watch.hear(frame)
    watch.hear(frame)
    watch.hear(person(2, 1, { n: '', c: 0, r: 's' }))
    vi.advanceTimersByTime(1_000)
    watch.hear(person(1, 2, null))
    vi.advanceTimersByTime(1_000)
    expect(of('people')).toEqual(['people {"count":0}', 'people {"count":1}', 'people {"count":0}'])
  })

  it('follows one facilitator, the same one as long as they are there', () => {
    watch.watch(watcher())
    watch.hear(person(1, 1, { n: 'Ben', c: 0, r: 'f', v: [0, 0, 10, 10] }))
    watch.hear(person(2, 1, { n: 'Ada', c: 0, r: 'f', v: [5, 5, 10, 10] }))
    watch.hear(person(3, 1, { n: 'Aaa', c: 0, r: 'p', v: [9, 9, 10, 10] }))
    vi.advanceTimersByTime(1_000)
    expect(of('showing').at(-1)).toContain('[5,5,10,10]')
    watch.hear(person(2, 2, null))
    vi.advanceTimersByTime(1_000)
    expect(of('showing').at(-1)).toContain('[0,0,10,10]')
  })
})
