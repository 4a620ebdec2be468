import { PALETTE, type PresenceState } from '@sheshi/board'
import { expect, it } from 'vitest'
import { initials, listPeople, samePeople } from './people.ts'

const state = (over: Partial<PresenceState>): PresenceState => ({
  name: 'Ana',
  color: 0,
  role: 'participant',
  cursor: null,
  viewport: null,
  page: 'page:page',
  selection: [],
  following: null,
  ...over,
})

it('lists oneself first, then facilitators, then others by name', () => {
  const states = new Map([
    [1, state({ name: 'Zef' })],
    [2, state({ name: 'Besa', sector: 'ngo' })],
    [3, state({ name: 'Lab', role: 'facilitator', color: 2 })],
    [5, state({ name: 'Me' })],
    [6, state({ name: '', role: 'screen' })],
  ])
  const people = listPeople(states, 5)
  expect(people.map(({ name, role }) => `${name}/${role}`)).toEqual([
    'Me/participant',
    'Lab/facilitator',
    'Besa/participant',
    'Zef/participant',
    '/screen',
  ])
  expect(people.map(({ self }) => self)).toEqual([true, false, false, false, false])
  expect(people[1]?.colour).toBe(PALETTE[2])
  expect(people[2]?.sector).toBe('ngo')
})

it('does not take a sector that it does not know', () => {
  const [person] = listPeople(new Map([[1, state({ sector: 'pirates' })]]), 9)
  expect(person?.sector).toBeNull()
})

it('finds no change in a moved cursor, but in a new name', () => {
  const of = (over: Partial<PresenceState>) => listPeople(new Map([[1, state(over)]]), 9)
  expect(samePeople(of({ cursor: [1, 1] }), of({ cursor: [5, 9] }))).toBe(true)
  expect(samePeople(of({}), of({ name: 'Anna' }))).toBe(false)
})

it('makes initials of the first and the last word', () => {
  expect(initials('Ana Hoxha')).toBe('AH')
  expect(initials('  çelik ')).toBe('Ç')
  expect(initials('Maria de la Cruz')).toBe('MC')
  expect(initials(' ')).toBe('')
})
