import { expect, it } from 'vitest'
import { sendable } from './pictures.ts'

it('sends no picture that the server would refuse for its size', () => {
  const small = new Blob(['<svg/>'])
  expect(sendable(small)).toBe(small)
  expect(sendable(new Blob([new Uint8Array(25 << 20)]))).toBeNull()
})
