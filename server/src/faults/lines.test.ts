import { once } from 'node:events'
import { makeShape, putRecords, readRecords } from '@sheshi/board'
import {
  encodeAwareness,
  encodeCheckpoint,
  encodeMissing,
  encodeStateVector,
  encodeUpdate,
} from '@sheshi/sync/testing'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Door, honestPeople, until } from '../testing/honest.ts'
import { Lab, labKey } from '../testing/lab.ts'
import { clientFrame, seated, Wire } from '../testing/wire.ts'

let lab: Lab
let door: Door
let honest: Awaited<ReturnType<typeof honestPeople>>
const wires: Wire[] = []

beforeAll(async () => {
  lab = await Lab.open()
  const boards = [await lab.board({ template: 'blank' }), await lab.board({ template: 'blank' })]
  door = { url: lab.url, boardId: boards[0] ?? '', token: labKey }
  honest = await honestPeople(lab.url, labKey, boards)
})
afterEach(() => {
  for (const wire of wires.splice(0)) wire.end()
})
afterAll(async () => {
  const { steps, p95 } = await honest.end()
  console.info(`honest people: ${steps} steps, p95 ${p95} ms`)
  await lab.dispose()
})

const wire = async (): Promise<Wire> => {
  const opened = await Wire.open(door)
  wires.push(opened)
  return opened
}
const room = () => lab.server.services.rooms.open(door.boardId)
const records = async () => readRecords((await room()).doc)
const sessions = async () => (await room()).sessions.size

let lastId = 2_000_000_000
/** The updates with which somebody new makes a note and moves it. */
function updatesOf(id: string, moves: number): Uint8Array[] {
  const doc = new Y.Doc()
  // Ids of one length in bytes make updates of one length.
  doc.clientID = ++lastId
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const note = makeShape({ type: 'note', id: `shape:${id}`, x: 0, y: 0, index: 'a1' })
  putRecords(doc, [note])
  for (let x = 1; x <= moves; x++) putRecords(doc, [{ ...note, x }])
  doc.destroy()
  return updates
}

it('[RS139] a frame cut at any byte by a dying connection changes nothing; whole, it counts', async () => {
  const before = await sessions()
  const tryAt = (bytes: number) => {
    // Each try brings a note of its own, so that whatever gets through is seen.
    const id = `cut${String(bytes).padStart(4, '0')}`
    const [own = new Uint8Array()] = updatesOf(id, 0)
    return { id: `shape:${id}`, bytes, frame: clientFrame(encodeUpdate(own)) }
  }
  const { length } = tryAt(0).frame
  const tries = Array.from({ length: length + 3 }, (_, bytes) => tryAt(bytes))
  for (const { bytes, frame } of tries) {
    const socket = await seated(door)
    const gone = once(socket, 'close')
    // A line dies in both ways: after all that was sent, or reset, which may overtake what was sent before.
    const reset = bytes % 2 === 1 && bytes < length
    socket.write(frame.subarray(0, bytes), () => (reset ? socket.resetAndDestroy() : socket.destroySoon()))
    await gone
  }
  await until('all gone', async () => (await sessions()) === before)
  const cuts = async () => [...(await records()).keys()].filter((id) => id.startsWith('shape:cut')).sort()
  // What came at last may still wait for the room's tick.
  await until('those that were whole', async () => (await cuts()).length >= 3)
  const there = await cuts()
  expect(there).toEqual(tries.filter(({ bytes }) => bytes >= length).map(({ id }) => id))
  expect(there).toHaveLength(3)
})

