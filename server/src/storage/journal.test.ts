import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BoardDamaged, type BoardLog, type StoredBoard } from '@sheshi/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBoardLog } from './boardLog.ts'
import { encodeSegmentHeader, segmentStart } from './journalFormat.ts'
import { scanSegment } from './journalScan.ts'

let folder: string
let warnings: object[]
const logger = {
  info() {},
  warn: (details: object) => warnings.push(details),
  error() {},
}

const bytes = (text: string) => new TextEncoder().encode(text)
const texts = (stored: StoredBoard | null) =>
  stored?.updates.map((update) => new TextDecoder().decode(update)) ?? null

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-journal-'))
  warnings = []
})
afterEach(() => rm(folder, { recursive: true }))

async function withLog<Result>(use: (log: BoardLog) => Promise<Result>, from = folder): Promise<Result> {
  const log = await openBoardLog(from, { logger })
  try {
    return await use(log)
  } finally {
    await log.close()
  }
}

/** Boards a, b and c, written in turns, one group for each. */
const write = (rounds: number) =>
  withLog(async (log) => {
    for (const board of ['a', 'b', 'c']) await log.load(board)
    for (let round = 1; round <= rounds; round++) {
      for (const board of ['a', 'b', 'c']) await log.append(board, bytes(`${board}${round}`)).saved
    }
  })

const segmentPath = async (index = 0) => {
  const names = (await readdir(join(folder, 'wal'))).filter((name) => name.endsWith('.log')).sort()
  return join(folder, 'wal', names[index] ?? '')
}

/** What each board answers: its updates, null, or the detail of its refusal. */
const boardsOf = (from: string, ids = ['a', 'b', 'c']) =>
  withLog(async (log) => {
    const found: Record<string, string[] | null | string> = {}
    for (const id of ids) {
      found[id] = await log.load(id).then(texts, (error: unknown) => {
        if (error instanceof BoardDamaged) return error.detail
        throw error
      })
    }
    return found
  }, from)

/** A copy of the data folder with other bytes in its (only) journal file. */
async function copyWith(content: Uint8Array): Promise<{ copy: string; path: string }> {
  const copy = `${folder}-copy`
  await rm(copy, { recursive: true, force: true })
  await cp(folder, copy, { recursive: true })
  const path = join(copy, 'wal', '00000001.log')
  await writeFile(path, content)
  return { copy, path }
}

