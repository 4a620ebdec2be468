import { randomBytes } from 'node:crypto'
import { countRecords } from '@sheshi/board'
import type { VersionHead, VersionKind } from '@sheshi/records'
import { type Clock, type Logger, type RoomHandle, systemClock } from '@sheshi/sync'
import { encodeStateAsUpdate } from 'yjs'
import { type Thinnable, versionLimits, versionsToDrop } from './thinning.ts'
import { type KeptVersion, type VersionFiles, versionId } from './versionFiles.ts'
import { hashOf, packState } from './versionFormat.ts'

/** While people work a version is taken so long after the first change that the last one does not have. */
export const versionEveryMs = 60_000
/** Folders with fewer versions than this are not looked into only because time has passed. */
const fewVersions = 20
const day = 24 * 3_600_000

/** What a version is taken for; see `VersionHead`. */
export type VersionWanted = Pick<VersionHead, 'kind'> &
  Partial<Pick<VersionHead, 'name' | 'exportNumber' | 'backTo'>>

/** Facilitators have named as many moments of a board as are kept. */
export class TooManyVersions extends Error {
  override readonly name = 'TooManyVersions'
}

/** What of a room is kept. */
type OpenRoom = Pick<RoomHandle, 'id' | 'doc'> & { readonly epoch: number; readonly sequence: number }

interface HistoryOptions {
  files: VersionFiles
  /** The room of a board, opened if need be. */
  open(boardId: string): Promise<OpenRoom>
  logger: Logger
  clock?: Clock
  /** Milliseconds since 1970. */
  wallClock?: () => number
}

/** What happened on a board since its last version. */
interface Unkept {
  changes: number
  people: Map<string, number>
  /** Cancels the version that is due. */
  cancel: () => void
}

/** A document to be kept, as it was at one moment. */
interface Taken {
  state: Uint8Array
  counts: Record<string, number>
  epoch: number
  sequence: number
}

/**
 * The one who decides when a version of a board is kept. A failing disk costs versions and nothing else: it is told
 * once, what happened meanwhile is said of the next version, and editing knows nothing of it.
 */
export class History {
  readonly files: VersionFiles
  private readonly clock: Clock
  private readonly wallClock: () => number
  private readonly unkept = new Map<string, Unkept>()
  private readonly tidied = new Map<string, number>()
  private readonly underWay = new Set<Promise<void>>()
  private failing = false

  constructor(private readonly options: HistoryOptions) {
    this.files = options.files
    this.clock = options.clock ?? systemClock
    this.wallClock = options.wallClock ?? Date.now
  }

  /** The board's document has changed; `people` brought it, nobody where the server wrote. Cheap. */
  changed(boardId: string, people: ReadonlySet<string>): void {
    const unkept = this.unkept.get(boardId) ?? this.begin(boardId)
    unkept.changes += 1
    for (const id of people) unkept.people.set(id, (unkept.people.get(id) ?? 0) + 1)
  }

  /** A room goes out of memory: what is due later is taken now, or it would have to be loaded again for it. */
  puttingAway(room: OpenRoom): void {
    if (this.unkept.has(room.id)) this.takeSoon(room.id, () => room)
  }

  /** Keeps how a new board began. Never fails: a board can do without. */
  async start(boardId: string, doc: RoomHandle['doc']): Promise<void> {
    const taken = { state: encodeStateAsUpdate(doc), counts: countRecords(doc), epoch: 1, sequence: 1 }
    await this.keep(boardId, { kind: 'start' }, taken, null).catch((error: unknown) =>
      this.tellFailure(boardId, error),
    )
  }

  /**
   * Keeps the board as it is now; resolves once that is on disk.
   * @throws TooManyVersions; what opening the room or the disk throws
   */
  async take(boardId: string, wanted: VersionWanted): Promise<VersionHead> {
    if (wanted.kind === 'named') await this.requireRoom(boardId)
    const room = await this.options.open(boardId)
    const unkept = this.settle(boardId)
    try {
      return await this.keep(boardId, wanted, takenOf(room), unkept)
    } catch (error) {
      this.giveBack(boardId, unkept)
      throw error
    }
  }

  /** @throws TooManyVersions where no more moments of the board can be named. */
  async requireRoom(boardId: string): Promise<void> {
    const named = (await this.files.list(boardId)).filter(({ head }) => head?.kind === 'named')
    const bytes = named.reduce((sum, version) => sum + version.bytes, 0)
    if (named.length >= versionLimits.named || bytes >= versionLimits.namedBytes) {
      throw new TooManyVersions('as many moments of this board are named as are kept')
    }
  }

  /** Keeps what is due later at once, and waits for what is being kept: the server stops. */
  async flush(): Promise<void> {
    for (const id of [...this.unkept.keys()]) this.takeSoon(id)
    await Promise.all(this.underWay)
  }

  /** The board is being removed: nothing more of it is written. */
  async forget(boardId: string): Promise<void> {
    this.settle(boardId)
    await this.files.settled(boardId)
  }

