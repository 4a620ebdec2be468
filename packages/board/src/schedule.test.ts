import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { browserSchedule } from './schedule.ts'

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'],
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

it('[BD20] runs with the next frame, once', () => {
  const frames: (() => void)[] = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', () => {})
  const run = vi.fn()
  browserSchedule(run, 0)
  expect(run).not.toHaveBeenCalled()
  for (const frame of frames) frame()
  vi.advanceTimersByTime(1_000)
  expect(run).toHaveBeenCalledTimes(1)
})

it('[BD20] does not wait for frames that never come, as in a hidden tab', () => {
  vi.stubGlobal('requestAnimationFrame', () => 1)
  vi.stubGlobal('cancelAnimationFrame', () => {})
  const run = vi.fn()
  browserSchedule(run, 0)
  vi.advanceTimersByTime(300)
  expect(run).toHaveBeenCalledTimes(1)
})

it('[BD20] runs by timer where there are no frames, and not at all when called off', () => {
  vi.stubGlobal('requestAnimationFrame', undefined)
  const [run, never] = [vi.fn(), vi.fn()]
  browserSchedule(run, 0)
  browserSchedule(run, 34)
  browserSchedule(never, 34)()
  vi.advanceTimersByTime(40)
  expect(run).toHaveBeenCalledTimes(2)
  expect(never).not.toHaveBeenCalled()
})