describe('a journal', () => {
  afterEach(() => rm(`${folder}-copy`, { recursive: true, force: true }))

  it('[RS25] cut at every byte of its last entry gives what came before, and keeps what it cut', async () => {
    await write(2)
    const whole = await readFile(await segmentPath())
    const { entries } = await scanSegment(await segmentPath())
    const last = entries.at(-1)?.offset ?? 0
    for (let cut = last; cut < whole.length; cut++) {
      const { copy, path } = await copyWith(whole.subarray(0, cut))
      expect(await boardsOf(copy)).toEqual({ a: ['a1', 'a2'], b: ['b1', 'b2'], c: ['c1'] })
      expect((await readFile(path)).length).toBe(last)
      if (cut > last) expect(await readFile(`${path}.torn-${last}`)).toEqual(whole.subarray(last, cut))
      // The cut journal is an ordinary one.
      expect(await boardsOf(copy)).toEqual({ a: ['a1', 'a2'], b: ['b1', 'b2'], c: ['c1'] })
    }
    expect(warnings.length).toBe(whole.length - last - 1)
  })

  it('[RS25] that a power cut left with zeros at its end opens without them', async () => {
    await write(1)
    const whole = await readFile(await segmentPath())
    const { copy, path } = await copyWith(Buffer.concat([whole, Buffer.alloc(200_000)]))
    expect(await boardsOf(copy)).toEqual({ a: ['a1'], b: ['b1'], c: ['c1'] })
    expect((await readFile(path)).equals(whole)).toBe(true)
  })

  it('[RS25] whose last file was never begun properly opens without it', async () => {
    await write(1)
    const { length } = await readFile(await segmentPath())
    const header = encodeSegmentHeader({ previousNumber: 1, previousLength: length })
    for (let cut = 0; cut <= segmentStart; cut += 7) {
      const copy = `${folder}-copy`
      await rm(copy, { recursive: true, force: true })
      await cp(folder, copy, { recursive: true })
      await writeFile(join(copy, 'wal', '00000002.log'), header.subarray(0, cut))
      expect(await boardsOf(copy)).toEqual({ a: ['a1'], b: ['b1'], c: ['c1'] })
    }
  })

  it('[RS26] with one changed byte anywhere in its entries refuses exactly one board and is left alone', async () => {
    await write(2)
    const whole = await readFile(await segmentPath())
    const { entries } = await scanSegment(await segmentPath())
    for (let at = segmentStart; at < whole.length; at++) {
      const owner = entries.findLast(({ offset }) => offset <= at)
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      const { copy, path } = await copyWith(changed)
      const found = await boardsOf(copy)
      for (const [board, content] of Object.entries(found)) {
        if (board !== owner?.board) expect(content, `byte ${at}`).toEqual([`${board}1`, `${board}2`])
        else
          expect(content, `byte ${at}`).toBe(
            `${path}, byte ${owner.offset}: entry ${owner.sequence} is damaged`,
          )
      }
      expect(await readFile(path)).toEqual(changed)
    }
  })

  it('[RS26] with a changed byte in its own header opens as if nothing were', async () => {
    await write(1)
    const whole = await readFile(await segmentPath())
    for (let at = 0; at < segmentStart; at++) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 1
      const { copy } = await copyWith(changed)
      expect(await boardsOf(copy)).toEqual({ a: ['a1'], b: ['b1'], c: ['c1'] })
    }
  })

  it('[RS26] in which a stretch is wiped out refuses the boards that lost something, and no other', async () => {
    await write(3)
    const whole = await readFile(await segmentPath())
    const { entries } = await scanSegment(await segmentPath())
    const start = (sequence: number, board: string) =>
      entries.find((entry) => entry.board === board && entry.sequence === sequence)?.offset ?? 0
    // a2 and b2 are gone without a trace; c goes on unbroken.
    const wiped = Buffer.from(whole)
    wiped.fill(0, start(2, 'a'), start(2, 'c'))
    const { copy } = await copyWith(wiped)
    const found = await boardsOf(copy)
    expect(found.a).toContain('entries 2 to 2 are missing')
    expect(found.b).toContain('entries 2 to 2 are missing')
    expect(found.c).toEqual(['c1', 'c2', 'c3'])
  })

  it('[RS26] in which a board’s end may be wiped out does not pass the rest off as whole', async () => {
    await withLog(async (log) => {
      for (const board of ['a', 'b', 'c']) await log.load(board)
      for (const [board, text] of [
        ['a', 'a1'],
        ['b', 'b1'],
        ['a', 'a2'],
        ['c', 'c1'],
        ['b', 'b2'],
      ] as const) {
        await log.append(board, bytes(text)).saved
      }
    })
    const whole = await readFile(await segmentPath())
    const { entries } = await scanSegment(await segmentPath())
    // a2 is the last of board a; nothing of a follows that could show the gap.
    const wiped = Buffer.from(whole)
    wiped.fill(0, entries[2]?.offset, entries[3]?.offset)
    const { copy } = await copyWith(wiped)
    const found = await boardsOf(copy)
    expect(found.a).toContain('may be missing')
    expect(found.b).toEqual(['b1', 'b2'])
    expect(found.c).toEqual(['c1'])
  })

  it('[RS26] of several files, one of which lost its end or is gone, refuses who lost something', async () => {
    for (let round = 1; round <= 3; round++) {
      await withLog(async (log) => {
        await log.load('a')
        await log.load('b')
        await log.append('a', bytes(`a${round}`)).saved
        if (round < 3) await log.append('b', bytes(`b${round}`)).saved
      })
    }
    const second = await segmentPath(1)
    const content = await readFile(second)
    await writeFile(second, content.subarray(0, -10))
    const shortened = await boardsOf(folder, ['a', 'b'])
    expect(shortened.a).toEqual(['a1', 'a2', 'a3'])
    expect(shortened.b).toContain('may be missing')
    await rm(second)
    const gone = await boardsOf(folder, ['a', 'b'])
    expect(gone.a).toContain('entries 2 to 2 are missing')
    expect(gone.b).toContain('may be missing')
  })

  it('[RS20] holds updates larger than any buffer', async () => {
    const large = Buffer.alloc(3 << 20, 'large')
    await withLog(async (log) => {
      await log.load('a')
      await log.append('a', bytes('small')).saved
      await log.append('a', large).saved
      await log.append('a', bytes('end')).saved
    })
    await withLog(async (log) => {
      const stored = await log.load('a')
      expect(stored?.updates.map((update) => update.length)).toEqual([5, large.length, 3])
      expect(Buffer.from(stored?.updates[1] ?? []).equals(large)).toBe(true)
    })
  })
})

