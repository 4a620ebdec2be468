import { mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeRecordStore, someBoard } from '../testing/recordStoreSuite.ts'
import { NotSaving, RecordsDamaged } from './records.ts'
import type { FileCalls } from './recordsFile.ts'
import { openRecords } from './recordsLowdb.ts'

const newFolder = () => mkdtemp(join(tmpdir(), 'sheshi-records-'))

describeRecordStore('lowdb', async () => {
  const folder = await newFolder()
  let store = await openRecords(folder)
  return {
    get store() {
      return store
    },
    async reopen() {
      await store.close()
      store = await openRecords(folder)
      return store
    },
    async dispose() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
})

describe('files of records', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = await newFolder()
    file = join(folder, 'records', 'boards.json')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const fill = async () => {
    const store = await openRecords(folder)
    await store.boards.insert(someBoard('b1'))
    await store.boards.insert(someBoard('b2'))
    await store.close()
  }

  it('can be read by a person, and are for the owner only', async () => {
    await fill()
    const text = await readFile(file, 'utf8')
    expect(text).toContain('"title": "Board b1"')
    expect(JSON.parse(text).records).toHaveLength(2)
    const handle = await open(file)
    const { mode } = await handle.stat()
    await handle.close()
    expect(mode & 0o077).toBe(0)
  })

  it('keeps the copy before the last write', async () => {
    await fill()
    expect(JSON.parse(await readFile(`${file}.last-good`, 'utf8')).records).toHaveLength(1)
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['emptied', () => ''],
    ['edited', (text: string) => text.replace('Board b1', 'Board b9')],
    ['of another format', (text: string) => text.replace('sheshi-records/1', 'sheshi-records/9')],
    ['replaced by a list', () => '[]'],
  ])('refuses a file that was %s, and leaves it', async (_name, damage) => {
    await fill()
    const damaged = damage(await readFile(file, 'utf8'))
    await writeFile(file, damaged)
    const opening = openRecords(folder)
    await expect(opening).rejects.toThrow(RecordsDamaged)
    await expect(opening).rejects.toThrow(`${file}.last-good`)
    expect(await readFile(file, 'utf8')).toBe(damaged)
  })

  it('refuses every cut of the file', async () => {
    await fill()
    const text = await readFile(file, 'utf8')
    // The closing brace alone may be missing a line break; every shorter text is damage.
    for (let length = text.length - 1; length >= 0; length -= 7) {
      await writeFile(file, text.slice(0, length))
      await expect(openRecords(folder)).rejects.toThrow(RecordsDamaged)
    }
  })

  it('refuses a missing file where there was one', async () => {
    await fill()
    await rm(file)
    await expect(openRecords(folder)).rejects.toThrow(/it is missing/)
    expect(await readdir(join(folder, 'records'))).toEqual(['boards.json.last-good'])
  })

  it('keeps fields of a newer version', async () => {
    const store = await openRecords(folder)
    const newer = { ...someBoard('b1'), mood: 'hopeful' }
    await store.boards.insert(newer)
    await store.close()
    const again = await openRecords(folder)
    await again.boards.update('b1', (board) => ({ ...board, title: 'New' }))
    expect(await again.boards.get('b1')).toMatchObject({ title: 'New', mood: 'hopeful' })
  })

  it('changes nothing while the disk fails, says so, and goes on when it works again', async () => {
    let failing = false
    const full = () => Promise.reject(new Error('ENOSPC: no space left on device'))
    const calls: FileCalls = {
      open: (...args) => (failing && args[1] === 'w' ? full() : open(...args)),
      rename,
    }
    const store = await openRecords(folder, { calls })
    await store.boards.insert(someBoard('b1'))
    failing = true
    await expect(store.boards.insert(someBoard('b2'))).rejects.toThrow(NotSaving)
    await expect(store.boards.update('b1', (board) => ({ ...board, title: 'X' }))).rejects.toThrow(NotSaving)
    expect(await store.boards.list()).toEqual([someBoard('b1')])
    expect(await store.failure()).toContain('ENOSPC')
    failing = false
    expect(await store.failure()).toBeNull()
    await store.boards.insert(someBoard('b2'))
    expect(await (await openRecords(folder)).boards.list()).toHaveLength(2)
  })

  it('has the old or the new records, wherever a write is interrupted', async () => {
    await fill()
    let armed = false
    for (const step of ['open', 'rename'] as const) {
      for (let nth = 1; nth <= 3; nth += 1) {
        let calls = 0
        const interrupted = () => {
          calls += 1
          return calls === nth
        }
        const fail = () => Promise.reject(new Error('EIO'))
        const store = await openRecords(folder, {
          calls: {
            open: (...args) => (step === 'open' && armed && interrupted() ? fail() : open(...args)),
            rename: (...args) => (step === 'rename' && armed && interrupted() ? fail() : rename(...args)),
          },
        })
        const before = (await store.boards.list()).length
        armed = true
        await store.boards.insert(someBoard(`${step}${nth}`)).catch(() => {})
        armed = false
        const after = (await (await openRecords(folder)).boards.list()).length
        expect([before, before + 1]).toContain(after)
      }
    }
  })
})
