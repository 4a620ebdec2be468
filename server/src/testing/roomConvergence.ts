import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  epochOf,
  makeShape,
  putRecords,
  readBoard,
  readRecords,
  richText,
  type TLRecord,
} from '@sheshi/board'
import { act, differences, faultsOf, liftPens, Random, sharedRecords } from '@sheshi/board/testing'
import { limits } from '@sheshi/sync'
import * as Y from 'yjs'
import { holds } from './holds.ts'
import { Person } from './roomPerson.ts'
import { idle, RoomServer } from './roomServer.ts'

export interface RoomRunOptions {
  seed: number
  steps?: number
}

/** What happened in a run, for its log's last line. */
export interface RoomRunResult {
  kills: number
  restarts: number
  epochs: number
  saved: number
}

const peopleAtMost = 5

/** One run: people at one board, on a server whose disk, clock, lines and life are the seed's. */
class Run {
  readonly operations: string[] = []
  readonly result: RoomRunResult = { kills: 0, restarts: 0, epochs: 0, saved: 0 }
  private readonly people: Person[] = []
  private notes = 0

  constructor(
    private readonly random: Random,
    private server: RoomServer,
  ) {}

  async begin(): Promise<void> {
    for (let people = this.random.of(2, 3, 3, 4); people > 0; people--) await this.join()
  }

  async step(): Promise<void> {
    const person = this.random.pick(this.people)
    if (!person) return
    const dice = this.random.next()
    if (dice < 0.38) {
      this.note(`${person.name} ${act(person.peer)}`)
      person.peer.history.mark()
    } else if (dice < 0.52) person.peer.frame(this.random.chance(0.5))
    else if (dice < 0.66) person.moveUp(1 + this.random.int(6))
    else if (dice < 0.78) await person.moveDown(1 + this.random.int(6), this.server)
    else if (dice < 0.86) await this.server.advance(this.random.int(60))
    else await this.mishap(person, this.random.next())
  }

  /** Everybody back, everything delivered, everything on disk. */
  async finish(): Promise<void> {
    this.server.disk.failure = null
    await this.settle()
    // Strokes that came only now, from people who have stopped drawing them.
    await this.settle()
    await this.compare()
    this.result.saved = this.people.reduce((sum, { savedBefore, saved }) => sum + savedBefore + saved, 0)
    this.result.epochs = this.server.epoch
  }

  async stop(): Promise<void> {
    await this.server.stop()
  }

  private async mishap(person: Person, dice: number): Promise<void> {
    if (dice < 0.2) this.turnDisk()
    else if (dice < 0.36) this.cut(person)
    else if (dice < 0.62) await this.connect(person)
    else if (dice < 0.7) this.slow(person)
    else if (dice < 0.78) await this.serverNote()
    else if (dice < 0.82) await this.join()
    else if (dice < 0.87) await this.kill()
    else if (dice < 0.91) await this.dieUnsaved()
    else if (dice < 0.95) await this.restart()
    else await this.goHome()
  }

  private async join(): Promise<void> {
    if (this.people.length >= peopleAtMost) return
    const name = `person ${this.people.length + 1}`
    this.note(`${name} joins`)
    this.people.push(await Person.join(name, this.server, this.random))
  }

  private turnDisk(): void {
    const { disk } = this.server
    const dice = this.random.next()
    if (dice < 0.4) disk.hold()
    else if (dice < 0.7) disk.release()
    else disk.failure = disk.failure === null ? 'no space' : null
    this.note(`the disk: ${disk.failure ?? (dice < 0.4 ? 'waits' : 'works')}`)
  }

  private cut(person: Person): void {
    this.note(`${person.name}'s line breaks`)
    person.cut(this.random.chance(0.6))
  }

  private async connect(person: Person): Promise<void> {
    this.note(`${person.name} connects`)
    await person.connect(this.server)
  }

  private slow(person: Person): void {
    if (!person.line) return
    const { socket } = person.line
    const full = this.random.of(limits.bufferedPresenceBytes * 2, limits.bufferedBytes * 2)
    socket.bufferedAmount = socket.bufferedAmount > 0 ? 0 : full
    this.note(`${person.name}'s socket has ${socket.bufferedAmount} bytes waiting`)
  }

  private async serverNote(): Promise<void> {
    this.notes += 1
    const props = { richText: richText(`by phone ${this.notes}`) }
    const id = `shape:phone${this.random.int(1e9).toString(36)}`
    this.note(`the server writes ${id}`)
    await this.server.edit((doc) =>
      putRecords(doc, [makeShape({ type: 'note', id, x: 1, y: 2, index: 'a1', props })]),
    )
  }

  private async kill(): Promise<void> {
    this.note('the server is killed')
    this.result.kills += 1
    for (const person of this.people) person.cut(false)
    const before = this.server
    this.server = await before.kill()
    await this.checkSaved()
  }

  /** Everybody works while the disk fails, and hears what the server has to say; then it is killed. */
  private async dieUnsaved(): Promise<void> {
    this.server.disk.release()
    this.server.disk.failure = 'no space'
    for (const person of this.people) {
      this.note(`${person.name} ${act(person.peer)} in vain`)
      person.peer.frame(true)
      person.moveUp(Number.POSITIVE_INFINITY)
    }
    for (let rounds = 0; rounds < 3; rounds++) await this.server.advance(60)
    for (const person of this.people) await person.moveDown(Number.POSITIVE_INFINITY, this.server)
    await this.kill()
  }

  private async restart(): Promise<void> {
    this.note('the server stops and starts')
    this.result.restarts += 1
    this.server = await this.server.restart()
    for (const person of this.people) person.cut(false)
    await this.checkSaved()
  }

