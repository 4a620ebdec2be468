import { describe, expect, it } from 'vitest'
import { type Contact, gestureFor, isPalm, restsBeside, sameHand, sideOf } from './touches.ts'

const finger: Contact = {
  id: 1,
  type: 'touch',
  x: 500,
  y: 500,
  width: 20,
  height: 24,
  pressure: 0.5,
  time: 10_000,
}
const pen: Contact = { ...finger, id: 2, type: 'pen', width: 1, height: 1 }

describe('a palm', () => {
  it('is larger than a finger, more so on a screen of more pixels', () => {
    expect(isPalm(finger, [], 1)).toBe(false)
    expect(isPalm({ ...finger, height: 90 }, [], 1)).toBe(true)
    expect(isPalm({ ...finger, height: 90 }, [], 2)).toBe(false)
    expect(isPalm({ ...pen, height: 200 }, [], 1)).toBe(false)
  })

  it('lies beside a pen that writes or has just been lifted; a neighbour’s finger does not', () => {
    const writing = { id: 2, x: 600, y: 400, lifted: null }
    expect(isPalm(finger, [writing], 1)).toBe(true)
    expect(isPalm({ ...finger, x: 1500 }, [writing], 1)).toBe(false)
    expect(isPalm(finger, [{ ...writing, lifted: 9_700 }], 1)).toBe(true)
    expect(isPalm(finger, [{ ...writing, lifted: 9_000 }], 1)).toBe(false)
  })

  it('may be there just before its pen', () => {
    expect(restsBeside(finger, 9_900, pen, 1)).toBe(true)
    expect(restsBeside(finger, 8_000, pen, 1)).toBe(false)
    expect(restsBeside(finger, 9_900, { ...pen, x: 1500 }, 1)).toBe(false)
  })
})

describe('what a touch begins', () => {
  const on = { hit: true, fingersPan: false }
  const beside = { hit: false, fingersPan: false }

  it('is what the tool of its side does', () => {
    expect(gestureFor(finger, { ...on, tool: 'move' })).toBe('move')
    expect(gestureFor(finger, { ...beside, tool: 'move' })).toBe('view')
    expect(gestureFor(finger, { ...on, tool: 'pen' })).toBe('stroke')
    expect(gestureFor(finger, { ...beside, tool: 'eraser' })).toBe('erase')
    expect(gestureFor(finger, { ...beside, tool: 'note' })).toBe('note')
    expect(gestureFor(finger, { ...on, tool: 'note' })).toBe('move')
  })

  it('where pens are used, a pen draws and a finger pans', () => {
    const withPens = { hit: false, fingersPan: true }
    expect(gestureFor(pen, { ...withPens, tool: 'pen' })).toBe('stroke')
    expect(gestureFor(finger, { ...withPens, tool: 'pen' })).toBe('view')
    expect(gestureFor(finger, { ...withPens, hit: true, tool: 'eraser' })).toBe('move')
    expect(gestureFor(finger, { ...withPens, tool: 'note' })).toBe('note')
  })
})

it('belongs to the nearer side; two fingers of one hand are near each other', () => {
  const canvas = { x: 100, w: 1000 }
  expect([sideOf(599, canvas), sideOf(601, canvas)]).toEqual(['left', 'right'])
  expect(sameHand(finger, { x: 700, y: 600 }, 1)).toBe(true)
  expect(sameHand(finger, { x: 1000, y: 600 }, 1)).toBe(false)
})
