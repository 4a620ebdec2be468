import { expect, it } from 'vitest'
import { badgeState, type SaveState, spokenState, wouldLoseWork } from './status.ts'

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
  const losing = states.filter((save) => wouldLoseWork({ save, readOnly: false, keptHere: false }))
  expect(losing).toEqual(['connecting', 'offline', 'unsent', 'failing'])
  expect(states.some((save) => wouldLoseWork({ save, readOnly: false, keptHere: true }))).toBe(false)
  expect(states.some((save) => wouldLoseWork({ save, readOnly: true, keptHere: false }))).toBe(false)
})

it('does not read out each save', () => {
  expect(spokenState('saving')).toBe(spokenState('saved'))
  expect(spokenState('offline-kept')).toBe('offline-kept')
})
