import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BoardDamaged, type BoardLog } from '@sheshi/sync'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openBoardLog } from './boardLog.ts'
import { scanSegment } from './journalScan.ts'

const logger = { info() {}, warn() {}, error() {} }
const ids = ['a', 'b', 'c']
const sector = 512

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-torn-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
  await rm(`${folder}-copy`, { recursive: true, force: true })
})

const text = (board: string, n: number) => `${board}${n} ${'x'.repeat(300 + n * 97)}`
const appendAll = (log: BoardLog, from: number, upTo: number) =>
  Array.from({ length: upTo - from + 1 }, (_, i) =>
    ids.map((id) => log.append(id, Buffer.from(text(id, from + i)))),
  ).flat()

/** Two updates of each board in groups of their own, then a last group with three of each. */
async function write(): Promise<{ bytes: Buffer; lastGroup: number }> {
  const log = await openBoardLog(folder, { logger })
  for (const id of ids) await log.load(id)
  for (const appended of appendAll(log, 1, 2)) await appended.saved
  await Promise.all(appendAll(log, 3, 5).map(({ saved }) => saved))
  await log.close()
  const path = join(folder, 'wal', '00000001.log')
  const { entries } = await scanSegment(path)
  expect(entries.slice(-9).map(({ groupIndex }) => groupIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  return { bytes: await readFile(path), lastGroup: entries.at(-9)?.offset ?? 0 }
}

/** How many updates each board has in a copy of the folder with this journal, or its refusal. */
async function countsWith(bytes: Buffer): Promise<Record<string, number | string>> {
  const copy = `${folder}-copy`
  await rm(copy, { recursive: true, force: true })
  await cp(folder, copy, { recursive: true })
  await writeFile(join(copy, 'wal', '00000001.log'), bytes)
  const log = await openBoardLog(copy, { logger })
  const counts: Record<string, number | string> = {}
  for (const id of ids) {
    try {
      const updates = (await log.load(id))?.updates ?? []
      expect(updates.map((update) => Buffer.from(update).toString())).toEqual(
        updates.map((_, i) => text(id, i + 1)),
      )
      counts[id] = updates.length
    } catch (error) {
      if (!(error instanceof BoardDamaged)) throw error
      counts[id] = error.detail
    }
  }
  await log.close()
  return counts
}

it('[RS115] after a power cut that left out any sectors of the last group, all before it is there', async () => {
  const { bytes, lastGroup } = await write()
  const seed = Math.floor(Math.random() * 1e9)
  console.info(`sectors left out: seed ${seed}`)
  let state = seed
  const coin = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state > 0x7fff_ffff
  }
  const sectors: [number, number][] = []
  for (let at = lastGroup; at < bytes.length; at = at - (at % sector) + sector) {
    sectors.push([at, Math.min(bytes.length, at - (at % sector) + sector)])
  }
  expect(sectors.length).toBeGreaterThan(9)
  // Each one alone, then sets of them, some with the end of the file cut off as well.
  const sets = [...sectors.map((one) => [one]), ...Array.from({ length: 40 }, () => sectors.filter(coin))]
  for (const set of sets) {
    const cut = Buffer.from(bytes)
    for (const [from, to] of set) cut.fill(0, from, to)
    const end = coin() ? bytes.length : (sectors.at(-2)?.[0] ?? 0)
    for (const [id, count] of Object.entries(await countsWith(cut.subarray(0, end)))) {
      expect(count, `seed ${seed}, board ${id}, sectors ${JSON.stringify(set)}`).toBeTypeOf('number')
      expect(Number(count)).toBeGreaterThanOrEqual(2)
    }
  }
}, 20_000)

it('[RS26, RS115] a changed byte in the last group still refuses its board', async () => {
  const { bytes, lastGroup } = await write()
  const seen = new Set<string>()
  for (let at = lastGroup + 1; at < bytes.length; at += 101) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 4
    const refused = Object.entries(await countsWith(changed)).filter(([, count]) => typeof count === 'string')
    expect(refused.length, `byte ${at}`).toBe(1)
    seen.add(refused[0]?.[0] ?? '')
  }
  expect([...seen].sort()).toEqual(ids)
})

it('[RS26, RS115] sectors missing before the last group were acknowledged, and refuse their boards', async () => {
  const { bytes, lastGroup } = await write()
  const wiped = Buffer.from(bytes)
  const from = Math.floor(lastGroup / 2 / sector) * sector
  wiped.fill(0, from, from + sector)
  expect(Object.values(await countsWith(wiped)).some((count) => typeof count === 'string')).toBe(true)
})
