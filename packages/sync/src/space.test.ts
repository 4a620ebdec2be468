import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { limits } from './limits.ts'
import { Loading } from './loading.ts'
import { PerMinute } from './perMinute.ts'
import { RoomRegistry } from './RoomRegistry.ts'
import { documentMemory } from './space.ts'
import { HandClient, HandClock, MemoryLog } from './testing/index.ts'
import { BoardDamaged, type StoredBoard } from './types.ts'

const logged: { details: object; message: string }[] = []
const keep = (details: object, message: string) => void logged.push({ details, message })
const logger = { info() {}, warn: keep, error: keep }
const full = new SyncError(CloseCode.RoomFull, 'too many boards are open')

/** A log that says what is loaded, and waits with it where it is told to. */
class WatchedLog extends MemoryLog {
  readonly loaded: string[] = []
  gate: Promise<void> = Promise.resolve()

  override async load(id: string): Promise<StoredBoard | null> {
    this.loaded.push(id)
    await this.gate
    return super.load(id)
  }
}

let log: WatchedLog
let clock: HandClock
let rooms: RoomRegistry
let turnedAway: number

const registryOf = (space?: { openRooms: number; openBytes: number }) =>
  new RoomRegistry({
    log,
    logger,
    clock,
    idleMs: 3_600_000,
    ...(space ? { space } : {}),
    observe: { ticked() {}, sent() {}, refused() {}, turnedAway: () => void turnedAway++ },
  })

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const open = (): string[] => rooms.reports().map(({ id }) => id)

async function make(ids: readonly string[], bytes = 1): Promise<void> {
  for (const id of ids) await rooms.create(id, (doc) => doc.getMap('records').set('words', 'x'.repeat(bytes)))
}

/** Opens a board, and lets a second pass in which nobody wants it. */
async function openAndRest(id: string) {
  const room = await rooms.open(id)
  clock.advance(limits.restMs)
  return room
}

beforeEach(() => {
  log = new WatchedLog()
  clock = new HandClock()
  turnedAway = 0
  logged.length = 0
  rooms = registryOf({ openRooms: 3, openBytes: limits.openBytes })
})
afterEach(() => rooms.closeAll())

