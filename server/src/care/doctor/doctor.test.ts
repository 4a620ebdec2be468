import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Board, VersionHead } from '@sheshi/records'
import { BoardDamaged } from '@sheshi/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { VersionFiles, versionId } from '../../history/versionFiles.ts'
import { hashOf, packState } from '../../history/versionFormat.ts'
import { openBoardLog } from '../../storage/boardLog.ts'
import { realDisk } from '../../storage/journalDisk.ts'
import { finishMending, mendedName } from '../../storage/journalMended.ts'
import { lockDataDir } from '../../storage/lock.ts'
import { openRecords } from '../../storage/recordsLowdb.ts'
import { examine } from './examine.ts'
import { mend } from './mend.ts'
import { exitCode, reportText } from './report.ts'

const logger = { info() {}, warn() {}, error() {} }
const at = '2026-01-02T03:04:05.000Z'
const ids = ['board-a', 'board-b', 'board-c']

let folder: string
let copy: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-doctor-'))
  copy = `${folder}-copy`
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
  await rm(copy, { recursive: true, force: true })
})

const boardRecord = (id: string): Board => ({
  id,
  title: `The title of ${id}`,
  template: 'blank',
  locale: 'en',
  challengeId: null,
  createdAt: at,
  changedAt: at,
  deletedAt: null,
  version: 1,
})

/** Updates that fit together: the n-th sets `key n`. */
function updatesOf(id: string, count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  for (let n = 1; n <= count; n++) doc.getMap('records').set(`key ${n}`, `${id} ${n}`)
  return updates
}

/** Three boards in two journal files; the last has a snapshot up to `snapshotAt`. */
async function makeLab({ rounds = 4, snapshotAt = 0, segmentBytes = 600, listed = ids } = {}): Promise<void> {
  const records = await openRecords(folder)
  for (const id of listed) await records.boards.insert(boardRecord(id))
  await records.close()
  const log = await openBoardLog(folder, { logger, segmentBytes })
  const updates = ids.map((id) => updatesOf(id, rounds))
  for (const id of ids) await log.load(id)
  for (let n = 0; n < rounds; n++) {
    for (const [i, id] of ids.entries()) await log.append(id, updates[i]?.[n] ?? new Uint8Array()).saved
    if (n + 1 !== snapshotAt && n + 2 !== snapshotAt) continue
    const state = Y.mergeUpdates(updates[2]?.slice(0, n + 1) ?? [])
    await log.snapshot('board-c', state, n + 1)
  }
  await log.close()
}

/** How many edits each board has, checked to be the first ones; −1: refused. */
async function editsIn(dataDir: string): Promise<Record<string, number>> {
  const log = await openBoardLog(dataDir, { logger })
  const found: Record<string, number> = {}
  for (const id of ids) {
    try {
      const doc = new Y.Doc()
      for (const update of (await log.load(id))?.updates ?? []) Y.applyUpdate(doc, update)
      const keys = doc.getMap('records').toJSON()
      const expected = Object.fromEntries(Object.keys(keys).map((_, i) => [`key ${i + 1}`, `${id} ${i + 1}`]))
      expect(keys).toEqual(expected)
      found[id] = Object.keys(keys).length
    } catch (error) {
      if (!(error instanceof BoardDamaged)) throw error
      found[id] = -1
    }
  }
  await log.close()
  return found
}

async function freshCopy(): Promise<void> {
  await rm(copy, { recursive: true, force: true })
  await cp(folder, copy, { recursive: true })
}

async function flip(path: string, byte: number): Promise<void> {
  const bytes = await readFile(path)
  expect(byte).toBeGreaterThan(0)
  bytes[byte] = (bytes[byte] ?? 0) ^ 1
  await writeFile(path, bytes)
}

async function writeVersion(board: string, moment: number, state: Uint8Array): Promise<void> {
  const packed = await packState(state)
  const head: VersionHead = {
    format: 'sheshi-version/1',
    id: versionId(moment, 'test'),
    board,
    at: new Date(moment).toISOString(),
    kind: 'work',
    name: '',
    exportNumber: null,
    backTo: null,
    people: {},
    changes: 1,
    epoch: 0,
    sequence: 1,
    counts: {},
    bytes: state.length,
    sha256: hashOf(state),
    packed: packed.length,
  }
  await new VersionFiles(join(folder, 'boards'), realDisk, logger).write(board, head, packed)
}

const journalFiles = async (dataDir: string) =>
  (await readdir(join(dataDir, 'wal'))).filter((name) => name.endsWith('.log')).sort()

