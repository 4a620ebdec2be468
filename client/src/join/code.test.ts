import { describe, expect, it } from 'vitest'
import { readCode, spacedCode } from './code.ts'

describe('readCode', () => {
  it.each([
    ['ABC234', 'ABC234'],
    ['abc 234', 'ABC234'],
    [' a-b-c-2 3 4 ', 'ABC234'],
    ['#abc234', 'ABC234'],
    ['http://192.168.1.20:4000/join#ABC234', 'ABC234'],
  ])('reads %j', (typed, code) => {
    expect(readCode(typed)).toBe(code)
  })

  it.each(['', 'ABC23', 'ABC2345', 'ABC10O', 'http://192.168.1.20:4000/join', 'ÀBC234'])(
    'refuses %j',
    (typed) => {
      expect(readCode(typed)).toBeNull()
    },
  )
})

it('spaces a code for reading aloud', () => {
  expect(spacedCode('ABC234')).toBe('ABC 234')
})