describe('the space in memory', () => {
  it('[RS125] holds so many boards; the longest idle one goes, with a snapshot, and comes back whole', async () => {
    await make(['a', 'b', 'c', 'd', 'e'])
    const ada = new HandClient(await openAndRest('a'))
    for (const id of ['b', 'c']) await openAndRest(id)
    await (await rooms.open('b')).edit('note', (doc) => doc.getMap('records').set('b', 1))
    clock.advance(limits.restMs)
    await openAndRest('d')
    expect(open()).toEqual(['a', 'b', 'd'])
    await openAndRest('e')
    expect(open()).toEqual(['a', 'd', 'e'])
    expect(log.disk.get('b')?.entries).toEqual([])
    expect(ada.socket.closed).toBeNull()
    const again = await rooms.open('b')
    expect(again.doc.getMap('records').toJSON()).toEqual({ words: 'x', b: 1 })
    expect(open()).toHaveLength(3)
  })

  it('[RS125] makes space for each of many that come at once, and for no more', async () => {
    await make(['a', 'b', 'c', 'd', 'e', 'f'])
    for (const id of ['a', 'b', 'c']) await openAndRest(id)
    await Promise.all(['d', 'e'].map((id) => rooms.open(id)))
    expect(open()).toEqual(['c', 'd', 'e'])
    expect(turnedAway).toBe(0)
  })

  it('[RS125] holds so many bytes; a board alone is opened whatever its size', async () => {
    await rooms.closeAll()
    const bytes = 50_000
    rooms = registryOf({ openRooms: 100, openBytes: documentMemory(bytes) * 2.5 })
    await make(['a', 'b', 'c'], bytes)
    await make(['huge'], 8 * bytes)
    for (const id of ['a', 'b']) await openAndRest(id)
    await openAndRest('c')
    expect(open()).toEqual(['b', 'c'])
    await openAndRest('huge')
    expect(open()).toEqual(['huge'])
    const ada = new HandClient(await rooms.open('huge'))
    await expect(rooms.open('a')).rejects.toEqual(full)
    expect(ada.socket.closed).toBeNull()
  })

  it('[RS126] refuses a newcomer when all is in use, tells it, and lets it in when somebody has gone', async () => {
    await make(['a', 'b', 'c', 'd'])
    const people = []
    for (const id of ['a', 'b', 'c']) people.push(new HandClient(await openAndRest(id)))
    await expect(rooms.placeFor('d', null)).rejects.toEqual(full)
    await expect(rooms.open('d')).rejects.toEqual(full)
    expect(turnedAway).toBe(2)
    expect(logged.at(-1)).toEqual({
      message: 'board refused',
      details: { board: 'd', code: CloseCode.RoomFull, reason: full.reason, open: 4 },
    })
    expect(people.map(({ socket }) => socket.closed)).toEqual([null, null, null])
    people[1]?.leave()
    clock.advance(limits.restMs)
    expect((await rooms.open('d')).id).toBe('d')
    expect(open()).toEqual(['a', 'c', 'd'])
  })

  it('[RS126] puts nothing away that is not saved, or that was asked for a moment ago', async () => {
    await make(['a', 'b', 'c', 'd'])
    for (const id of ['a', 'b']) await openAndRest(id)
    log.hold()
    for (const id of ['a', 'b'])
      void (await rooms.open(id)).edit('note', (doc) => doc.getMap('records').set('unsaved', 1))
    clock.advance(limits.restMs)
    await rooms.open('c')
    await expect(rooms.open('d')).rejects.toEqual(full)
    clock.advance(limits.restMs)
    await rooms.open('d')
    expect(open()).toEqual(['a', 'b', 'd'])
    log.save()
  })
})

describe('loading', () => {
  it('[RS127] goes on with few boards at once, those of people first', async () => {
    rooms = registryOf()
    const ids = Array.from({ length: 12 }, (_, i) => `board-${i}`)
    await make([...ids, 'wanted'])
    log.loaded.length = 0
    let release = () => {}
    log.gate = new Promise((resolve) => {
      release = resolve
    })
    const opening = ids.map((id) => rooms.open(id))
    await settle()
    const wanted = rooms.placeFor('wanted', null)
    await settle()
    expect(log.loaded).toEqual(ids.slice(0, limits.loadsAtOnce))
    release()
    await Promise.all([...opening, wanted])
    expect(log.loaded[limits.loadsAtOnce]).toBe('wanted')
    expect(log.loaded.slice().sort()).toEqual([...ids, 'wanted'].sort())
  })

  it('[RS127] gives back its place when a load fails', async () => {
    const loading = new Loading(1)
    const failing = loading.inTurn(false, () => Promise.reject(new Error('gone')))
    const next = loading.inTurn(false, () => Promise.resolve('loaded'))
    await expect(failing).rejects.toThrow('gone')
    expect(await next).toBe('loaded')
  })

  it('[RS127] applies in slices with turns of the process between, one board after the other', async () => {
    const source = new Y.Doc()
    const updates: Uint8Array[] = []
    source.on('update', (update: Uint8Array) => updates.push(update))
    for (let i = 0; i < 50; i++) source.getMap('records').set(`key ${i}`, i)
    let now = 0
    // Each look at the clock finds it 5 ms on: a slice holds four updates.
    const loading = new Loading(4, () => {
      now += 5
      return now
    })
    const docs = [new Y.Doc(), new Y.Doc()]
    const turns: number[][] = []
    let applying = true
    const watch = () => {
      turns.push(docs.map((doc) => doc.getMap('records').size))
      if (applying) setTimeout(watch, 0)
    }
    setTimeout(watch, 0)
    await Promise.all(docs.map((doc) => loading.apply(doc, updates)))
    applying = false
    for (const doc of docs) expect(doc.getMap('records').toJSON()).toEqual(source.getMap('records').toJSON())
    expect(turns.length).toBeGreaterThan(10)
    expect(turns.filter(([one = 0, other = 0]) => other > 0 && one < 50)).toEqual([])
  })

  it('[RS127] applies a large snapshot in parts, and has the same document in the end', async () => {
    const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
    const [first = new Y.Doc()] = docs
    for (let i = 0; i < 1_500; i++) {
      const doc = docs[i % 3] ?? first
      const records = doc.getMap<Y.Map<unknown>>('records')
      records.set(`shape:${i}`, new Y.Map([['words', `what shape ${i} says `.repeat(8)]]))
      records.get(`shape:${i - 300}`)?.set('at', [i, i])
      if (i % 7 === 0) records.delete(`shape:${i - 600}`)
      if (i % 100 === 99)
        for (const [from, to] of docs.flatMap((from) => docs.map((to) => [from, to] as const)))
          Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
    }
    const state = Y.encodeStateAsUpdate(first)
    expect(state.length).toBeGreaterThan(2 * (96 << 10))
    const loaded = new Y.Doc()
    let transactions = 0
    loaded.on('afterTransaction', () => {
      transactions += 1
    })
    let now = 0
    const loading = new Loading(1, () => {
      now += 2 * limits.loadSliceMs
      return now
    })
    await loading.apply(loaded, [state])
    expect(transactions).toBeGreaterThan(2)
    expect(loaded.getMap('records').toJSON()).toEqual(first.getMap('records').toJSON())
    expect(Y.equalSnapshots(Y.snapshot(loaded), Y.snapshot(first))).toBe(true)
    expect(loaded.store.pendingStructs).toBeNull()
    expect(loaded.store.pendingDs).toBeNull()
  })
})