it('[RS140] the same updates twice, in the wrong order and from two people: once, and called saved', async () => {
  const updates = updatesOf('twice', 4)
  const [one, two] = [await wire(), await wire()]
  const jumbled = [4, 3, 0, 2, 1, 1, 0, 4].flatMap((at) => updates.slice(at, at + 1))
  one.send(...jumbled.map(encodeUpdate), encodeCheckpoint(1))
  two.send(...[...jumbled].reverse().map(encodeUpdate), encodeCheckpoint(1))
  await until('both saved', () => one.saved.includes(1) && two.saved.includes(1))
  expect((await records()).get('shape:twice')).toMatchObject({ x: 4 })
  const { doc } = await room()
  expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
  expect([one.closed, two.closed]).toEqual([null, null])
})

it('[RS141] what depends on an update that never came is asked for again, and holds up nothing else', async () => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const note = makeShape({ type: 'note', id: 'shape:orphan', x: 0, y: 0, index: 'a1' })
  putRecords(doc, [note])
  putRecords(doc, [{ ...note, x: 1 }])
  const ada = await wire()
  ada.send(encodeStateVector(Y.encodeStateVector(doc)))
  const asked = () => ada.heard.filter(({ type }) => type === 'stateVector')
  await until('asked at the beginning', () => asked().length === 1)
  // The first update is lost, as in a client with a fault.
  ada.send(...updates.slice(1).map(encodeUpdate), encodeCheckpoint(1))
  const other = updatesOf('other', 1)
  ada.send(...other.map(encodeUpdate))
  await until('the other work there', async () => (await records()).has('shape:other'))
  expect((await records()).has('shape:orphan')).toBe(false)
  await until('asked again', () => asked().length > 1)
  expect(ada.saved).toEqual([])
  const question = asked().at(-1)
  if (question?.type !== 'stateVector') throw new Error('no question')
  ada.send(encodeMissing(Y.encodeStateAsUpdate(doc, question.bytes)))
  await until('saved', () => ada.saved.includes(1))
  expect((await records()).get('shape:orphan')).toMatchObject({ x: 1 })
  expect(ada.closed).toBeNull()
})

it('[RS142] six bytes that end another server end their own session', async () => {
  for (const bytes of [
    [0xf2, 0x80, 0, 0, 0, 0],
    [0xf2, 0x80],
    [0, 0, 0],
    [1, 255, 255, 255, 255, 15],
  ]) {
    const eve = await wire()
    eve.send(new Uint8Array(bytes))
    await until('ended', () => eve.closed !== null)
    expect(eve.closed?.code).toBe(4400)
  }
})

it('[RS142] presence under somebody else’s id, of ghosts, and of any size is not passed on', async () => {
  const ada = (await lab.guest(door.boardId)).token
  const [victim, watcher, eve] = [await Wire.open({ ...door, token: ada }), await wire(), await wire()]
  wires.push(victim)
  const state = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  const heardOf = (clientId: number) =>
    watcher.heard.flatMap((message) =>
      message.type === 'awareness' ? message.entries.filter((entry) => entry.clientId === clientId) : [],
    )
  victim.send(encodeAwareness([{ clientId: 77, clock: 1, state: state({ name: 'Ada' }) }]))
  await until('seen', () => heardOf(77).length > 0)
  eve.send(encodeAwareness([{ clientId: 77, clock: 9, state: state({ name: 'Eve as Ada' }) }]))
  eve.send(encodeAwareness([{ clientId: 88, clock: 1, state: state({ name: 'Eve' }) }]))
  await until('Eve seen', () => heardOf(88).length > 0)
  expect(heardOf(77).map((entry) => entry.state)).not.toContainEqual({ name: 'Eve as Ada' })
  const ghosts = Array.from({ length: 5_000 }, (_, at) => ({
    clientId: 1e6 + at,
    clock: 1,
    state: state({}),
  }))
  eve.send(encodeAwareness(ghosts))
  await until('ended', () => eve.closed !== null)
  expect(heardOf(1e6 + 4_999)).toEqual([])
  const large = await wire()
  large.send(encodeAwareness([{ clientId: 99, clock: 1, state: state('a'.repeat(900_000)) }]))
  await until('ended', () => large.closed !== null)
  expect(heardOf(99)).toEqual([])
})
