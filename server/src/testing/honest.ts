import { makeShape, putRecords, readRecords, type TLShape } from '@sheshi/board'
import { type BoardConnection, connectBoard } from '@sheshi/sync/client'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'

/** The server a page talks to, and who it is there. */
export interface Door {
  /** The server's address. */
  url: string
  boardId: string
  token: string
}

/** A page on a board over a real socket. */
export class Page {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  readonly connection: BoardConnection
  /** How often it was without a line. */
  offline = 0

  constructor({ url, boardId, token }: Door) {
    class Authorized extends WebSocket {
      constructor(address: string) {
        super(address, { headers: { authorization: `Bearer ${token}` } })
      }
    }
    this.connection = connectBoard({
      url: `${url.replace('http', 'ws')}/sync`,
      boardId,
      doc: this.doc,
      awareness: this.awareness,
      epoch: 1,
      WebSocketPolyfill: Authorized as unknown as typeof globalThis.WebSocket,
    })
    this.connection.subscribe(() => {
      if (this.connection.getSnapshot() === 'offline') this.offline += 1
    })
  }

  /** Sent away, or cut off. */
  get disturbed(): boolean {
    return this.connection.closed !== null || this.offline > 0
  }

  close(): void {
    this.connection.dispose()
    this.awareness.destroy()
  }
}

/** Resolves once the condition holds; throws with `what` where it does not in time. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  ms = 20_000,
): Promise<void> {
  const patience = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > patience) throw new Error(`after ${ms} ms: not ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const noteId = 'shape:honest'

/** Two people who work on a board all the while, one moving a note and the other watching it. */
export class Honest {
  private readonly ada: Page
  private readonly ben: Page
  private readonly sentAt = new Map<number, number>()
  private readonly delays: number[] = []
  private timer: ReturnType<typeof setInterval> | null = null
  private steps = 0
  private note: TLShape

  private constructor(door: Door) {
    this.ada = new Page(door)
    this.ben = new Page(door)
    this.note = makeShape({ type: 'note', id: noteId, x: 0, y: 0, index: 'a1' }) as TLShape
  }

  /** Begins once both have the board. */
  static async at(door: Door): Promise<Honest> {
    const honest = new Honest(door)
    await Promise.all([honest.ada.connection.synced, honest.ben.connection.synced])
    honest.begin()
    return honest
  }

  /**
   * Ends the work. Throws where one of them was ever sent away or cut off, or something did not arrive or was not
   * saved; else says how long the steps took from one to the other.
   */
  async end(): Promise<{ steps: number; p95: number }> {
    try {
      await until('at work', () => this.steps >= 5)
      if (this.timer) clearInterval(this.timer)
      await until('the last step seen', () => this.seen === this.steps)
      await until('all saved', () => this.ada.connection.getSnapshot() === 'saved')
      if (this.ada.disturbed || this.ben.disturbed) throw new Error('disturbed')
    } catch (error) {
      const pages = [this.ada, this.ben].map(({ offline, connection }) => ({
        offline,
        closed: connection.closed,
        save: connection.getSnapshot(),
      }))
      const how = JSON.stringify({ steps: this.steps, seen: this.seen, pages })
      throw new Error(`honest people: ${String(error)} ${how}`, { cause: error })
    } finally {
      this.close()
    }
    const sorted = [...this.delays].sort((a, b) => a - b)
    return { steps: this.steps, p95: Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0) }
  }

  close(): void {
    if (this.timer) clearInterval(this.timer)
    this.ada.close()
    this.ben.close()
  }

  private get seen(): number {
    const note = readRecords(this.ben.doc).get(noteId)
    return note?.typeName === 'shape' ? note.x : -1
  }

  private begin(): void {
    this.ben.doc.on('update', () => {
      const { seen } = this
      const sent = this.sentAt.get(seen)
      if (sent === undefined) return
      this.delays.push(performance.now() - sent)
      this.sentAt.delete(seen)
    })
    this.timer = setInterval(() => {
      this.steps += 1
      this.note = { ...this.note, x: this.steps }
      this.sentAt.set(this.steps, performance.now())
      putRecords(this.ada.doc, [this.note])
    }, 20)
  }
}

/** Honest people on two boards at once. */
export async function honestPeople(url: string, token: string, boards: readonly string[]) {
  const pairs = await Promise.all(boards.map((boardId) => Honest.at({ url, boardId, token })))
  return {
    async end(): Promise<{ steps: number; p95: number }> {
      const all = await Promise.all(pairs.map((pair) => pair.end()))
      return {
        steps: Math.min(...all.map(({ steps }) => steps)),
        p95: Math.max(...all.map(({ p95 }) => p95)),
      }
    },
    close() {
      for (const pair of pairs) pair.close()
    },
  }
}
