import type { Export } from '@sheshi/records'
import { expect, it } from 'vitest'
import { byBoard } from './byBoard.ts'

const made = (id: string, boardId: string, day: number): Export => ({
  id,
  boardId,
  challengeId: 'challenge',
  boardTitle: boardId,
  template: 'brainstorm',
  locale: 'it',
  number: 1,
  boardVersion: '0'.repeat(64),
  createdAt: `2026-11-0${day}T10:00:00.000Z`,
  exportedBy: 'facilitator',
  session: { start: null, end: null, participants: 0, bySector: {} },
  files: [],
  software: 'sheshi',
})

it('puts the exports of a board together, newest first, and the board of the newest first', () => {
  const exports = [made('a1', 'a', 1), made('b1', 'b', 2), made('a2', 'a', 3), made('b2', 'b', 4)]
  expect(byBoard(exports).map((versions) => versions.map(({ id }) => id))).toEqual([
    ['b2', 'b1'],
    ['a2', 'a1'],
  ])
})
