import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { applyUpdate, checkStateVector, checkUpdate } from './document.ts'
import { limits } from './limits.ts'
import * as protocol from './protocol.ts'
import { Session, type Who } from './session.ts'
import type { Logger, RoomId, RoomSocket, SessionPlace } from './types.ts'

/** Why a session of an old epoch ends; a page tells by it whether its own copy may go. */
export const epochReason = {
  /** All it brought is in the current epoch, on disk. */
  carried: 'epoch changed',
  /** What it has, or had, cannot be carried over. */
  lost: 'epoch is gone',
} as const

export interface LateVisitOptions {
  id: RoomId
  /** The archived document with everything that late people have brought to it. */
  doc: Y.Doc
  logger: Logger
  saving: boolean
  now(): number
  after(ms: number, run: () => void): () => void
  /** Carries an update of the old epoch over into the current one; resolves once that is on disk. */
  carry(update: Uint8Array | null): Promise<void>
  onJoin(visit: LateVisit): void
  onEnd(visit: LateVisit): void
}

/**
 * Somebody whose document is of an epoch that is over. They are answered from the archive, so that they send what
 * they have; it is carried over into the current document, their checkpoints are answered, and they are sent to it.
 */
export class LateVisit implements SessionPlace {
  /** Who is here; null before they have come and after they have gone. */
  session: Session | null = null
  private fresh: Uint8Array[] = []
  private bytes = 0
  private handshaken = false
  private refusedWork = false
  private checkpoint: number | null = null
  private answered = false
  private settling = false
  private cancelPatience = () => {}

  constructor(private readonly options: LateVisitOptions) {
    options.doc.on('update', (update: Uint8Array) => this.fresh.push(update))
  }

  /** Asks for everything that the archive lacks. */
  join(socket: RoomSocket, who: Who): Session {
    const session = new Session(who, socket)
    this.session = session
    this.options.onJoin(this)
    this.send(protocol.encodeStateVector(Y.encodeStateVector(this.options.doc)))
    if (!this.options.saving) this.send(protocol.encodeServerNumber({ type: 'saving', number: 0 }))
    return session
  }

  receive(session: Session, frame: Uint8Array): void {
    if (session !== this.session) return
    try {
      this.take(session, frame)
    } catch (error) {
      this.refuse(error)
    }
  }

  leave(session: Session): void {
    if (session === this.session) this.finish()
  }

  end(code: CloseCode, reason: string): void {
    const { session } = this
    this.finish()
    session?.close(code, reason)
  }

  private finish(): void {
    if (!this.session) return
    this.session = null
    this.cancelPatience()
    this.options.doc.destroy()
    this.options.onEnd(this)
  }

  private take(session: Session, frame: Uint8Array): void {
    this.bytes += frame.length
    if (this.bytes > limits.lateBytes) throw new SyncError(CloseCode.TooLarge, 'too much late work')
    if (session.countFrame(this.options.now()) > limits.framesPerSecond)
      throw new SyncError(CloseCode.RateLimited, 'too many frames')
    const message = protocol.decodeClientFrame(frame)
    if (message.type === 'stateVector') {
      checkStateVector(message.stateVector)
      if (session.countState(this.options.now()) > limits.statesPerMinute)
        throw new SyncError(CloseCode.RateLimited, 'state asked for too often')
      this.send(protocol.encodeMissing(Y.encodeStateAsUpdate(this.options.doc, message.stateVector)))
    }
    if (message.type === 'part') {
      checkUpdate(message.update)
      session.parts.push(message.update)
    }
    if (message.type === 'update') this.takeUpdate(session, message.update, message.handshake)
    if (message.type === 'checkpoint') {
      this.checkpoint = message.number
      void this.settle()
    }
  }

  private takeUpdate(session: Session, update: Uint8Array, handshake: boolean): void {
    checkUpdate(update)
    // Drawn while the line was being made: it may build on what only the answer to our state vector brings, and
    // that answer holds it too.
    if (!handshake && !this.handshaken) return
    const { doc } = this.options
    const before = this.fresh.length
    const parts = session.parts.splice(0)
    applyLate(doc, parts.length > 0 ? Y.mergeUpdates([...parts, update]) : update)
    if (session.access === 'read' && this.fresh.length > before) {
      this.fresh.length = before
      this.refusedWork = true
    }
    if (!handshake) return
    this.handshaken = true
    void this.settle()
  }

  /** Carries over what has come, until nothing more comes; then the visit is over. */
  private async settle(): Promise<void> {
    if (this.settling || !this.handshaken) return
    this.settling = true
    try {
      for (let more = true; more && this.session; ) more = await this.carryOnce()
    } catch (error) {
      this.refuse(error)
    }
    this.settling = false
    if (this.answered) this.end(CloseCode.EpochChanged, this.reason)
    // Any y-websocket client can come late; it never asks whether its work is saved.
    else this.waitForCheckpoint()
  }

  /** True where more came meanwhile. */
  private async carryOnce(): Promise<boolean> {
    const { checkpoint } = this
    const [first, ...more] = this.fresh.splice(0)
    await this.options.carry(first ? Y.mergeUpdates([first, ...more]) : null)
    if (checkpoint !== null) {
      this.send(protocol.encodeServerNumber({ type: 'received', number: checkpoint }))
      this.send(protocol.encodeServerNumber({ type: 'saved', number: checkpoint }))
      this.answered = true
    }
    return this.fresh.length > 0 || this.checkpoint !== checkpoint
  }

  private get reason(): string {
    return this.refusedWork ? epochReason.lost : epochReason.carried
  }

  private waitForCheckpoint(): void {
    if (!this.session) return
    this.cancelPatience()
    this.cancelPatience = this.options.after(limits.lateMs, () =>
      this.end(CloseCode.EpochChanged, this.reason),
    )
  }

  private refuse(error: unknown): void {
    const { id, logger } = this.options
    const { code, reason } =
      error instanceof SyncError ? error : new SyncError(CloseCode.ServerError, 'server error')
    logger.warn({ board: id, code, reason, error: String(error) }, 'late work refused')
    this.end(code, reason)
  }

  private send(frame: Uint8Array): void {
    this.session?.send(frame, this.options.now())
  }
}

/**
 * Applies an update to an archived document. What hangs in the air does not wait: who comes late brings all they have.
 * @throws SyncError(BadMessage)
 */
export function applyLate(doc: Y.Doc, update: Uint8Array): void {
  try {
    if (applyUpdate(doc, update).length > 0) throw new Error('it depends on unknown updates')
  } catch {
    throw new SyncError(CloseCode.BadMessage, 'malformed update')
  }
}