describe('snapshots', () => {
  const snapshotFiles = async (board: string) => (await readdir(join(folder, 'boards', board))).sort()

  const writeAndSnapshot = (upTo: number, segmentBytes?: number) =>
    withOptions(segmentBytes, async (log) => {
      await log.load('a')
      for (let n = 1; n <= upTo; n++) {
        await log.append('a', bytes(`a${n}`)).saved
        await log.snapshot('a', bytes(`up to ${n}`), n)
      }
      await log.append('a', bytes('after')).saved
    })

  async function withOptions(segmentBytes: number | undefined, use: (log: BoardLog) => Promise<void>) {
    const log = await openBoardLog(folder, { logger, ...(segmentBytes && { segmentBytes }) })
    await use(log)
    await log.close()
  }

  async function damage(name: string): Promise<void> {
    const path = join(folder, 'boards', 'a', name)
    const content = await readFile(path)
    content[20] = (content[20] ?? 0) ^ 1
    await writeFile(path, content)
  }

  it('[RS22] stay in two generations, and the older stands in with the journal', async () => {
    await writeAndSnapshot(4)
    const files = await snapshotFiles('a')
    expect(files).toEqual(['000000000000003.snap', '000000000000004.snap'])
    await damage('000000000000004.snap')
    expect(await boardsOf(folder, ['a'])).toEqual({ a: ['up to 3', 'a4', 'after'] })
  })

  it('[RS22] that cannot be read and whose journal has gone refuse the board', async () => {
    await writeAndSnapshot(6, 100)
    expect((await readdir(join(folder, 'wal'))).length).toBeLessThan(4)
    await damage('000000000000006.snap')
    const found = await boardsOf(folder, ['a'])
    expect(found.a).toContain('000000000000006.snap')
  })

  it('[RS23] of a board whose removal was interrupted do not bring it back', async () => {
    await writeAndSnapshot(2)
    await cp(join(folder, 'boards'), join(folder, 'boards-before'), { recursive: true })
    await withLog(async (log) => {
      await log.load('a')
      await log.remove('a')
    })
    await rm(join(folder, 'boards'), { recursive: true })
    await cp(join(folder, 'boards-before'), join(folder, 'boards'), { recursive: true })
    expect(await boardsOf(folder, ['a'])).toEqual({ a: null })
    expect(await readdir(join(folder, 'boards'))).toEqual([])
  })

  it('[RS33] let journal files go, and boards that hold them back are asked for', async () => {
    const log = await openBoardLog(folder, { logger, segmentBytes: 300, segmentsKept: 2 })
    const asked = new Set<string>()
    log.onSnapshotWanted((id) => {
      asked.add(id)
      void log.snapshot(id, bytes('the quiet one'), 1)
    })
    for (const board of ['quiet', 'busy']) await log.load(board)
    await log.append('quiet', bytes('q1')).saved
    for (let n = 1; n <= 60; n++) {
      await log.append('busy', bytes(`b${n}`)).saved
      if (n % 5 === 0) await log.snapshot('busy', bytes(`up to ${n}`), n)
    }
    expect([...asked]).toEqual(['quiet'])
    await log.close()
    const names = (await readdir(join(folder, 'wal'))).filter((name) => name.endsWith('.log'))
    expect(names.length).toBeLessThanOrEqual(3)
    expect(names).not.toContain('00000001.log')
    expect(await boardsOf(folder, ['quiet', 'busy'])).toEqual({
      quiet: ['the quiet one'],
      busy: ['up to 60'],
    })
  })
})
