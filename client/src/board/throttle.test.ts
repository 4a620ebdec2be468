import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createThrottle } from './throttle.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('runs at once, then not more often than its pause, and never forgets the last request', () => {
  const run = vi.fn()
  const throttle = createThrottle(run, 50)
  throttle.request()
  vi.advanceTimersByTime(0)
  expect(run).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 100; i++) {
    throttle.request()
    vi.advanceTimersByTime(10)
  }
  expect(run).toHaveBeenCalledTimes(21)
  throttle.request()
  vi.advanceTimersByTime(1000)
  expect(run).toHaveBeenCalledTimes(22)
})

it('does not run after it was cancelled', () => {
  const run = vi.fn()
  const throttle = createThrottle(run, 50)
  throttle.request()
  throttle.cancel()
  vi.advanceTimersByTime(1000)
  expect(run).not.toHaveBeenCalled()
})
