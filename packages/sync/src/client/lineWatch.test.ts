import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { LineWatch, patience, type WatchedLine } from './lineWatch.ts'

/** A page with a line of which everything is said by hand. */
class Page extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  state: ReturnType<WatchedLine['state']> = 'open'
  waiting = 0
  asked = 0
  renewed = 0
  told = 0
  readonly watch = new LineWatch(
    {
      state: () => this.state,
      ask: () => {
        this.asked += 1
      },
      bufferedAmount: () => this.waiting,
      renew: () => {
        this.renewed += 1
        this.state = 'connecting'
        this.watch.connecting()
      },
      awake: () => {
        this.told += 1
      },
    },
    this,
  )

  show(visibilityState: 'visible' | 'hidden'): void {
    this.document.visibilityState = visibilityState
    this.document.dispatchEvent(new Event('visibilitychange'))
  }
}

let page: Page
beforeEach(() => {
  vi.useFakeTimers()
  page = new Page()
})
afterEach(() => {
  page.watch.stop()
  vi.useRealTimers()
})

it('[RS108] asks an open line when the page is shown again, and keeps one that answers', () => {
  page.show('hidden')
  expect(page.asked).toBe(0)
  page.show('visible')
  expect([page.asked, page.told]).toEqual([1, 1])
  vi.advanceTimersByTime(patience.answer - 1)
  page.watch.heard()
  vi.advanceTimersByTime(60_000)
  expect(page.renewed).toBe(0)
})

it('[RS108] gives up an open line that does not answer, within ten seconds', () => {
  page.show('visible')
  page.show('visible')
  expect(page.asked).toBe(1)
  vi.advanceTimersByTime(10_000)
  expect(page.renewed).toBe(1)
})

it('[RS108] waits for the answer while a large edit still goes out', () => {
  page.waiting = 3_000
  page.show('visible')
  for (const left of [2_000, 1_000]) {
    page.waiting = left
    vi.advanceTimersByTime(patience.answer)
  }
  expect(page.renewed).toBe(0)
  vi.advanceTimersByTime(patience.answer)
  expect(page.renewed).toBe(1)
})

it('[RS108] makes a line at once where it waits for its next try, or one that hangs is old', () => {
  page.state = 'waiting'
  page.dispatchEvent(new Event('online'))
  expect(page.renewed).toBe(1)
  page.show('visible')
  expect(page.renewed).toBe(1)
  vi.advanceTimersByTime(patience.young)
  page.document.dispatchEvent(new Event('resume'))
  expect(page.renewed).toBe(2)
})

it('[RS108] makes another line where one is not made in time', () => {
  page.state = 'connecting'
  page.watch.connecting()
  vi.advanceTimersByTime(patience.connecting)
  expect(page.renewed).toBe(1)
})

it('[RS108] notices by the clock that the machine slept, forward and back', () => {
  for (const hours of [1, -3]) {
    page.asked = 0
    vi.setSystemTime(Date.now() + hours * 3_600_000)
    vi.advanceTimersByTime(patience.look)
    expect(page.asked).toBe(1)
    page.watch.heard()
  }
  expect(page.renewed).toBe(0)
})

it('[RS108] a network that goes away ends the line; one refused for good is left so', () => {
  page.dispatchEvent(new Event('offline'))
  expect(page.renewed).toBe(1)
  page.watch.settled()
  page.state = 'over'
  page.dispatchEvent(new Event('online'))
  page.show('visible')
  vi.advanceTimersByTime(60_000)
  expect(page.renewed).toBe(1)
  expect(page.asked).toBe(0)
})

it('[RS108] a board on its way is not asked: what comes may be one large frame', () => {
  page.state = 'busy'
  page.show('visible')
  vi.advanceTimersByTime(60_000)
  expect([page.asked, page.renewed]).toEqual([0, 0])
})
