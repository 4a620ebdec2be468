import type { VersionView } from '@sheshi/records'
import { expect, it } from 'vitest'
import { filmNext, filmStart, sessionsOf } from './sessions.ts'

const version = (at: string, readable = true): VersionView => ({
  id: at,
  at: `2026-11-${at}:00.000Z`,
  kind: 'work',
  name: '',
  exportNumber: null,
  backTo: null,
  people: [],
  changes: 1,
  counts: {},
  bytes: 1,
  readable,
  pictureUrl: '',
})

const ids = (sessions: VersionView[][]) => sessions.map((session) => session.map(({ id }) => id))
const all = ['20T12:00', '20T12:50', '20T14:00', '20T14:01', '22T12:00'].map((at) => version(at))

it('groups versions into sessions, oldest first, whatever order they come in', () => {
  expect(ids(sessionsOf([...all].reverse()))).toEqual([
    ['20T12:00', '20T12:50'],
    ['20T14:00', '20T14:01'],
    ['22T12:00'],
  ])
  expect(sessionsOf([])).toEqual([])
})

it('runs a film through one session, from here or from its beginning, past what cannot be read', () => {
  const sessions = sessionsOf([
    version('20T12:00'),
    version('20T12:01', false),
    version('20T12:02'),
    ...all.slice(2),
  ])
  expect(filmStart(sessions, '20T12:00')?.id).toBe('20T12:00')
  expect(filmStart(sessions, '20T12:02')?.id).toBe('20T12:00')
  expect(filmNext(sessions, '20T12:00')?.id).toBe('20T12:02')
  expect(filmNext(sessions, '20T12:02')).toBeNull()
  expect(filmStart(sessions, 'unknown')).toBeNull()
})
