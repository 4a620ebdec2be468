import { makeShape, putRecords, richText } from '@sheshi/board'
import { type BoardConnection, connectBoard, type SaveState } from '@sheshi/sync/client'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { labKey } from './lab.ts'

class Socket extends WebSocket {
  constructor(address: string) {
    super(address, { headers: { authorization: `Bearer ${labKey}` } })
  }
}

/** Somebody who goes on drawing until told to stop, each note only when the one before is called saved. */
export class Writer {
  readonly doc = new Y.Doc()
  /** How many notes were called saved. */
  saved = 0
  private readonly connection: BoardConnection
  private stopped = false
  private running: Promise<void> = Promise.resolve()

  constructor(
    url: string,
    readonly boardId: string,
    readonly name: string,
  ) {
    this.connection = connectBoard({
      url: `${url.replace('http', 'ws')}/sync`,
      boardId,
      doc: this.doc,
      awareness: new Awareness(this.doc),
      WebSocketPolyfill: Socket as unknown as typeof globalThis.WebSocket,
    })
  }

  async start(): Promise<void> {
    await this.connection.synced
    this.running = this.write()
    await this.has(3)
  }

  /** What the page shows. */
  get state(): SaveState {
    return this.connection.getSnapshot()
  }

  /** Resolves once so many notes are saved. */
  async has(count: number): Promise<void> {
    while (this.saved < count) await this.change()
  }

  async stop(): Promise<void> {
    this.stopped = true
    await this.running
    this.connection.dispose()
  }

  private async write(): Promise<void> {
    while (!this.stopped) {
      const id = `shape:${this.name}-${this.saved}` as const
      const text = richText(`${this.name} ${this.saved}`)
      putRecords(this.doc, [
        makeShape({ id, index: 'a1', type: 'note', x: 1, y: 2, props: { richText: text } }),
      ])
      while (this.connection.getSnapshot() === 'saved') await this.change()
      while (this.connection.getSnapshot() !== 'saved') await this.change()
      this.saved += 1
    }
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.connection.subscribe(() => {
        stop()
        resolve()
      })
    })
  }
}