  /** Everybody leaves for so long that the room is put away; the board may come back as a new epoch. */
  private async goHome(): Promise<void> {
    this.note('everybody goes home')
    this.server.disk.failure = null
    this.server.disk.release()
    for (const person of this.people) person.cut(true)
    for (let rounds = 0; rounds < 3; rounds++) await this.server.advance(idle)
  }

  /** Whatever was called saved is what a reader of the folder finds now. */
  private async checkSaved(): Promise<void> {
    const stored = await this.server.stored()
    const isThere = holds(stored)
    const epoch = epochOf(stored)
    for (const { name, peer, said, saved } of this.people) {
      if (epochOf(peer.doc) !== epoch) continue
      const lost = said.slice(0, saved).filter((update) => !isThere(update)).length
      if (lost > 0) throw new Error(`${lost} edits of ${name} were called saved and are gone`)
    }
    const lost = this.server.writes.filter(({ saved, update }) => saved && !isThere(update)).length
    if (epoch === this.server.epoch && lost > 0) throw new Error(`${lost} saved notes are gone`)
  }

  private async settle(): Promise<void> {
    for (const { peer } of this.people) liftPens(peer)
    const patience = performance.now() + 20_000
    while (performance.now() < patience) {
      if (await this.isSettled()) return
    }
    const states = this.people.map(({ name, said, saved, line }) => {
      const waits = line && {
        up: line.up.length,
        down: line.socket.frames.length,
        closed: line.socket.closed,
      }
      return `${name}: ${saved} of ${said.length} saved, ${JSON.stringify(waits)}`
    })
    throw new Error(`it does not come to rest: ${states.join('; ')}`)
  }

  /** Moves everything that waits; true once nothing did, and nobody writes any more. */
  private async isSettled(): Promise<boolean> {
    const { server } = this
    server.disk.release()
    let quiet = true
    for (const person of this.people) {
      const before = person.said.length
      await person.connect(server)
      if (person.line) person.line.socket.bufferedAmount = 0
      person.peer.settle()
      quiet &&= person.isQuiet && person.said.length === before
      person.moveUp(Number.POSITIVE_INFINITY)
      await person.moveDown(Number.POSITIVE_INFINITY, server)
    }
    await server.advance(100)
    return quiet && server.rooms.stats().unsaved === 0 && this.people.every(({ isQuiet }) => isQuiet)
  }

  private async compare(): Promise<void> {
    const room = await this.server.open()
    const { records, unreadable } = readBoard(room.doc)
    if (unreadable.length > 0) throw new Error(`unreadable: ${JSON.stringify(unreadable)}`)
    const faults = faultsOf(records)
    if (faults.length > 0) throw new Error(faults.join('\n'))
    const documents: [string, Y.Doc][] = [
      ['the document read from disk', await this.server.stored()],
      ['the document made of all that was called saved', this.rebuilt(room.doc)],
      ...this.people.map(({ name, peer }): [string, Y.Doc] => [`the document of ${name}`, peer.doc]),
    ]
    for (const [name, doc] of documents) this.compareDocument(name, doc, room.doc, records)
    for (const { name, peer } of this.people) {
      const different = differences(records, sharedRecords(peer.store))
      if (different.length > 0) throw new Error(`the store of ${name} differs in ${different.join(', ')}`)
    }
  }

  private compareDocument(name: string, doc: Y.Doc, expected: Y.Doc, records: Map<string, TLRecord>): void {
    const { pendingStructs, pendingDs } = doc.store
    if (pendingStructs || pendingDs) throw new Error(`${name} waits for something`)
    const different = differences(records, readRecords(doc))
    if (different.length > 0) throw new Error(`${name} differs in ${different.join(', ')}`)
    const [one, other] = [doc, expected].map(
      (each) => new Map(Y.decodeStateVector(Y.encodeStateVector(each))),
    )
    const clients = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])
    for (const client of clients) {
      if (one?.get(client) !== other?.get(client)) throw new Error(`${name} has other updates of ${client}`)
    }
  }

  /** Only what was called saved, and what the server wrote that nobody was promised but is there. */
  private rebuilt(doc: Y.Doc): Y.Doc {
    const { base, writes } = this.server
    const isThere = holds(doc)
    const written = writes.filter(({ update, saved }) => saved || isThere(update)).map(({ update }) => update)
    const said = this.people.flatMap((person) => person.said.slice(0, person.saved))
    const made = new Y.Doc()
    Y.applyUpdate(made, Y.mergeUpdates([base, ...written.filter(({ length }) => length > 0), ...said]))
    return made
  }

  private note(operation: string): void {
    this.operations.push(operation)
  }
}

/**
 * People do random things on one board while lines break, sockets are slow, the disk waits, fails and comes back, the
 * server is killed or restarted, and new epochs begin. Throws, with the seed and what was done, when something that
 * was called saved is not on disk after a restart, when somebody honest is refused, or when in the end two of these
 * differ: each person's store and document, the room's document, the one read from disk, the one made of all that
 * was called saved.
 */
export async function runRooms({ seed, steps = 140 }: RoomRunOptions): Promise<RoomRunResult> {
  const random = new Random(seed)
  const folder = await mkdtemp(join(tmpdir(), 'sheshi-rooms-'))
  const run = new Run(random, await RoomServer.start(folder, random))
  try {
    await run.begin()
    for (let step = 0; step < steps; step++) await run.step()
    await run.finish()
    return run.result
  } catch (error) {
    throw new Error(`seed ${seed}: ${String(error)}\n${run.operations.join('\n')}`, { cause: error })
  } finally {
    await run.stop()
    await rm(folder, { recursive: true })
  }
}
