import * as Y from 'yjs'
import type { CloseCode } from '../closeCodes.ts'
import { encodeCheckpoint, encodeStateVector, encodeUpdate } from '../protocol.ts'
import type { Room } from '../Room.ts'
import { decodeServerFrame, type ServerMessage } from '../serverFrame.ts'
import type { Session, Who } from '../session.ts'
import type { RoomSocket } from '../types.ts'

/** The transport's near end in tests: remembers what was sent, and how it ended. */
export class HandSocket implements RoomSocket {
  readonly frames: Uint8Array[] = []
  /** How many writes that took. */
  writes = 0
  closed: { code: CloseCode; reason: string } | null = null
  /** What the socket claims to have waiting. */
  bufferedAmount = 0

  send(frame: Uint8Array): void {
    this.sendAll([frame], [])
  }

  sendAll(shared: readonly Uint8Array[], own: readonly Uint8Array[]): void {
    if (this.closed) return
    this.writes += 1
    this.frames.push(...shared, ...own)
  }

  close(code: CloseCode, reason: string): void {
    this.closed ??= { code, reason }
  }

  /** Takes what was sent since the last call. */
  take(): ServerMessage[] {
    return this.frames.splice(0).map(decodeServerFrame)
  }
}

/** A client of the least kind: a document, a socket, and a session in a room. */
export class HandClient {
  readonly doc = new Y.Doc()
  readonly socket = new HandSocket()
  readonly session: Session
  /** Everything the server sent that was no edit, in order. */
  readonly heard: ServerMessage[] = []
  private checkpoints = 0

  constructor(
    readonly room: Room,
    who: Partial<Who> = {},
  ) {
    this.session = room.join(this.socket, { id: 'somebody', role: 'participant', access: 'write', ...who })
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.send(encodeUpdate(update))
    })
    this.send(encodeStateVector(Y.encodeStateVector(this.doc)))
  }

  send(frame: Uint8Array): void {
    this.room.receive(this.session, frame)
  }

  /** Sends the next checkpoint and returns its number. */
  checkpoint(): number {
    this.checkpoints += 1
    this.send(encodeCheckpoint(this.checkpoints))
    return this.checkpoints
  }

  /** Applies what the server sent; returns what it was. */
  hear(): ServerMessage[] {
    const messages = this.socket.take()
    for (const message of messages) {
      if (message.type === 'missing' || message.type === 'update')
        Y.applyUpdate(this.doc, message.bytes, this)
      else this.heard.push(message)
    }
    return messages
  }

  set(key: string, value: unknown): void {
    this.doc.getMap('records').set(key, value)
  }

  records(): Record<string, unknown> {
    return this.doc.getMap('records').toJSON()
  }

  leave(): void {
    this.room.leave(this.session)
  }
}
