import type { SaveState } from '@sheshi/sync/client'
import { expect, it } from 'vitest'
import { badgeState, spokenState, wouldLoseWork } from './status.ts'

const states: SaveState[] = ['connecting', 'offline', 'unsent', 'received', 'saved', 'failing']

it('says saved only where everything is on disk', () => {
  const words = states.map((save) => badgeState({ save, readOnly: false, keptHere: true }))
  expect(words).toEqual(['connecting', 'offline-kept', 'saving', 'saving', 'saved', 'failing'])
})

it('does not promise a viewer that something is saved', () => {
  const words = states.map((save) => badgeState({ save, readOnly: true, keptHere: true }))
  expect(words).toEqual(['connecting', 'offline-reading', 'reading', 'reading', 'reading', 'reading'])
})

it('does not call work kept where the browser has no storage', () => {
  expect(badgeState({ save: 'offline', readOnly: false, keptHere: false })).toBe('offline-unkept')
})

it('warns before leaving only while work exists nowhere else', () => {
  const unkept = { readOnly: false, keptHere: false }
  expect(wouldLoseWork({ save: 'offline', unsent: true, ...unkept })).toBe(true)
  expect(wouldLoseWork({ save: 'failing', unsent: false, ...unkept })).toBe(true)
  expect(wouldLoseWork({ save: 'offline', unsent: false, ...unkept })).toBe(false)
  expect(wouldLoseWork({ save: 'offline', unsent: true, readOnly: false, keptHere: true })).toBe(false)
  expect(wouldLoseWork({ save: 'failing', unsent: true, readOnly: true, keptHere: false })).toBe(false)
})

it('does not read out each save', () => {
  expect(spokenState('saving')).toBe(spokenState('saved'))
  expect(spokenState('offline-kept')).toBe('offline-kept')
})
