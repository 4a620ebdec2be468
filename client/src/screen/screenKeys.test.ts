import { expect, it } from 'vitest'
import { commandOf } from './screenKeys.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false }

it('takes the keys of remote controls, letters in either case, and leaves the browser its own', () => {
  expect(commandOf({ ...plain, key: 'PageDown' })).toBe('next')
  expect(commandOf({ ...plain, key: 'PageUp' })).toBe('previous')
  expect(commandOf({ ...plain, key: ' ' })).toBe('pause')
  expect(commandOf({ ...plain, key: 'T' })).toBe('tour')
  expect(commandOf({ ...plain, key: 'f', ctrlKey: true })).toBeNull()
  expect(commandOf({ ...plain, key: 'constructor' })).toBeNull()
  expect(commandOf({ ...plain, key: 'x' })).toBeNull()
})
