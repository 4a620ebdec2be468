import { epochOf } from '@sheshi/board'
import { Peer, type Random } from '@sheshi/board/testing'
import { CloseCode, epochReason, isFinal, type Session, type SessionPlace, SyncError } from '@sheshi/sync'
import {
  decodeServerFrame,
  encodeCheckpoint,
  encodeMissing,
  encodeStateVector,
  encodeUpdate,
  HandSocket,
} from '@sheshi/sync/testing'
import * as Y from 'yjs'
import { BOARD, type RoomServer } from './roomServer.ts'

/** The two directions of a connection, each in order, moved only when told. */
interface Line {
  place: SessionPlace
  session: Session
  socket: HandSocket
  up: Uint8Array[]
  /** All that the document held has been sent on this line: from here on checkpoints cover it. */
  uploaded: boolean
  checkpoints: number
  /** The last checkpoint that was called saved. */
  answered: number
  /** Checkpoint → how many of this person's updates it covers. */
  covers: Map<number, number>
}

/** Somebody with tldraw's store and a document, over lines that can break at any frame, as our page behaves. */
export class Person {
  line: Line | null = null
  /** Updates written here in this document's epoch; the first `saved` of them were called saved. */
  said: Uint8Array[] = []
  saved = 0
  /** How many were called saved in epochs that are over. */
  savedBefore = 0
  peer: Peer

  private constructor(
    readonly name: string,
    state: Uint8Array,
    private readonly random: Random,
  ) {
    this.peer = this.open(state)
  }

  /** Opens the page: nobody has a store before the board's state has come. */
  static async join(name: string, server: RoomServer, random: Random): Promise<Person> {
    const { state, line, others } = await firstState(name, server)
    const person = new Person(name, state, random)
    person.line = line
    line.socket.frames.unshift(...others)
    return person
  }

  /** True when nothing of this person's work or of the board's is on its way. */
  get isQuiet(): boolean {
    const { line } = this
    if (!line?.uploaded || line.socket.closed) return false
    if (line.up.length > 0 || line.socket.frames.length > 0) return false
    return line.answered === line.checkpoints && this.saved === this.said.length
  }

  /** Connects, unless the server cannot be had right now. */
  async connect(server: RoomServer): Promise<void> {
    if (this.line) return
    try {
      await server.open()
      const place = await server.rooms.placeFor(BOARD, epochOf(this.peer.doc))
      this.line = lineTo(place, this.name)
      this.line.up.push(encodeStateVector(Y.encodeStateVector(this.peer.doc)))
    } catch (error) {
      if (!(error instanceof SyncError) || isFinal(error.code)) throw error
    }
  }

  /** The line is gone; whether the server has noticed is its own matter. */
  cut(noticed: boolean): void {
    if (noticed) this.line?.place.leave(this.line.session)
    this.line = null
  }

  moveUp(frames: number): void {
    const { line } = this
    for (const frame of line?.up.splice(0, frames) ?? []) line?.place.receive(line.session, frame)
  }

  async moveDown(frames: number, server: RoomServer): Promise<void> {
    const { line } = this
    if (!line) return
    for (const frame of line.socket.frames.splice(0, frames)) this.hear(line, frame)
    if (line.socket.closed && line.socket.frames.length === 0) await this.sentAway(line, server)
  }

  private open(state: Uint8Array): Peer {
    const peer = new Peer(this.name, state, this.random, 1_000 + this.random.int(1e9))
    // Its own queues are those of another network.
    peer.online = false
    this.savedBefore += this.saved
    this.said = []
    this.saved = 0
    peer.doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (!local) return
      this.said.push(update)
      this.line?.up.push(encodeUpdate(update))
      this.ask()
    })
    return peer
  }

  private hear(line: Line, frame: Uint8Array): void {
    const message = decodeServerFrame(frame)
    switch (message.type) {
      case 'missing':
      case 'update':
        this.peer.receive(message.bytes)
        return
      case 'stateVector':
        line.up.push(encodeMissing(Y.encodeStateAsUpdate(this.peer.doc, message.bytes)))
        line.uploaded = true
        this.ask()
        return
      case 'saved':
        line.answered = message.number
        this.saved = Math.max(this.saved, line.covers.get(message.number) ?? 0)
    }
  }

  private ask(): void {
    const { line } = this
    if (!line?.uploaded) return
    line.checkpoints += 1
    line.covers.set(line.checkpoints, this.said.length)
    line.up.push(encodeCheckpoint(line.checkpoints))
  }

  /** The server has closed the line: come back, open the current epoch, or find that something is wrong. */
  private async sentAway({ socket: { closed } }: Line, server: RoomServer): Promise<void> {
    this.line = null
    if (!closed || !isFinal(closed.code)) return
    if (closed.code !== CloseCode.EpochChanged || closed.reason !== epochReason.carried)
      throw new Error(`${this.name} was refused: ${closed.code} ${closed.reason}`)
    // As our page does: what was drawn while the visit ended is brought on another.
    this.peer.binding.flush()
    if (this.saved < this.said.length) return
    this.peer.binding.dispose()
    const { state, line, others } = await firstState(this.name, server)
    this.peer = this.open(state)
    this.line = line
    line.socket.frames.unshift(...others)
  }
}

function lineTo(place: SessionPlace, id: string): Line {
  const socket = new HandSocket()
  const session = place.join(socket, { id, role: 'participant', access: 'write' })
  return { place, session, socket, up: [], uploaded: false, checkpoints: 0, answered: 0, covers: new Map() }
}

/** A line and the board's state; `others` is what else came by it until then. */
async function firstState(name: string, server: RoomServer) {
  const room = await server.open()
  const line = lineTo(room, name)
  room.receive(line.session, encodeStateVector(Y.encodeStateVector(new Y.Doc())))
  const others: Uint8Array[] = []
  const patience = performance.now() + 20_000
  while (performance.now() < patience) {
    server.disk.release()
    await server.advance(20)
    for (const [at, frame] of line.socket.frames.entries()) {
      const message = decodeServerFrame(frame)
      if (message.type !== 'missing') continue
      others.push(...line.socket.frames.splice(0, at + 1).slice(0, at))
      return { state: message.bytes, line, others }
    }
  }
  throw new Error(`${name} got no state`)
}