/** Damages a copy, sees what the server makes of it, mends it, and sees again. */
async function damageAndMend(file: string, bytes: Buffer, place: string): Promise<void> {
  await freshCopy()
  await writeFile(join(copy, file), bytes)
  const { report } = await examine(copy, false)
  expect(report.findings.length, `${place}: found`).toBeGreaterThan(0)
  expect(await readFile(join(copy, file)), `${place}: looking changes nothing`).toEqual(bytes)
  const mended = await mend(copy, { useLastGood: false })
  const [time] = await readdir(join(copy, 'doctor')).catch(() => [])
  if (time) expect(await readFile(join(copy, 'doctor', time, file)), `${place}: kept`).toEqual(bytes)
  const after = await editsIn(copy)
  for (const id of ids) {
    expect(after[id], `${place}: ${id} opens`).toBeGreaterThanOrEqual(0)
    const accused = report.findings.some(({ board, grade }) => board === id && grade === 'damage')
    if (!accused) expect(after[id], `${place}: ${id} is whole`).toBe(4)
  }
  // What is still reported are boards of which nothing was left.
  const left = mended.report.findings.filter(({ grade }) => grade === 'damage')
  expect(left.map(({ board }) => board).sort(), place).toEqual(ids.filter((id) => after[id] === 0))
}

