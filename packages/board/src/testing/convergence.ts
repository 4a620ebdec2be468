import type { TLRecord, TLRichText, TLStore } from '@tldraw/tlschema'
import { isEqual } from '@tldraw/utils'
import * as Y from 'yjs'
import { type Binding, bindStore } from '../binding.ts'
import { checkRecord } from '../check.ts'
import { readBoard, readRecords, seedBoard } from '../document.ts'
import { compact, epochOf } from '../epoch.ts'
import { drain } from '../epochDrain.ts'
import { judgeUpdate } from '../judge.ts'
import { canonicalNodes, nodesOf } from '../richText.ts'
import { isShape, propsOf } from '../schema.ts'
import type { Hand } from './hand.ts'
import { act, liftPens } from './operations.ts'
import { Random } from './random.ts'
import { createStore, HandSchedule, History, sharedRecords } from './store.ts'

/** Marks updates that came over the wire. */
const NETWORK = 'network'

/** Somebody with a store, a document and a line to the server that moves only when told. */
export class Peer implements Hand {
  readonly doc = new Y.Doc()
  readonly store: TLStore = createStore()
  readonly frames = new HandSchedule()
  readonly binding: Binding
  readonly history: History
  drawing: Hand['drawing'] = null
  clipboard: Hand['clipboard'] = []
  online = true
  inbox: Uint8Array[] = []
  outbox: Uint8Array[] = []
  /** Updates this person's binding has written. */
  written = 0

  constructor(
    readonly name: string,
    state: Uint8Array,
    readonly random: Random,
    clientId?: number,
  ) {
    if (clientId !== undefined) this.doc.clientID = clientId
    Y.applyUpdate(this.doc, state, NETWORK)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this.binding) this.written++
      if (origin !== NETWORK && this.online) this.outbox.push(update)
    })
    this.binding = bindStore({ doc: this.doc, store: this.store, schedule: this.frames.schedule })
    this.history = new History(this.store)
  }

  undo(): void {
    this.history.undo()
  }
  redo(): void {
    this.history.redo()
  }
  /** What an animation frame does: tldraw tells its listeners, the binding merges. */
  frame(timers = false): void {
    this.store._flushHistory()
    this.frames.run(timers)
  }
  /** Everything written, everything merged. */
  settle(): void {
    this.binding.flush()
    for (let round = 0; round < 3; round++) this.frame(true)
  }
  receive(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, NETWORK)
  }
}

/** A server and its peers, joined by queues: in order on one line, freely mixed between lines. */
export class Workshop {
  server = new Y.Doc()
  readonly peers: Peer[] = []
  /** What the document was when each epoch ended, and what late people brought to it since. */
  private readonly archives = new Map<number, Y.Doc>()
  /** Every update of this epoch. */
  private updates: Uint8Array[] = []

  constructor(private readonly random: Random) {
    this.server.clientID = 1
    this.listen()
    seedBoard(this.server, { records: [], template: 'blank', locale: 'en' })
  }

  join(): Peer {
    const name = `peer ${this.peers.length + 1}`
    const clientId = 1_000 + this.random.int(1e9)
    const peer = new Peer(name, Y.encodeStateAsUpdate(this.server), this.random, clientId)
    this.peers.push(peer)
    return peer
  }

  private listen(): void {
    this.server.on('update', (update: Uint8Array, origin: unknown) => {
      this.updates.push(update)
      for (const peer of this.peers) if (peer !== origin && peer.online) peer.inbox.push(update)
    })
  }

  /** Moves one update up or down a peer's line; now and then twice. */
  deliverOne(peer: Peer): void {
    const up = this.random.chance(0.5)
    const update = up ? peer.outbox.shift() : peer.inbox.shift()
    if (!update) return
    for (let times = this.random.chance(0.1) ? 2 : 1; times > 0; times--) {
      if (up) this.take(update, peer)
      else this.receiveQuietly(peer, update)
    }
  }

  /** As the room does: judged, then applied. Nothing that people do here may be refused. */
  private take(update: Uint8Array, peer: Peer): void {
    const refusal = judgeUpdate(this.server, update)
    if (refusal) throw new Error(`${peer.name} was refused: ${JSON.stringify(refusal)}`)
    Y.applyUpdate(this.server, update, peer)
  }

