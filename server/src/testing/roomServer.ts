import { writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { compact, drain, judgeUpdate, readRecords, renewDocument, seedBoard } from '@sheshi/board'
import { faultsOf, type Random } from '@sheshi/board/testing'
import { type BoardLog, limits, type Origin, type Room, RoomRegistry } from '@sheshi/sync'
import { HandClock } from '@sheshi/sync/testing'
import * as Y from 'yjs'
import { openBoardLog } from '../storage/boardLog.ts'
import { lockDataDir } from '../storage/lock.ts'
import { HandDisk } from './handDisk.ts'

const quiet = { info() {}, warn() {}, error() {} }
const logOptions = {
  logger: quiet,
  // Small, so that files are rotated and let go of in a run; what waits for a failing disk overflows now and then.
  segmentBytes: 24 << 10,
  segmentsKept: 3,
  unsavedBytes: 8 << 10,
  retryMs: 1,
  retryMostMs: 4,
  stallMs: 60_000,
}

/** What the server wrote by itself; `saved` once it was called so. */
export interface ServerWrite {
  update: Uint8Array
  saved: boolean
}

/** The one board of a run. */
export const BOARD = 'board'

/** Rooms, log and lock of a data folder as `createServer` wires them, on a clock and a disk in a test's hands. */
export class RoomServer {
  /** What the server wrote since `epoch` began. */
  writes: ServerWrite[] = []
  /** The document with which `epoch` began. */
  base: Uint8Array
  epoch: number
  readonly rooms: RoomRegistry
  private readonly seen = new WeakSet<Room>()

  private constructor(
    private readonly folder: string,
    readonly clock: HandClock,
    readonly disk: HandDisk,
    readonly log: BoardLog,
    private readonly random: Random,
    private readonly unlock: () => Promise<void>,
    before: RoomServer | null,
  ) {
    this.writes = before?.writes ?? []
    this.base = before?.base ?? new Uint8Array()
    this.epoch = before?.epoch ?? 0
    this.rooms = new RoomRegistry({
      log,
      logger: quiet,
      clock,
      judge: judgeUpdate,
      snapshotBytes: 6 << 10,
      renew: (_id, doc) => {
        // Documents of a run are too small to need one; now and then one is made all the same.
        if (this.random.chance(0.3)) return { doc: compact(doc), why: 'compact' }
        return renewDocument(doc)
      },
      drain: (archived, changed, current) => {
        this.noteWrite(current)
        drain(archived, changed, current)
      },
    })
  }

  static async start(folder: string, random: Random, before: RoomServer | null = null): Promise<RoomServer> {
    const unlock = await lockDataDir(folder)
    const disk = new HandDisk()
    const log = await openBoardLog(folder, { ...logOptions, disk })
    const server = new RoomServer(folder, new HandClock(), disk, log, random, unlock, before)
    if (!before) {
      await server.rooms.create(BOARD, (doc) => {
        doc.clientID = 1
        seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
      })
    }
    return server
  }

  /** The board's room; notices where a new epoch began. @throws as `RoomRegistry.open` */
  async open(): Promise<Room> {
    this.disk.release()
    const room = await this.rooms.open(BOARD)
    if (!this.seen.has(room)) {
      this.seen.add(room)
      // What yjs draws at random must be the seed's choice; a new epoch is written by its number.
      if (room.doc.clientID !== room.epoch) room.doc.clientID = 1_000_000_000 + this.random.int(1e9)
    }
    if (room.epoch !== this.epoch) {
      this.epoch = room.epoch
      this.base = Y.encodeStateAsUpdate(room.doc)
      this.writes = []
    }
    return room
  }

  /** A note as it comes from a phone. Saved when its promise resolves, which is never while the disk fails. */
  async edit(change: (doc: Y.Doc) => void): Promise<void> {
    const room = await this.open()
    let write: ServerWrite | null = null
    const saved = room.edit('note', (doc) => {
      write = this.noteWrite(doc)
      change(doc)
    })
    void saved.then(() => {
      if (write) write.saved = true
    })
  }

  /** Lets time pass, and what follows from it happen. */
  async advance(ms: number): Promise<void> {
    this.clock.advance(ms)
    await this.disk.idle()
  }

  /** kill -9: of the write under way some bytes are there, and a lock whose process is gone. */
  async kill(): Promise<RoomServer> {
    await this.disk.kill(this.random.next())
    await this.unlock()
    const dead = { pid: 2 ** 22 + 1, started: '1', host: hostname() }
    await writeFile(join(this.folder, 'lock'), JSON.stringify(dead))
    return RoomServer.start(this.folder, this.random, this)
  }

  /** As SIGTERM does it; the disk works again by then. */
  async restart(): Promise<RoomServer> {
    await this.stop()
    return RoomServer.start(this.folder, this.random, this)
  }

  async stop(): Promise<void> {
    this.disk.failure = null
    this.disk.release()
    await this.rooms.closeAll()
    await this.log.close()
    await this.unlock()
  }

  /** The document as another process would read it from the folder right now. */
  async stored(): Promise<Y.Doc> {
    // The server, which lives, must not take files away in the middle.
    this.disk.hold()
    await this.disk.idle()
    const log = await openBoardLog(this.folder, { logger: quiet })
    try {
      const doc = new Y.Doc()
      for (const update of (await log.load(BOARD))?.updates ?? []) Y.applyUpdate(doc, update)
      const faults = faultsOf(readRecords(doc))
      if (faults.length > 0) throw new Error(`on disk: ${faults.join('\n')}`)
      return doc
    } finally {
      await log.close()
      this.disk.release()
    }
  }

  private noteWrite(doc: Y.Doc): ServerWrite {
    const write: ServerWrite = { update: new Uint8Array(), saved: false }
    doc.once('update', (update: Uint8Array, origin: Origin) => {
      if (origin.from === 'server') write.update = update
    })
    this.writes.push(write)
    return write
  }
}

/** Milliseconds after which an empty room is put away for certain. */
export const idle = limits.idleMs * 2
