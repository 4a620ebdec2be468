import { CloseCode, isFinal } from '@sheshi/sync/client'
import { expect, it } from 'vitest'
import { endOfCode, endOfProblem } from './endings.ts'

it('has a page for every final close code', () => {
  const ends = Object.values(CloseCode)
    .filter(isFinal)
    .map((code) => [code, endOfCode(code)])
  expect(Object.fromEntries(ends)).toEqual({
    4400: 'refused',
    4401: 'signed-out',
    4403: 'signed-out',
    4404: 'not-found',
    4409: 'too-new',
    // Shown only where it goes on: else the page opens the new epoch by itself.
    4410: 'refused',
    4413: 'refused',
    4422: 'damaged',
    4426: 'too-old',
    4430: 'withdrawn',
    4431: 'over',
  })
})

it('ends the page where the server says so, and not where it only failed to answer', () => {
  expect(endOfProblem('not-signed-in')).toBe('signed-out')
  expect(endOfProblem('invite-withdrawn')).toBe('withdrawn')
  expect(endOfProblem('invite-over')).toBe('over')
  expect(endOfProblem('not-found')).toBe('not-found')
  expect(endOfProblem('board-too-new')).toBe('too-new')
  expect(endOfProblem('offline')).toBeNull()
  expect(endOfProblem('internal')).toBeNull()
  expect(endOfProblem('too-many-requests')).toBeNull()
})