  /** Receiving must not make anybody write: half of the times it is checked, half it races with unsent work. */
  private receiveQuietly(peer: Peer, update: Uint8Array): void {
    if (this.random.chance(0.5)) {
      peer.receive(update)
      return
    }
    peer.settle()
    const before = peer.written
    peer.receive(update)
    peer.settle()
    if (peer.written !== before) throw new Error(`${peer.name} wrote although it only received`)
  }

  /** The line breaks; what was on it is lost. */
  disconnect(peer: Peer): void {
    peer.online = false
    peer.inbox = []
    peer.outbox = []
  }

  /** The handshake of y-protocols: each side sends what the other's state vector lacks. */
  connect(peer: Peer): void {
    if (peer.online) return
    if (epochOf(peer.doc) !== epochOf(this.server)) {
      this.comeBack(peer)
      return
    }
    peer.online = true
    this.take(Y.encodeStateAsUpdate(peer.doc, Y.encodeStateVector(this.server)), peer)
    peer.inbox.push(Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(peer.doc)))
  }

  /** The server goes down and comes back with what it had saved. */
  restartServer(): void {
    for (const peer of this.peers) this.disconnect(peer)
    this.server = copyOfDoc(this.server)
    this.listen()
  }

  /** The server goes down and comes back with a new epoch: everybody's document is one of the past. */
  renew(): void {
    for (const peer of this.peers) this.disconnect(peer)
    this.archives.set(epochOf(this.server), this.server)
    this.server = copyOfDoc(compact(this.server))
    this.updates = [Y.encodeStateAsUpdate(this.server)]
    this.listen()
  }

  /** The document made anew of every update it ever got. */
  rebuilt(): Y.Doc {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.mergeUpdates(this.updates))
    return doc
  }

  /** Somebody whose epoch is over: their work is carried over, and they open the board anew. */
  private comeBack(peer: Peer): void {
    peer.binding.dispose()
    const archived = this.archives.get(epochOf(peer.doc))
    if (!archived) throw new Error(`nothing is archived for ${peer.name}`)
    const changed = copyOfDoc(archived)
    Y.applyUpdate(changed, Y.encodeStateAsUpdate(peer.doc, Y.encodeStateVector(archived)))
    drain(archived, changed, this.server)
    this.archives.set(epochOf(archived), changed)
    const clientId = 1_000 + this.random.int(1e9)
    const again = new Peer(peer.name, Y.encodeStateAsUpdate(this.server), this.random, clientId)
    this.peers.splice(this.peers.indexOf(peer), 1, again)
  }

  /** Everybody connected, everything delivered and merged. */
  settle(): void {
    for (const peer of this.peers) {
      liftPens(peer)
      this.connect(peer)
    }
    this.deliverAll()
    // Strokes that came only now, from people who have stopped drawing them.
    for (const peer of this.peers) liftPens(peer)
    this.deliverAll()
  }

  private deliverAll(): void {
    for (let busy = true; busy; ) {
      busy = false
      for (const peer of this.peers) {
        peer.settle()
        for (let update = peer.outbox.shift(); update; update = peer.outbox.shift()) {
          this.take(update, peer)
          busy = true
        }
        for (let update = peer.inbox.shift(); update; update = peer.inbox.shift()) {
          peer.receive(update)
          busy = true
        }
      }
    }
  }
}

/** A document as it is read from disk. */
function copyOfDoc(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), NETWORK)
  return copy
}

/** Records as comparable JSON: rich text in its canonical form. */
export function comparable(records: ReadonlyMap<string, TLRecord>): Map<string, unknown> {
  return new Map<string, unknown>(
    [...records].map(([id, record]) => {
      const { richText } = propsOf(record)
      if (richText === undefined) return [id, record]
      return [
        id,
        {
          ...record,
          props: { ...propsOf(record), richText: canonicalNodes(nodesOf(richText as TLRichText)) },
        },
      ]
    }),
  )
}

/** The ids of records in which two boards differ. */
export function differences(a: ReadonlyMap<string, TLRecord>, b: ReadonlyMap<string, TLRecord>): string[] {
  const [left, right] = [comparable(a), comparable(b)]
  return [...new Set([...left.keys(), ...right.keys()])].filter((id) => !isEqual(left.get(id), right.get(id)))
}

