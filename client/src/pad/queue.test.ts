import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from '../app/api.ts'
import { drawId, type Pending, type PendingStore, Queue } from './queue.ts'

const pending = (text: string, at = 0): Pending => ({
  id: drawId(),
  boardId: 'board',
  at,
  text,
  region: null,
  color: null,
  signed: false,
  sketch: null,
  photo: null,
  asset: null,
  refused: null,
})

class MemoryStore implements PendingStore {
  readonly kept = new Map<string, Pending>()
  all = (boardId: string) =>
    Promise.resolve([...this.kept.values()].filter((item) => item.boardId === boardId))
  put = async (item: Pending) => void this.kept.set(item.id, item)
  remove = async (id: string) => void this.kept.delete(id)
}

/** A board that takes notes by their id, as the server does, over a line that can fail before and after. */
class Board {
  readonly notes = new Map<string, string>()
  sendings = 0
  fails: ApiProblem['kind'] | null = null
  losesAnswers = false
  send = async ({ id, text }: Pending) => {
    this.sendings += 1
    if (this.fails) throw new ApiProblem(this.fails, null)
    this.notes.set(id, text)
    if (this.losesAnswers) throw new ApiProblem('offline', null)
  }
}

let store: MemoryStore
let board: Board
const told: string[] = []
const open = () =>
  new Queue({
    boardId: 'board',
    store,
    send: board.send,
    onSent: ({ text }) => told.push(`sent ${text}`),
    onRefused: ({ text, refused }) => told.push(`refused ${text}: ${refused}`),
  })

beforeEach(() => {
  vi.useFakeTimers()
  store = new MemoryStore()
  board = new Board()
  told.length = 0
})
afterEach(() => vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('notes that wait', () => {
  it('are sent in order, one after the other, and then kept no more', async () => {
    const queue = open()
    await Promise.all(['one', 'two', 'three'].map((text) => queue.add(pending(text))))
    await pass(0)
    expect([...board.notes.values()]).toEqual(['one', 'two', 'three'])
    expect(told).toEqual(['sent one', 'sent two', 'sent three'])
    expect([store.kept.size, queue.getSnapshot().length]).toEqual([0, 0])
  })

  it('survive the page, and arrive by themselves when the network is back', async () => {
    board.fails = 'offline'
    const closed = open()
    await closed.add(pending('in the tunnel', 2))
    await closed.add(pending('deeper', 1))
    await pass(100_000)
    closed.stop()
    expect(board.notes.size).toBe(0)
    const tries = board.sendings
    expect(tries).toBeLessThan(12)
    await pass(100_000)
    expect(board.sendings).toBe(tries)

    const reopened = open()
    await reopened.load()
    board.fails = null
    await pass(60_000)
    expect([...board.notes.values()]).toEqual(['deeper', 'in the tunnel'])
    expect(reopened.getSnapshot()).toEqual([])
  })

  it('are one note each, also where every answer is lost for a while', async () => {
    board.losesAnswers = true
    const queue = open()
    await queue.add(pending('once'))
    await queue.add(pending('also once'))
    await pass(90_000)
    board.losesAnswers = false
    queue.kick()
    await pass(0)
    expect([...board.notes.values()]).toEqual(['once', 'also once'])
    expect(board.sendings).toBeGreaterThan(3)
  })

  it('that the board will not have stay here with the reason, and hold up nobody', async () => {
    board.fails = 'invalid-body'
    const queue = open()
    await queue.add(pending('odd'))
    await pass(0)
    board.fails = null
    await queue.add(pending('good'))
    await pass(0)
    expect(told).toEqual(['refused odd: invalid-body', 'sent good'])
    const [odd] = queue.getSnapshot()
    expect(store.kept.get(odd?.id ?? '')?.refused).toBe('invalid-body')
    if (odd) await queue.retry({ ...odd, text: 'mended' })
    await pass(0)
    expect([...board.notes.values()]).toEqual(['good', 'mended'])
  })

  it('wait for somebody who was sent out and comes back', async () => {
    board.fails = 'forbidden'
    const queue = open()
    await queue.add(pending('before the break'))
    await pass(5_000)
    expect(queue.getSnapshot()[0]?.refused).toBeNull()
    board.fails = null
    queue.kick()
    await pass(0)
    expect([...board.notes.values()]).toEqual(['before the break'])
  })

  it('can be given up', async () => {
    board.fails = 'offline'
    const queue = open()
    const note = pending('no more')
    await queue.add(note)
    await pass(0)
    await queue.drop(note.id)
    board.fails = null
    await pass(60_000)
    expect(board.notes.size).toBe(0)
    expect(store.kept.size).toBe(0)
  })
})

it('ids are as the server wants them', () => {
  for (let round = 0; round < 50; round++) expect(drawId()).toMatch(/^[A-Za-z0-9_-]{20}$/)
})
