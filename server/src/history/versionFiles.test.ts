import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VersionHead } from '@sheshi/records'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { realDisk } from '../storage/journalDisk.ts'
import { momentOf, VersionFiles, versionId } from './versionFiles.ts'
import { hashOf, packState } from './versionFormat.ts'

const logger = pino({ level: 'silent' })
let folder: string
let files: VersionFiles
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-versions-'))
  files = again()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** As a new server would find what is there. */
const again = () => new VersionFiles(folder, realDisk, logger)

const state = Buffer.from('the whole document '.repeat(500))

async function write(at: number, fields: Partial<VersionHead> = {}): Promise<VersionHead> {
  const packed = await packState(state)
  const head: VersionHead = {
    format: 'sheshi-version/1',
    id: versionId(at, 'abcd1234'),
    board: 'b1',
    at: new Date(at).toISOString(),
    kind: 'work',
    name: '',
    exportNumber: null,
    backTo: null,
    people: { ada: 12 },
    changes: 14,
    epoch: 2,
    sequence: 77,
    counts: { note: 3 },
    bytes: state.length,
    sha256: hashOf(state),
    packed: packed.length,
    ...fields,
  }
  await files.write('b1', head, packed)
  return head
}

const pathOf = (id: string) => join(folder, 'b1', 'versions', `${id}.version`)

it('gives back what was written, newest first, also to the next server', async () => {
  const first = await write(1_000)
  // A head longer than what is read of a file at first.
  const people = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [`person-${i}-${'x'.repeat(20)}`, i]),
  )
  const second = await write(2_000, { kind: 'named', name: 'Before the break', people })
  for (const store of [files, again()]) {
    expect((await store.list('b1')).map(({ head }) => head)).toEqual([second, first])
    expect(await store.read('b1', second.id)).toEqual({ head: second, state })
  }
  expect(await files.list('another')).toEqual([])
  expect(await files.read('b1', versionId(3_000, 'none'))).toBeUndefined()
  expect(await files.read('b1', '../../secret')).toBeUndefined()
})

it('[RS111] shows a damaged file as unreadable, wherever it is damaged, and all others', async () => {
  const good = await write(1_000)
  const bad = await write(2_000)
  const whole = await readFile(pathOf(bad.id))
  for (let at = 0; at < whole.length; at += 7) {
    const flipped = Buffer.from(whole)
    flipped[at] = (flipped[at] ?? 0) ^ 0x10
    await writeFile(pathOf(bad.id), flipped)
    const store = again()
    expect((await store.list('b1')).map(({ id }) => id)).toEqual([bad.id, good.id])
    expect((await store.list('b1'))[1]?.head).toEqual(good)
    const read = await store.read('b1', bad.id)
    // Some bytes of gzip's own head say nothing about the content.
    if (read) expect(Buffer.from(read.state).equals(state)).toBe(true)
    else expect(read).toBeNull()
  }
  for (const length of [0, 5, 12, 100, whole.length - 1]) {
    await writeFile(pathOf(bad.id), whole)
    await truncate(pathOf(bad.id), length)
    expect((await again().list('b1')).map(({ head }) => head)).toEqual([null, good])
  }
})

it('[RS111] takes what a crash left half-written for nothing, and clears it away', async () => {
  const { id } = await write(1_000)
  await writeFile(`${pathOf(versionId(2_000, 'halfdone'))}.1.1.new`, 'half')
  expect((await again().list('b1')).map((version) => version.id)).toEqual([id])
  expect(await readdir(join(folder, 'b1', 'versions'))).toEqual([`${id}.version`])
})

it('changes the words of a version and nothing of its document', async () => {
  const { id } = await write(1_000)
  const named = (head: VersionHead): VersionHead => ({ ...head, kind: 'named', name: 'The turning point' })
  expect(await files.change('b1', id, named)).toBe(true)
  const read = await again().read('b1', id)
  expect(read?.head.name).toBe('The turning point')
  expect(Buffer.from(read?.state ?? []).equals(state)).toBe(true)
  expect(await files.change('b1', versionId(9_000, 'none'), named)).toBe(false)
})

it('a version’s id says when it was taken', () => {
  const at = Date.parse('2026-11-22T14:05:07.123Z')
  expect(versionId(at, 'x1')).toBe('20261122T140507123Z-x1')
  expect(momentOf(versionId(at, 'x1'))).toBe(at)
  expect(momentOf('20261322T140507123Z-x1')).toBeNull()
  expect(momentOf('now')).toBeNull()
})
