import type { AuthSession } from '@sheshi/records'
import { expect, it } from 'vitest'
import { peopleOf } from './peopleOf.ts'

const moment = '2026-11-22T10:00:00.000Z'

function guest(id: string, fields: Partial<AuthSession> = {}): AuthSession {
  const grants = { b1: { role: 'participant' as const, code: 'ABC234', at: moment } }
  const whole = { tokenHash: 'x', kind: 'guest' as const, name: '', sector: null, city: null, grants }
  return { ...whole, id, createdAt: moment, expiresAt: moment, ...fields }
}

it('[RS114] names who has a name, and a sector only where participation would', () => {
  const sessions = [
    guest('ada', { name: 'Ada', sector: 'ngo' }),
    guest('s1', { sector: 'citizens' }),
    guest('s2', { sector: 'citizens' }),
    guest('s3', { sector: 'citizens' }),
    guest('lonely', { sector: 'university' }),
    guest('silent', { sector: 'public' }),
    guest('f', { kind: 'facilitator', grants: {} }),
  ]
  const people = { ada: 5, s1: 1, s2: 2, lonely: 4, gone: 4, f: 6, facilitator: 1 }
  expect(peopleOf({ board: 'b1', people }, sessions)).toEqual([
    { name: null, facilitator: false, sector: null, changes: 8 },
    { name: null, facilitator: true, sector: null, changes: 7 },
    { name: 'Ada', facilitator: false, sector: 'ngo', changes: 5 },
    { name: null, facilitator: false, sector: 'citizens', changes: 3 },
  ])
})
