import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { connectBoard } from './connectBoard.ts'

/** A server that is away: each try is noted, and fails. */
class Dead {
  static tries: number[] = []
  readonly readyState = 3
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  constructor() {
    Dead.tries.push(Date.now())
    queueMicrotask(() => this.onclose?.({ code: 1006, reason: '' }))
  }
  close() {}
}

beforeEach(() => {
  Dead.tries = []
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** When each of several pages tried, in milliseconds since it lost its connection. */
async function triesOf(pages: number, ms: number): Promise<number[][]> {
  const all: number[][] = []
  for (let page = 0; page < pages; page++) {
    Dead.tries = []
    const began = Date.now()
    const doc = new Y.Doc()
    const awareness = new Awareness(doc)
    const connection = connectBoard({
      url: 'ws://nowhere/sync',
      boardId: 'b',
      doc,
      awareness,
      WebSocketPolyfill: Dead as never,
    })
    await vi.advanceTimersByTimeAsync(ms)
    connection.dispose()
    awareness.destroy()
    all.push(Dead.tries.map((at) => at - began))
  }
  return all
}

it('[RS107] tries again at times of its own, spread over two seconds', async () => {
  const first = (await triesOf(60, 3_000)).map(([, again = Number.NaN]) => again)
  expect(Math.min(...first)).toBeGreaterThanOrEqual(200)
  expect(Math.max(...first)).toBeLessThanOrEqual(2_300)
  // Sixty throws into ten boxes of 200 ms leave so many empty less than once in a million runs.
  expect(new Set(first.map((at) => Math.floor(at / 200))).size).toBeGreaterThan(4)
})

it('[RS107] never waits longer than seven seconds, however long it was away', async () => {
  for (const tries of await triesOf(5, 300_000)) {
    const waits = tries.slice(1).map((at, i) => at - (tries[i] ?? 0))
    expect(waits.length).toBeGreaterThan(40)
    expect(Math.max(...waits)).toBeLessThanOrEqual(7_001)
    expect(Math.max(...waits)).toBeGreaterThan(5_000)
  }
})
