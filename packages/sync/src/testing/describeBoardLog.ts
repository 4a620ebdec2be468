import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BoardLog } from '../types.ts'

/** A log under test, and the way to come back to what it stored. */
export interface LogUnderTest {
  log: BoardLog
  /** Closes the log and opens what it stored anew. */
  reopen(): Promise<BoardLog>
  /** Lets go of everything. */
  clear(): Promise<void>
}

const bytes = (text: string) => new TextEncoder().encode(text)
const texts = (updates: readonly Uint8Array[]) => updates.map((update) => new TextDecoder().decode(update))

/** What every BoardLog must do; the rules are those of SPEC.md. */
export function describeBoardLog(name: string, open: () => Promise<LogUnderTest>): void {
  describe(`${name} as a BoardLog`, () => {
    let under: LogUnderTest
    let log: BoardLog

    beforeEach(async () => {
      under = await open()
      log = under.log
    })
    afterEach(() => under.clear())

    const write = async (id: string, ...updates: string[]) => {
      for (const update of updates) await log.append(id, bytes(update)).saved
    }

    const beforeAndAfterRestart = async (check: () => Promise<void>) => {
      await check()
      log = await under.reopen()
      await check()
    }

    it('[RS20] knows nothing of a board that was never saved', async () => {
      expect(await log.load('nobody')).toBeNull()
    })

    it('[RS20] gives back what was appended, in order, before and after a restart', async () => {
      await log.load('a')
      await write('a', 'one', 'two', 'three')
      await beforeAndAfterRestart(async () => {
        const stored = await log.load('a')
        expect(texts(stored?.updates ?? [])).toEqual(['one', 'two', 'three'])
        expect(stored?.sequence).toBe(3)
        expect(stored?.journalBytes).toBe(11)
      })
    })

    it('[RS20] keeps boards apart and counts each by itself', async () => {
      await log.load('a')
      await log.load('b')
      expect(log.append('a', bytes('a1')).sequence).toBe(1)
      expect(log.append('b', bytes('b1')).sequence).toBe(1)
      const last = log.append('a', bytes('a2'))
      expect(last.sequence).toBe(2)
      await last.saved
      log = await under.reopen()
      expect(texts((await log.load('a'))?.updates ?? [])).toEqual(['a1', 'a2'])
      expect(texts((await log.load('b'))?.updates ?? [])).toEqual(['b1'])
    })

    it('[RS20] goes on counting after a restart', async () => {
      await log.load('a')
      await write('a', 'one', 'two')
      log = await under.reopen()
      await log.load('a')
      expect(log.append('a', bytes('three')).sequence).toBe(3)
    })

    it('[RS21] passes on and saves many at once in the order they were appended', async () => {
      await log.load('a')
      const order: number[] = []
      const all = Array.from({ length: 200 }, (_, i) => log.append('a', bytes(`update ${i}`)))
      for (const { sequence, saved } of all) void saved.then(() => order.push(sequence))
      await Promise.all(all.flatMap(({ passOn, saved }) => [passOn, saved]))
      expect(order).toEqual(all.map(({ sequence }) => sequence))
    })

    it('[RS22] a snapshot takes the place of everything up to its sequence', async () => {
      await log.load('a')
      await write('a', 'one', 'two', 'three')
      await log.snapshot('a', bytes('one+two'), 2)
      await beforeAndAfterRestart(async () => {
        const stored = await log.load('a')
        expect(texts(stored?.updates ?? [])).toEqual(['one+two', 'three'])
        expect(stored?.sequence).toBe(3)
        expect(stored?.journalBytes).toBe(5)
      })
    })

    it('[RS22] a board that rests in a snapshot alone goes on counting behind it', async () => {
      await log.load('a')
      await write('a', 'one', 'two')
      await log.snapshot('a', bytes('both'), 2)
      log = await under.reopen()
      expect((await log.load('a'))?.sequence).toBe(2)
      await write('a', 'three')
      log = await under.reopen()
      expect(texts((await log.load('a'))?.updates ?? [])).toEqual(['both', 'three'])
    })

    it('[RS22] the newest of several snapshots counts', async () => {
      await log.load('a')
      for (const n of [1, 2, 3]) {
        await write('a', `${n}`)
        await log.snapshot('a', bytes(`upto ${n}`), n)
      }
      log = await under.reopen()
      expect(texts((await log.load('a'))?.updates ?? [])).toEqual(['upto 3'])
    })

    it('[RS51] a replaced board is the new state alone, and goes on counting behind it', async () => {
      await log.load('a')
      await write('a', 'old')
      await log.snapshot('a', bytes('old snapshot'), 1)
      await write('a', 'older')
      const sequence = await log.replace('a', bytes('new'))
      expect(sequence).toBe(3)
      await beforeAndAfterRestart(async () => {
        const stored = await log.load('a')
        expect(texts(stored?.updates ?? [])).toEqual(['new'])
        expect(stored?.sequence).toBe(3)
      })
      await write('a', 'newer')
      log = await under.reopen()
      expect(texts((await log.load('a'))?.updates ?? [])).toEqual(['new', 'newer'])
    })

    it('[RS50] keeps what an epoch ended with, and what came late, in order, until the board is removed', async () => {
      await log.load('a')
      await write('a', 'one')
      await log.archive('a', 1, bytes('a failed try'))
      await log.archive('a', 1, bytes('first'))
      await log.replace('a', bytes('two'))
      for (const late of ['late', 'later']) await log.archiveLate('a', 1, bytes(late))
      await log.archive('a', 2, bytes('second'))
      await beforeAndAfterRestart(async () => {
        expect(texts((await log.archived('a', 1)) ?? [])).toEqual(['first', 'late', 'later'])
        expect(texts((await log.archived('a', 2)) ?? [])).toEqual(['second'])
        expect(await log.archived('a', 3)).toBeNull()
        expect(await log.archived('b', 1)).toBeNull()
      })
      await expect(log.archiveLate('a', 3, bytes('nowhere'))).rejects.toThrow('not kept')
      await log.load('a')
      await log.remove('a')
      await beforeAndAfterRestart(async () => expect(await log.archived('a', 1)).toBeNull())
    })

    it('[RS23] a removed board is gone, also after a restart, and can be made anew', async () => {
      await log.load('a')
      await write('a', 'old')
      await log.snapshot('a', bytes('old snapshot'), 1)
      await write('a', 'older')
      await log.remove('a')
      await beforeAndAfterRestart(async () => expect(await log.load('a')).toBeNull())
      await write('a', 'new')
      log = await under.reopen()
      expect(texts((await log.load('a'))?.updates ?? [])).toEqual(['new'])
    })

    it('[RS20] keeps an empty update: the board exists', async () => {
      await log.load('a')
      await log.append('a', new Uint8Array()).saved
      log = await under.reopen()
      expect((await log.load('a'))?.updates.map((update) => update.length)).toEqual([0])
    })

    it('[RS24] says that it can save', () => {
      expect(log.health()).toEqual({ ok: true })
    })
  })
}
