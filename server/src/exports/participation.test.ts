import type { AuthSession, InviteRole, Sector } from '@sheshi/records'
import { describe, expect, it } from 'vitest'
import { citiesShown, participationOf } from './participation.ts'

let count = 0
function guest(sector: Sector | null, { role = 'participant' as InviteRole, board = 'b1', minute = 0 } = {}) {
  count += 1
  const at = `2026-05-04T09:${String(minute).padStart(2, '0')}:00.000Z`
  const session: AuthSession = {
    id: `s${count}`,
    tokenHash: '',
    kind: 'guest',
    name: 'A name that must not appear',
    sector,
    city: null,
    grants: { [board]: { role, code: 'ABCDEF', at } },
    createdAt: at,
    expiresAt: at,
  }
  return session
}
const many = (n: number, sector: Sector) => Array.from({ length: n }, () => guest(sector))
const changed = '2026-05-04T10:00:00.000Z'

describe('participationOf', () => {
  it('is empty for a board that nobody joined', () => {
    expect(participationOf('b1', [guest('ngo', { board: 'b2' })], changed)).toEqual({
      start: null,
      end: null,
      participants: 0,
      bySector: {},
    })
  })

  it('counts participants by sector, not viewers and screens', () => {
    const sessions = [...many(4, 'citizens'), ...many(3, 'ngo'), guest('ngo', { role: 'viewer' })]
    expect(participationOf('b1', sessions, changed)).toMatchObject({
      participants: 7,
      bySector: { citizens: 4, ngo: 3 },
    })
  })

  it('never shows a sector of fewer than three people', () => {
    const sessions = [...many(5, 'citizens'), ...many(2, 'ngo'), ...many(1, 'public')]
    expect(participationOf('b1', sessions, changed).bySector).toEqual({ citizens: 5, other: 3 })
    const fewer = [...many(5, 'citizens'), ...many(2, 'ngo')]
    // Seven less five would say that two came from elsewhere.
    expect(participationOf('b1', fewer, changed)).toMatchObject({ participants: 7, bySector: { other: 7 } })
  })

  it('begins with the first join and ends with the last join or change', () => {
    const sessions = [guest(null, { minute: 30 }), guest(null, { minute: 5 })]
    expect(participationOf('b1', sessions, changed)).toMatchObject({
      start: '2026-05-04T09:05:00.000Z',
      end: changed,
    })
  })
})

describe('cities', () => {
  const from = (n: number, sector: Sector, city: string | null) =>
    many(n, sector).map((session) => ({ ...session, city }))

  it('are counted as sectors are, where somebody named one', () => {
    const sessions = [...from(4, 'ngo', 'Fier'), ...from(3, 'citizens', null)]
    expect(participationOf('b1', sessions, changed).byCity).toEqual({ Fier: 4, other: 3 })
    expect(citiesShown('b1', sessions)).toEqual(['Fier'])
    expect(participationOf('b1', many(4, 'ngo'), changed)).not.toHaveProperty('byCity')
  })

  it('stand on no card where sector and city together would name one or two people', () => {
    const sessions = [...from(4, 'ngo', 'Fier'), ...from(2, 'citizens', 'Fier'), ...from(3, 'citizens', null)]
    expect(participationOf('b1', sessions, changed).byCity).toEqual({ Fier: 6, other: 3 })
    expect(citiesShown('b1', sessions)).toEqual([])
  })
})
