import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drain, epochOf, makeShape, putRecords, readRecords, renewDocument, seedBoard } from '@sheshi/board'
import { RoomRegistry } from '@sheshi/sync'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openBoardLog } from './boardLog.ts'
import { type Disk, realDisk } from './journalDisk.ts'

const quiet = { info() {}, warn() {}, error() {} }
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-crash-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function openRooms(at: string, disk: Disk = realDisk) {
  const log = await openBoardLog(at, { logger: quiet, disk, retryMs: 1, retryMostMs: 1 })
  const rooms = new RoomRegistry({ log, logger: quiet, renew: (_id, doc) => renewDocument(doc), drain })
  return { log, rooms }
}

/** A disk that does nothing any more after so many operations, as for a process that is gone. */
function diskFor(operations: number): { disk: Disk; failed(): boolean } {
  let left = operations
  const pass = <T>(run: () => Promise<T>): Promise<T> =>
    left-- > 0 ? run() : Promise.reject(new Error('the process is gone'))
  const disk: Disk = {
    async create(path) {
      const file = await pass(() => realDisk.create(path))
      return {
        write: (parts) => pass(() => file.write(parts)),
        sync: () => pass(() => file.sync()),
        close: () => file.close(),
      }
    },
    rename: (from, to) => pass(() => realDisk.rename(from, to)),
    remove: (path) => pass(() => realDisk.remove(path)),
    syncFolder: (path) => pass(() => realDisk.syncFolder(path)),
  }
  return { disk, failed: () => left < 0 }
}

/** A board that is due for a new epoch, partly in a snapshot and partly in the journal. */
async function makeBoard(at: string): Promise<void> {
  const { log, rooms } = await openRooms(at)
  await rooms.create('board', (doc) => {
    seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
    for (let visitor = 1; visitor <= 1_001; visitor++) {
      const page = new Y.Doc()
      page.getMap('visitors').set(`${visitor}`, true)
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(page))
    }
  })
  const stored = await log.load('board')
  await log.snapshot('board', Y.mergeUpdates(stored?.updates ?? []), stored?.sequence ?? 0)
  const note = makeShape({ type: 'note', id: 'shape:last', x: 0, y: 0, index: 'a1' })
  const doc = new Y.Doc()
  for (const update of stored?.updates ?? []) Y.applyUpdate(doc, update)
  const before = Y.encodeStateVector(doc)
  putRecords(doc, [note])
  await log.append('board', Y.encodeStateAsUpdate(doc, before)).saved
  await rooms.closeAll()
  await log.close()
}

/** The epoch that is on disk, whose board must be whole. */
async function epochOnDisk(at: string): Promise<number> {
  const log = await openBoardLog(at, { logger: quiet })
  const doc = new Y.Doc()
  for (const update of (await log.load('board'))?.updates ?? []) Y.applyUpdate(doc, update)
  await log.close()
  expect([...readRecords(doc).keys()].sort()).toEqual(['document:document', 'page:page', 'shape:last'])
  return epochOf(doc)
}

it('[RS51] a crash at any operation of the disk leaves the old epoch or the new one, whole', async () => {
  const made = join(folder, 'made')
  await makeBoard(made)
  const seen = new Set<number>()
  for (let operations = 0, more = true; more; operations++) {
    const at = join(folder, `crash ${operations}`)
    await cp(made, at, { recursive: true })
    const { disk, failed } = diskFor(operations)
    const { log, rooms } = await openRooms(at, disk).catch(() => ({ log: null, rooms: null }))
    await rooms?.open('board').catch(() => undefined)
    more = failed()
    await rooms?.closeAll()
    await log?.close()
    seen.add(await epochOnDisk(at))
    const after = await openRooms(at)
    const room = await after.rooms.open('board')
    expect(room.epoch).toBe(2)
    await room.edit('more', addNote)
    expect(await after.log.archived('board', 1)).toHaveLength(1)
    await after.rooms.closeAll()
    await after.log.close()
    const again = await openRooms(at)
    expect(readRecords((await again.rooms.open('board')).doc).has('shape:after')).toBe(true)
    await again.rooms.closeAll()
    await again.log.close()
  }
  expect([...seen].sort()).toEqual([1, 2])
})

const addNote = (doc: Y.Doc) =>
  putRecords(doc, [makeShape({ type: 'note', id: 'shape:after', x: 0, y: 0, index: 'a2' })])