describe('the doctor', () => {
  it('[RS116] finds nothing in a folder that is whole, and changes nothing', async () => {
    await makeLab({ snapshotAt: 3 })
    await freshCopy()
    const { report, titles } = await examine(folder, false)
    expect(report.findings).toEqual([])
    expect(exitCode(report)).toBe(0)
    expect(report.looked).toMatchObject({ boards: 3, entries: 12 })
    expect(reportText(report, titles)).toContain('Nothing is damaged.')
    expect(await readdir(folder, { recursive: true })).toEqual(await readdir(copy, { recursive: true }))
  })

  it('[RS116, RS117] finds a flipped byte anywhere in a journal, and mends to a prefix', async () => {
    await makeLab()
    const [first = '', second = ''] = await journalFiles(folder)
    for (const [name, start] of [
      [first, 0],
      [second, 3],
    ] as const) {
      const whole = await readFile(join(folder, 'wal', name))
      for (let byte = start; byte < whole.length; byte += 17) {
        const bytes = Buffer.from(whole)
        bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (byte % 8))
        await damageAndMend(join('wal', name), bytes, `${name}, byte ${byte}`)
      }
    }
  }, 40_000)

  it('[RS116, RS117] finds an earlier journal file cut anywhere, and mends to a prefix', async () => {
    await makeLab()
    const [first = ''] = await journalFiles(folder)
    const whole = await readFile(join(folder, 'wal', first))
    for (let cut = 44; cut < whole.length; cut += 17) {
      await damageAndMend(join('wal', first), whole.subarray(0, cut), `cut at ${cut}`)
    }
  }, 40_000)

  it('[RS117] keeps other boards’ entries behind the damage, and later edits follow on', async () => {
    await makeLab()
    const [first = ''] = await journalFiles(folder)
    const path = join(folder, 'wal', first)
    const bytes = await readFile(path)
    const byte = bytes.indexOf('board-a 2')
    bytes[byte] = (bytes[byte] ?? 0) ^ 1
    await writeFile(path, bytes)
    expect(await editsIn(folder)).toEqual({ 'board-a': -1, 'board-b': 4, 'board-c': 4 })
    const { report, titles } = await examine(folder, false)
    expect(exitCode(report)).toBe(1)
    const told = reportText(report, titles)
    expect(told).toContain('The title of board-a')
    expect(told).toContain('Everything up to edit 1 can be read; lost are the 3 edits behind it.')
    const mended = await mend(folder, { useLastGood: false })
    expect(exitCode(mended.report)).toBe(0)
    expect(mended.report.actions.join('\n')).toContain('everything up to edit 1 of 4')
    expect(await editsIn(folder)).toEqual({ 'board-a': 1, 'board-b': 4, 'board-c': 4 })
    // The damaged file no longer stays for ever, and the board can be written.
    const log = await openBoardLog(folder, { logger, segmentBytes: 600 })
    await log.load('board-a')
    await log.append('board-a', updatesOf('board-a', 2)[1] ?? new Uint8Array()).saved
    for (const [i, id] of ids.entries()) {
      const { sequence = 0, updates = [] } = (await log.load(id)) ?? {}
      await log.snapshot(id, Y.mergeUpdates(updates), sequence)
      await log.append(id, updatesOf(`${id} ${i}`, 1)[0] ?? new Uint8Array()).saved
    }
    await log.close()
    expect(await journalFiles(folder)).not.toContain(first)
  })

  it('[RS117] sets a damaged snapshot aside when the other and the journal stand in', async () => {
    await makeLab({ snapshotAt: 3, segmentBytes: 100_000 })
    const snapshots = (await readdir(join(folder, 'boards', 'board-c'))).sort()
    expect(snapshots).toEqual(['000000000000002.snap', '000000000000003.snap'])
    const path = join(folder, 'boards', 'board-c', snapshots[1] ?? '')
    const bytes = await readFile(path)
    bytes[30] = (bytes[30] ?? 0) ^ 1
    await writeFile(path, bytes)
    const { report } = await examine(folder, false)
    expect(report.findings).toMatchObject([{ grade: 'note', board: 'board-c' }])
    await mend(folder, { useLastGood: false })
    expect((await examine(folder, false)).report.findings).toEqual([])
    expect(await readdir(join(folder, 'boards', 'board-c'))).toEqual(['000000000000002.snap'])
    expect(await editsIn(folder)).toEqual({ 'board-a': 4, 'board-b': 4, 'board-c': 4 })
  })

  it('[RS117] replaces a damaged list only when told to, and keeps the damaged one', async () => {
    await makeLab()
    const path = join(folder, 'records', 'boards.json')
    const damaged = (await readFile(path, 'utf8')).replace('The title of board-c', 'The title of')
    await writeFile(path, damaged)
    expect((await examine(folder, false)).report.findings).toMatchObject([
      { grade: 'damage', where: 'records/boards.json' },
    ])
    expect(exitCode((await mend(folder, { useLastGood: false })).report)).toBe(1)
    expect(await readFile(path, 'utf8')).toBe(damaged)
    const mended = await mend(folder, { useLastGood: true })
    expect(exitCode(mended.report)).toBe(0)
    const records = await openRecords(folder)
    // The last good copy lacked the last change; the board was found again.
    expect((await records.boards.list()).map(({ id }) => id)).toEqual(['board-a', 'board-b'])
    await records.close()
    expect((await mend(folder, { useLastGood: false })).report.actions.join()).toContain('Recovered board')
    const kept = (await readdir(join(folder, 'doctor'), { recursive: true })).filter((name) =>
      name.endsWith('boards.json'),
    )
    expect(await readFile(join(folder, 'doctor', kept[0] ?? ''), 'utf8')).toBe(damaged)
  })

  it('[RS116, RS117] sets damaged versions aside, and a board of which nothing is left takes a whole one', async () => {
    await makeLab()
    const state = Y.mergeUpdates(updatesOf('board-a', 2))
    await writeVersion('board-a', Date.parse(at), state)
    await writeVersion('board-a', Date.parse(at) + 1_000, Y.mergeUpdates(updatesOf('board-a', 3)))
    const versions = join(folder, 'boards', 'board-a', 'versions')
    const newest = (await readdir(versions)).sort().at(-1) ?? ''
    await flip(join(versions, newest), 400)
    const [first = ''] = await journalFiles(folder)
    await flip(join(folder, 'wal', first), (await readFile(join(folder, 'wal', first))).indexOf('board-a 1'))
    const { report, titles } = await examine(folder, false)
    expect(report.findings.filter(({ grade }) => grade === 'damage')).toMatchObject([
      { board: 'board-a', what: 'Nothing of the board can be read: the server refuses it.' },
      { board: 'board-a', where: join('boards', 'board-a', 'versions', newest) },
    ])
    expect(reportText(report, titles)).toContain('--mend takes the newest version in its history')
    const mended = await mend(folder, { useLastGood: false })
    expect(mended.report.findings).toEqual([])
    expect(mended.report.actions.join()).toContain(`opens again as its version of ${at}`)
    expect(await editsIn(folder)).toEqual({ 'board-a': 2, 'board-b': 4, 'board-c': 4 })
    expect(await readdir(versions)).not.toContain(newest)
  })

  it('[RS118] lists a board that no list names, and a list’s board of which nothing is stored', async () => {
    await makeLab({ listed: ['board-a', 'board-b', 'board-lost'] })
    const { report } = await examine(folder, false)
    expect(report.findings.map(({ board, grade }) => [board, grade])).toEqual([
      ['board-c', 'note'],
      ['board-lost', 'damage'],
    ])
    const mended = await mend(folder, { useLastGood: false })
    expect(mended.report.findings.map(({ board }) => board)).toEqual(['board-lost'])
    const records = await openRecords(folder)
    expect(await records.boards.get('board-c')).toMatchObject({
      title: expect.stringMatching(/^Recovered board/),
    })
    await records.close()
  })

  it('[RS118] checks pictures and the files of exports by their checksums', async () => {
    await makeLab()
    const name = `${'a'.repeat(64)}.png`
    await mkdir(join(folder, 'assets', 'board-a'), { recursive: true })
    await writeFile(join(folder, 'assets', 'board-a', name), 'no such picture')
    await mkdir(join(folder, 'exports', 'left-over'), { recursive: true })
    const { report } = await examine(folder, false)
    expect(report.findings).toMatchObject([
      { grade: 'damage', where: `assets/board-a/${name}`, board: 'board-a' },
      { grade: 'note', where: 'exports/left-over' },
    ])
  })

  it('[RS116] does not mend while a server has the folder, and ends a mending that was killed', async () => {
    await makeLab()
    const unlock = await lockDataDir(folder)
    await expect(mend(folder, { useLastGood: false })).rejects.toThrow('is using')
    await unlock()
    const before = await editsIn(folder)
    // Killed between the two renames.
    await cp(join(folder, 'wal'), join(folder, mendedName), { recursive: true })
    await rm(join(folder, 'wal'), { recursive: true })
    await expect(examine(folder, false)).rejects.toThrow('interrupted')
    expect(await editsIn(folder)).toEqual(before)
    // Killed before: what is half-made goes.
    await mkdir(join(folder, mendedName))
    await finishMending(folder)
    expect(await editsIn(folder)).toEqual(before)
  })
})