describe('what is known of the boards', () => {
  beforeEach(() => make(['a']))

  it('[RS128] says since when something is not on disk, and how much changes', async () => {
    const ada = new HandClient(await rooms.open('a'), { id: 'ada', role: 'facilitator' })
    await settle()
    expect(rooms.reports()[0]).toMatchObject({ unsavedMs: null, changesPerMinute: 0, backlogBytes: 0 })
    clock.advance(limits.gatherMostMs)
    log.hold()
    ada.set('one', 1)
    clock.advance(2_000)
    ada.set('two', 2)
    clock.advance(500)
    expect(rooms.reports()[0]).toMatchObject({ unsavedMs: 2_500, changesPerMinute: 2 })
    log.save()
    await settle()
    expect(rooms.reports()[0]?.unsavedMs).toBeNull()
    ada.socket.bufferedAmount = 777
    clock.advance(60_000)
    const [report] = rooms.reports()
    expect(report).toMatchObject({ id: 'a', changesPerMinute: 0, backlogBytes: 777 })
    expect([...(report?.sessions ?? [])].map(({ who }) => who.role)).toEqual(['facilitator'])
    expect(report?.memoryBytes).toBe(documentMemory(report?.boardBytes ?? 0))
  })

  it('[RS128] remembers a board that cannot be read until it can', async () => {
    const entry = log.disk.get('a')?.entries[0]
    if (!entry) throw new Error('nothing stored')
    const sound = entry.update.slice()
    entry.update.fill(255)
    await expect(rooms.open('a')).rejects.toBeInstanceOf(BoardDamaged)
    expect(rooms.damagedBoards().map(({ id, error }) => [id, error.detail])).toEqual([
      ['a', expect.stringContaining('cannot be applied')],
    ])
    entry.update.set(sound)
    await rooms.open('a')
    expect(rooms.damagedBoards()).toEqual([])
  })

  it('counts what happened in the last minute', () => {
    const counts = new PerMinute()
    for (const now of [0, 5_000, 9_999, 30_000, 59_000]) counts.count(now)
    expect([59_999, 60_000, 89_999, 90_000, 200_000].map((now) => counts.sum(now))).toEqual([5, 2, 2, 1, 0])
  })
})