/** What is wrong with a board as it is shown; empty when it is sound. */
export function faultsOf(records: ReadonlyMap<string, TLRecord>): string[] {
  const faults: string[] = []
  const places = new Set<string>()
  for (const record of records.values()) {
    const problem = checkRecord(record)
    if (problem) faults.push(`${record.id}: ${problem}`)
    if (isShape(record)) {
      const place = `${record.parentId} ${record.index}`
      if (places.has(place)) faults.push(`${record.id} shares the index ${place}`)
      places.add(place)
      if (!endsAtPage(records, record.id)) faults.push(`${record.id} is on no page`)
    }
    if (record.typeName === 'binding' && !(records.has(record.fromId) && records.has(record.toId)))
      faults.push(`${record.id} is tied to nothing`)
  }
  return faults
}

function endsAtPage(records: ReadonlyMap<string, TLRecord>, start: string): boolean {
  let record = records.get(start)
  for (let steps = 0; isShape(record) && steps <= records.size; steps++) record = records.get(record.parentId)
  return record?.typeName === 'page'
}

export interface ConvergenceOptions {
  seed: number
  peers?: number
  steps?: number
  /** How likely a step is to begin a new epoch. */
  epochs?: number
}

function stepOf(workshop: Workshop, random: Random, log: string[], epochs: number): void {
  if (random.chance(epochs)) {
    log.push('a new epoch')
    workshop.renew()
  }
  const peer = random.pick(workshop.peers)
  if (!peer) return
  const dice = random.next()
  if (dice < 0.45) {
    log.push(`${peer.name} ${act(peer)}`)
    peer.history.mark()
  } else if (dice < 0.8) workshop.deliverOne(peer)
  else if (dice < 0.93) peer.frame(random.chance(0.5))
  else if (dice < 0.96) {
    log.push(`${peer.name} goes`)
    workshop.disconnect(peer)
  } else if (dice < 0.99) workshop.connect(peer)
  else {
    log.push('restart')
    workshop.restartServer()
  }
}

/** Every board that must be equal at the end, by name. */
function boardsOf(workshop: Workshop): [string, Map<string, TLRecord>][] {
  return [
    ['the document read from disk', readRecords(copyOfDoc(workshop.server))],
    ['the document made of all updates', readRecords(workshop.rebuilt())],
    ...workshop.peers.flatMap((peer): [string, Map<string, TLRecord>][] => [
      [`the store of ${peer.name}`, sharedRecords(peer.store)],
      [`the document of ${peer.name}`, readRecords(peer.doc)],
    ]),
  ]
}

/**
 * One run: people do random things on one board while updates are delayed, doubled and lost and the server restarts.
 * Throws, with the seed and what was done, when at the end two boards differ, one is not sound, something is
 * unreadable, or somebody would still write.
 */
export function runConvergence({ seed, peers, steps = 120, epochs = 0.004 }: ConvergenceOptions): void {
  const random = new Random(seed)
  const workshop = new Workshop(random)
  // Two to five people, mostly three.
  const people = peers ?? random.of(2, 3, 3, 3, 4, 5)
  for (let i = 0; i < people; i++) workshop.join()
  const log: string[] = []
  try {
    for (let step = 0; step < steps; step++) stepOf(workshop, random, log, epochs)
    workshop.settle()
    judge(workshop)
  } catch (error) {
    throw new Error(`seed ${seed}: ${String(error)}\n${log.join('\n')}`, { cause: error })
  }
}

function judge(workshop: Workshop): void {
  const { records, unreadable } = readBoard(workshop.server)
  if (unreadable.length > 0) throw new Error(`unreadable: ${JSON.stringify(unreadable)}`)
  const faults = faultsOf(records)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  for (const [name, board] of boardsOf(workshop)) {
    const different = differences(records, board)
    if (different.length > 0) {
      const [id = ''] = different
      const sides = [records.get(id), board.get(id)].map((side) => JSON.stringify(side))
      throw new Error(`${name} differs in ${different.join(', ')}\n${sides.join('\n')}`)
    }
  }
}
