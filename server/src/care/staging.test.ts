import { appendFile, cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomFrom, runSeed } from '@sheshi/sync/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FileLog, openBoardLog } from '../storage/boardLog.ts'
import { journalAtRest, stage, sweepStaging } from './staging.ts'

const quiet = { info() {}, warn() {}, error() {} }
const ids = ['a', 'b', 'c', 'd']

let folder: string
let log: FileLog
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-staging-'))
  log = await openBoardLog(folder, { logger: quiet, segmentBytes: 2_000, segmentsKept: 2 })
})
afterEach(async () => {
  await log.close()
  await rm(folder, { recursive: true, force: true })
  await rm(`${folder}-copy`, { recursive: true, force: true })
})

/** Edits and snapshots of one board, as fast as they go, until told to stop; what was saved is counted. */
async function write(
  id: string,
  random: () => number,
  saved: Map<string, number>,
  going: () => boolean,
): Promise<void> {
  await log.load(id)
  for (let n = 1; going(); n++) {
    const { sequence, saved: onDisk } = log.append(id, Buffer.from(`${id}${n} ${'x'.repeat(200)}`))
    await onDisk
    saved.set(id, sequence)
    if (random() < 0.3) await log.snapshot(id, Buffer.from(`${id} up to ${sequence}`), sequence)
  }
}

/** The number up to which a board can be read in a folder; throws where it cannot. */
async function reached(from: FileLog, id: string): Promise<number> {
  const stored = await from.load(id)
  const texts = stored?.updates.map((update) => Buffer.from(update).toString().split(' x')[0] ?? '') ?? []
  const base = Number(/up to (\d+)/.exec(texts[0] ?? '')?.[1] ?? 0)
  const edits = base > 0 ? texts.slice(1) : texts
  expect(edits).toEqual(edits.map((_, i) => `${id}${base + i + 1}`))
  return base + edits.length
}

it('[RS119] a copy of the journal is whole while files come and go', async () => {
  const saved = new Map<string, number>()
  let going = true
  const random = randomFrom(runSeed())
  const writing = ids.map((id) => write(id, random, saved, () => going))
  let trimmed = false
  for (let round = 0; round < 12; round++) {
    const target = (saved.get('a') ?? 0) + 8
    while ((saved.get('a') ?? 0) < target) await new Promise((resolve) => setImmediate(resolve))
    const before = new Map(saved)
    const staged = await stage(folder, () => log.hold())
    const last = (await readdir(join(staged.folder, 'wal'))).sort()
    trimmed ||= last[0] !== '00000001.log'
    await rm(`${folder}-copy`, { recursive: true, force: true })
    await cp(staged.folder, `${folder}-copy`, { recursive: true })
    const copy = await openBoardLog(`${folder}-copy`, { logger: quiet })
    for (const id of ids)
      expect(await reached(copy, id), `round ${round}`).toBeGreaterThanOrEqual(before.get(id) ?? 0)
    await copy.close()
    // Never a torn entry: nothing was cut off when it was opened.
    expect((await readdir(join(`${folder}-copy`, 'wal'))).filter((name) => name.includes('torn'))).toEqual([])
    await staged.remove()
  }
  going = false
  await Promise.all(writing)
  expect(trimmed).toBe(true)
  expect((await readdir(join(folder, 'wal'))).length).toBeLessThan(20)
}, 20_000)

it('[RS119] what was there when the copy began stays in it, whatever is removed meanwhile', async () => {
  await log.load('a')
  for (let n = 1; n <= 3; n++) {
    const { saved, sequence } = log.append('a', Buffer.from(`a${n}`))
    await saved
    await log.snapshot('a', Buffer.from(`a up to ${sequence}`), sequence)
  }
  const held = await log.hold()
  const removing = log.remove('a')
  await expect(Promise.race([removing.then(() => 'removed'), tick()])).resolves.toBe('waits')
  held.release()
  await removing
  await log.load('b')
  await log.append('b', Buffer.from('b1')).saved
  const staged = await stage(folder, () => log.hold())
  await log.remove('b')
  expect(staged.files).toContain(join('wal', '00000001.log'))
  for (const path of staged.files) expect((await stat(join(staged.folder, path))).isFile()).toBe(true)
  await sweepStaging(folder)
  expect((await readdir(folder)).sort()).toEqual(['boards', 'wal'])
})

const tick = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  return 'waits'
}

it('[RS119] of a folder at rest what is torn stays out', async () => {
  await log.load('a')
  await log.append('a', Buffer.from('a1')).saved
  await log.close()
  const { size } = await stat(join(folder, 'wal', '00000001.log'))
  await appendFile(join(folder, 'wal', '00000001.log'), 'SHJE half an entry')
  expect((await journalAtRest(folder)).segments).toEqual([{ name: '00000001.log', length: size }])
  log = await openBoardLog(folder, { logger: quiet })
})