  /** Lets go of all that was, and keeps how the board is now as its beginning. */
  async beginAnew(boardId: string): Promise<VersionHead> {
    const before = (await this.files.list(boardId)).map(({ id }) => id)
    const first = await this.take(boardId, { kind: 'start' })
    await this.files.remove(boardId, before)
    return first
  }

  /** Nobody of this id has changed anything any more; how often something was changed stays. */
  async forgetPerson(boardId: string, id: string): Promise<void> {
    this.unkept.get(boardId)?.people.delete(id)
    for (const version of await this.files.list(boardId)) {
      if (!version.head || !Object.hasOwn(version.head.people, id)) continue
      await this.files.change(boardId, version.id, (head) => {
        const { [id]: _gone, ...people } = head.people
        return { ...head, people }
      })
    }
  }

  /** Lets go of what is past its time, of each board about once a day. */
  async tidy(boardIds: readonly string[]): Promise<void> {
    const now = this.wallClock()
    for (const id of boardIds) {
      if (now - (this.tidied.get(id) ?? 0) < day) continue
      this.tidied.set(id, now)
      const due = async () => (await this.files.count(id)) >= fewVersions && this.thin(id)
      await due().catch((error: unknown) => this.tellFailure(id, error))
    }
  }

  private begin(boardId: string): Unkept {
    const cancel = this.clock.after(versionEveryMs, () => this.takeSoon(boardId))
    const unkept: Unkept = { changes: 0, people: new Map(), cancel }
    this.unkept.set(boardId, unkept)
    return unkept
  }

  /** What has gathered since the last version; the next change begins anew. */
  private settle(boardId: string): Unkept | null {
    const unkept = this.unkept.get(boardId) ?? null
    unkept?.cancel()
    this.unkept.delete(boardId)
    return unkept
  }

  /** What could not be kept counts for the next version, which is tried again when it is due. */
  private giveBack(boardId: string, unkept: Unkept | null): void {
    if (!unkept) return
    const now = this.unkept.get(boardId) ?? this.begin(boardId)
    now.changes += unkept.changes
    for (const [id, changes] of unkept.people) now.people.set(id, (now.people.get(id) ?? 0) + changes)
  }

  private takeSoon(
    boardId: string,
    roomOf: () => OpenRoom | Promise<OpenRoom> = () => this.options.open(boardId),
  ): void {
    const taking = this.takeDue(boardId, roomOf)
    this.underWay.add(taking)
    void taking.then(() => this.underWay.delete(taking))
  }

  private async takeDue(boardId: string, roomOf: () => OpenRoom | Promise<OpenRoom>): Promise<void> {
    const unkept = this.settle(boardId)
    if (!unkept) return
    try {
      const room = roomOf()
      const taken = takenOf(room instanceof Promise ? await room : room)
      await this.keep(boardId, { kind: 'work' }, taken, unkept)
    } catch (error) {
      this.tellFailure(boardId, error)
      this.giveBack(boardId, unkept)
    }
  }

  private async keep(
    boardId: string,
    wanted: VersionWanted,
    { state, counts, epoch, sequence }: Taken,
    unkept: Unkept | null,
  ): Promise<VersionHead> {
    const sha256 = hashOf(state)
    const newest = (await this.files.list(boardId)).find(({ head }) => head !== null)?.head
    if (wanted.kind === 'work' && newest?.sha256 === sha256) return newest
    const packed = await packState(state)
    const at = this.wallClock()
    const head: VersionHead = {
      format: 'sheshi-version/1',
      id: versionId(at, randomBytes(4).toString('hex')),
      board: boardId,
      at: new Date(at).toISOString(),
      kind: wanted.kind,
      name: wanted.name ?? '',
      exportNumber: wanted.exportNumber ?? null,
      backTo: wanted.backTo ?? null,
      people: Object.fromEntries(unkept?.people ?? []),
      changes: unkept?.changes ?? 0,
      epoch,
      sequence,
      counts,
      bytes: state.length,
      sha256,
      packed: packed.length,
    }
    await this.files.write(boardId, head, packed)
    this.failing = false
    await this.thin(boardId).catch((error: unknown) => this.tellFailure(boardId, error))
    return head
  }

  private async thin(boardId: string): Promise<void> {
    const versions = (await this.files.list(boardId)).flatMap(thinnable)
    const gone = versionsToDrop(versions, this.wallClock())
    if (gone.length > 0) await this.files.remove(boardId, gone)
  }

  private tellFailure(boardId: string, error: unknown): void {
    const details = { board: boardId, error: String(error) }
    if (!this.failing) this.options.logger.warn(details, 'no version of this board could be kept')
    this.failing = true
  }
}

const takenOf = (room: OpenRoom): Taken => ({
  state: encodeStateAsUpdate(room.doc),
  counts: countRecords(room.doc),
  epoch: room.epoch,
  sequence: room.sequence,
})

/** A damaged file is not thinned: it is left for whoever looks into it. */
function thinnable({ id, at, head, bytes }: KeptVersion): Thinnable[] {
  const kind: VersionKind | undefined = head?.kind
  return kind ? [{ id, at, kind, bytes }] : []
}
