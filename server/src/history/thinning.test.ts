import { versionKinds } from '@sheshi/records'
import { randomFrom, runSeed } from '@sheshi/sync/testing'
import { describe, expect, it } from 'vitest'
import { type Thinnable, versionLimits, versionsToDrop } from './thinning.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const now = Date.parse('2026-11-22T20:00:00Z')

const at = (ago: number, fields: Partial<Thinnable> = {}): Thinnable => ({
  id: `v${String(1e13 - ago).padStart(14, '0')}`,
  at: now - ago,
  kind: 'work',
  bytes: 1_000,
  ...fields,
})

const left = (versions: readonly Thinnable[], when = now): Thinnable[] => {
  const gone = new Set(versionsToDrop(versions, when))
  return versions.filter(({ id }) => !gone.has(id))
}

describe('[RS112] thinning', () => {
  it('keeps everything of the last 24 hours', () => {
    const versions = Array.from({ length: 400 }, (_, i) => at(i * 3 * minute))
    expect(left(versions)).toEqual(versions)
  })

  it('then keeps one an hour, one a day, one a month, each the last of its span', () => {
    // 20:00, and 19:59 and 19:00 before it.
    const hours = [at(2 * day), at(2 * day + minute), at(2 * day + hour)]
    expect(left([at(0), ...hours])).toEqual([at(0), hours[0], hours[1]])
    const days = [at(40 * day), at(40 * day + 3 * hour), at(41 * day)]
    expect(left([at(0), ...days])).toEqual([at(0), at(40 * day), at(41 * day)])
    const months = ['2025-03-30T10:00:00Z', '2025-03-02T10:00:00Z', '2025-02-27T10:00:00Z'].map((moment) =>
      at(now - Date.parse(moment)),
    )
    expect(left([at(0), ...months])).toEqual([at(0), months[0], months[2]])
  })

  it('keeps a long working day beside what was before: ten minutes are one, when there are too many', () => {
    const today = Array.from({ length: 600 }, (_, i) => at(i * minute))
    const before = Array.from({ length: 100 }, (_, i) => at((2 * 24 + i) * hour))
    const kept = left([...today, ...before])
    expect(kept.filter((version) => version.at < now - day)).toHaveLength(100)
    expect(kept.filter((version) => version.at > now - hour)).toHaveLength(60)
    expect(kept.length).toBeLessThan(60 + 60 + 100)
  })

  it('lets the oldest automatic ones go first when they weigh too much, then what nobody named', () => {
    const heavy = versionLimits.bytes / 4
    const versions = [
      at(5 * hour, { kind: 'named', bytes: heavy }),
      at(4 * hour, { kind: 'export', bytes: heavy }),
      at(3 * hour, { bytes: heavy }),
      at(2 * hour, { bytes: heavy }),
      at(0, { bytes: heavy }),
    ]
    expect(left(versions)).toEqual([versions[0], versions[1], versions[3], versions[4]])
    const kept = left(versions.map((version) => ({ ...version, bytes: 2 * heavy })))
    expect(kept.map(({ kind, at: when }) => [kind, when])).toEqual([
      ['named', now - 5 * hour],
      ['work', now],
    ])
  })

  it('holds its promises for any history', () => {
    const seed = runSeed()
    const random = randomFrom(seed)
    for (let run = 0; run < 200; run++) {
      const versions = anyHistory(random)
      const kept = left(versions)
      const told = `seed ${seed}, run ${run}`
      expect(
        kept.filter(({ kind }) => kind === 'named'),
        told,
      ).toEqual(versions.filter(({ kind }) => kind === 'named'))
      expect(left(kept), told).toEqual(kept)
      expect(kept.length, told).toBeLessThanOrEqual(versionLimits.versions)
      const newest = [...versions].sort((a, b) => b.at - a.at)[0]
      expect(kept, told).toContainEqual(newest)
      const free = kept.filter((version) => version.kind !== 'named' && version !== newest)
      const weight = kept.reduce((sum, { bytes }) => sum + bytes, 0)
      expect(weight <= versionLimits.bytes || free.length === 0, told).toBe(true)
      const protectedGone = versions.some(
        ({ id, kind }) => kind === 'start' && !kept.some((one) => one.id === id),
      )
      const automatic = kept.filter((version) => version.kind === 'work' && version !== newest)
      expect(protectedGone && automatic.length > 0, told).toBe(false)
      expect(left(kept, now + 40 * day).length, told).toBeLessThanOrEqual(kept.length)
    }
  })
})

function anyHistory(random: () => number): Thinnable[] {
  const count = 1 + Math.floor(random() * 900)
  const span = 2 ** (random() * 20) * minute
  const weight = random() < 0.3 ? 4e6 : 2e4
  let named = 0
  return Array.from({ length: count }, (_, i) => {
    const any = random() < 0.6 ? 'work' : versionKinds[Math.floor(random() * versionKinds.length)]
    const kind = any === 'named' && ++named > versionLimits.named ? 'work' : (any ?? 'work')
    return at(Math.floor(random() * span), { id: `v${i}`, kind, bytes: Math.ceil(random() * weight) })
  })
}
