import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Room, RoomRegistry } from '@sheshi/sync'

/** How a body is encoded on the wire. */
export type Coding = 'br' | 'gzip' | 'identity'

/** A board's whole document, ready to be sent. */
export interface StateBody {
  epoch: number
  /** Strong, other for each coding; null where what is sent may yet be lost, because the disk fails. */
  etag: string | null
  /** Made once for all who ask at the same revision. */
  body(): Promise<Uint8Array>
}

interface Kept {
  room: Room
  revision: number
  bytes: number
  bodies: Map<Coding, Promise<Uint8Array>>
}

/** Bytes of compressed states that are kept together. */
const keptBytes = 64 << 20
const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) }
/**
 * 4 MB of a workshop in 40 ms of another thread: smaller than gzip at its best and faster than gzip as it comes; the
 * next level takes twice as long for a tenth less.
 */
const brotliQuality = 4

/** First states of boards as HTTP sends them: compressed once for each revision, in other threads, for all who come. */
export class FirstStateBodies {
  private readonly kept = new Map<string, Kept>()

  constructor(private readonly rooms: Pick<RoomRegistry, 'open' | 'peek'>) {}

  /** The state of a board. Throws what opening its room throws. */
  async of(boardId: string, coding: Coding): Promise<StateBody> {
    const room = await this.rooms.open(boardId, { first: true })
    const { revision, epoch, state, saved } = await room.firstState()
    const kept = this.keptOf(boardId, room, revision)
    return {
      epoch,
      etag: saved ? `"${boardId}-${epoch}-${revision}-${coding}"` : null,
      body: () => (coding === 'identity' ? Promise.resolve(state) : this.compressed(kept, coding, state)),
    }
  }

  /** Lets go of what belongs to rooms that are in memory no more, and of the oldest beyond the bound. */
  tidy(): void {
    let bytes = 0
    for (const [boardId, kept] of this.kept) {
      if (this.rooms.peek(boardId) !== kept.room) this.kept.delete(boardId)
      else bytes += kept.bytes
    }
    for (const [boardId, kept] of this.kept) {
      if (bytes <= keptBytes) break
      bytes -= kept.bytes
      this.kept.delete(boardId)
    }
  }

  /** What is kept of a revision; the one before goes. */
  private keptOf(boardId: string, room: Room, revision: number): Kept {
    const known = this.kept.get(boardId)
    this.kept.delete(boardId)
    const isSame = known?.room === room && known.revision === revision
    const kept = isSame ? known : { room, revision, bytes: 0, bodies: new Map() }
    this.kept.set(boardId, kept)
    return kept
  }

  private compressed(kept: Kept, coding: 'br' | 'gzip', state: Uint8Array): Promise<Uint8Array> {
    const known = kept.bodies.get(coding)
    if (known) return known
    const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality }
    const making = coding === 'br' ? compressors.br(state, { params }) : compressors.gzip(state)
    kept.bodies.set(coding, making)
    making.then(
      (body) => {
        kept.bytes += body.length
        this.tidy()
      },
      () => kept.bodies.delete(coding),
    )
    return making
  }
}
