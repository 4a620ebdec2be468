import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { Progress } from './client/progress.ts'
import { encodeCheckpoint, encodeMissing, encodeStateVector, encodeUpdate } from './protocol.ts'
import type { Room } from './Room.ts'
import { RoomRegistry } from './RoomRegistry.ts'
import type { Session } from './session.ts'
import { decodeServerFrame, HandClock, HandSocket, MemoryLog, randomFrom, runSeed } from './testing/index.ts'

const quiet = { info() {}, warn() {}, error() {} }
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A server that can be thrown away with all it had not saved. */
class Server {
  readonly clock = new HandClock()
  readonly rooms: RoomRegistry

  constructor(readonly log: MemoryLog) {
    log.hold()
    this.rooms = new RoomRegistry({
      log,
      logger: quiet,
      clock: this.clock,
      idleMs: 300,
      snapshotBytes: 2_000,
    })
  }

  /** The document that a restart would load. */
  async durable(): Promise<Y.Doc> {
    const doc = new Y.Doc()
    const stored = await new MemoryLog(this.log.disk).load('board')
    for (const update of stored?.updates ?? []) Y.applyUpdate(doc, update)
    return doc
  }
}

/** The two directions of a connection, each in order, moved only when told. */
interface Link {
  room: Room
  session: Session
  socket: HandSocket
  up: Uint8Array[]
}

/** A client as y-websocket and `connectBoard` make one, over a link that can break at any frame. */
class Client {
  readonly doc = new Y.Doc()
  readonly progress = new Progress()
  /** Keys written here, in order; those before `saved` were called saved. */
  readonly written: string[] = []
  saved = 0
  link: Link | null = null
  private covered = new Map<number, number>()

  constructor(readonly name: string) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this) return
      this.progress.edited()
      this.link?.up.push(encodeUpdate(update))
      this.ask()
    })
  }

  async connect(server: Server): Promise<void> {
    const room = await server.rooms.open('board')
    const socket = new HandSocket()
    const session = room.join(socket, { id: this.name, role: 'participant', access: 'write' })
    this.link = { room, session, socket, up: [encodeStateVector(Y.encodeStateVector(this.doc))] }
    this.covered.clear()
    this.progress.connecting()
    this.progress.connected()
  }

  drop(): void {
    if (!this.link) return
    this.link.room.leave(this.link.session)
    this.lose()
  }

  /** The link is gone without the server's doing. */
  lose(): void {
    this.link = null
    this.progress.disconnected()
  }

  moveUp(frames: number): void {
    const { link } = this
    for (const frame of link?.up.splice(0, frames) ?? []) link?.room.receive(link.session, frame)
  }

  moveDown(frames: number): void {
    for (const frame of this.link?.socket.frames.splice(0, frames) ?? []) this.hear(frame)
  }

  private hear(frame: Uint8Array): void {
    const message = decodeServerFrame(frame)
    switch (message.type) {
      case 'missing':
      case 'update':
        Y.applyUpdate(this.doc, message.bytes, this)
        return
      case 'stateVector':
        this.link?.up.push(encodeMissing(Y.encodeStateAsUpdate(this.doc, message.bytes)))
        this.progress.upload()
        this.ask()
        return
      case 'received':
        this.progress.received(message.number)
        return
      case 'saved':
        this.progress.saved(message.number)
        this.saved = Math.max(this.saved, this.covered.get(message.number) ?? 0)
    }
  }

  private ask(): void {
    const number = this.link && this.progress.nextCheckpoint()
    if (number === null) return
    this.covered.set(number, this.written.length)
    this.link?.up.push(encodeCheckpoint(number))
  }
}

/** One run: clients, operations and faults, all of them the seed's choice. */
class Run {
  readonly operations: string[] = []
  private readonly clients: Client[]
  private readonly deleted = new Set<string>()
  private server: Server
  private failing = false

  constructor(
    private readonly random: () => number,
    clients: number,
  ) {
    this.clients = Array.from({ length: clients }, (_, i) => new Client(`client ${i}`))
    this.server = new Server(new MemoryLog())
  }

  async begin(): Promise<void> {
    const created = this.server.rooms.create('board', (doc) => doc.getMap('records').set('seed', true))
    await settle()
    this.server.log.save()
    await created
  }

  async step(): Promise<void> {
    const client = this.pick(this.clients)
    const roll = this.random()
    if (roll < 0.3) this.edit(client)
    else if (roll < 0.55) this.move(client)
    else if (roll < 0.7) await this.advance()
    else if (roll < 0.85) await this.save()
    else if (roll < 0.9) this.breakLine(client)
    else if (roll < 0.95) await this.join(client)
    else if (roll < 0.97) this.turnDisk()
    else if (roll < 0.985) await this.restart()
    else await this.serverEdit()
  }

  /** Everybody connects, everything moves; then all must hold the same. */
  async finish(): Promise<void> {
    if (this.failing) this.turnDisk()
    for (const client of this.clients) await this.join(client)
    for (let round = 0; round < 60; round++) {
      for (const client of this.clients) {
        client.moveUp(Infinity)
        client.moveDown(Infinity)
      }
      await this.advance()
      await this.save()
    }
    const room = await this.server.rooms.open('board')
    const durable = await this.server.durable()
    const merged = new Y.Doc()
    for (const { doc } of this.clients) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc))
    for (const doc of [room.doc, durable, merged]) this.expectSame(doc)
    for (const { doc, progress, name } of this.clients) {
      this.expectSame(doc)
      expect(progress.state, name).toBe('saved')
      expect(doc.store.pendingStructs, name).toBeNull()
      expect(doc.store.pendingDs, name).toBeNull()
    }
    for (const key of this.clients.flatMap(({ written }) => written)) {
      if (!this.deleted.has(key)) expect(durable.getMap('records').has(key), key).toBe(true)
    }
  }

  private expectSame(doc: Y.Doc): void {
    const [first] = this.clients
    expect(content(doc)).toEqual(first && content(first.doc))
    expect(Y.encodeStateVector(doc)).toEqual(first && Y.encodeStateVector(first.doc))
  }

  private edit(client: Client): void {
    const records = client.doc.getMap('records')
    const keys = [...records.keys()].filter((key) => key !== 'seed')
    const roll = this.random()
    this.note(`${client.name} edits`)
    if (roll < 0.2 && keys.length > 0) {
      const key = this.pick(keys)
      this.deleted.add(key)
      records.delete(key)
    } else if (roll < 0.5) {
      const text = client.doc.getText('text')
      text.insert(Math.floor(this.random() * (text.length + 1)), client.name.slice(-1))
    } else {
      const key = `${client.name} ${client.written.length}`
      client.written.push(key)
      records.set(key, new Y.Map([['x', this.random()]]))
    }
  }

  private move(client: Client): void {
    const frames = 1 + Math.floor(this.random() * 4)
    this.note(`${client.name} moves ${frames}`)
    if (this.random() < 0.5) client.moveUp(frames)
    else client.moveDown(frames)
  }

  private async advance(): Promise<void> {
    this.note('time passes')
    this.server.clock.advance(Math.floor(this.random() * 60))
    await settle()
  }

  private async save(): Promise<void> {
    this.note('disk answers')
    this.server.log.save()
    await settle()
    await this.checkSaved()
  }

  /** Whatever a client was told is saved, a restart at this moment would find. */
  private async checkSaved(): Promise<void> {
    const records = (await this.server.durable()).getMap('records')
    for (const { written, saved } of this.clients) {
      for (const key of written.slice(0, saved)) {
        if (!this.deleted.has(key)) expect(records.has(key), `${key} was called saved`).toBe(true)
      }
    }
  }

  private breakLine(client: Client): void {
    this.note(`${client.name} drops`)
    client.drop()
  }

  private async join(client: Client): Promise<void> {
    if (client.link) return
    this.note(`${client.name} connects`)
    await client.connect(this.server)
  }

  private turnDisk(): void {
    this.failing = !this.failing
    this.note(this.failing ? 'disk fails' : 'disk works')
    if (this.failing) this.server.log.fail('no space')
    else this.server.log.work()
  }

  private async restart(): Promise<void> {
    this.note('server is killed')
    await this.checkSaved()
    this.failing = false
    for (const client of this.clients) client.lose()
    this.server = new Server(new MemoryLog(this.server.log.disk))
  }

  private async serverEdit(): Promise<void> {
    this.note('server edits')
    const room = await this.server.rooms.open('board')
    void room.edit('note', (doc) => doc.getText('text').insert(0, 'S'))
  }

  private pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.random() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  private note(operation: string): void {
    this.operations.push(operation)
  }
}

const content = (doc: Y.Doc) => ({
  records: doc.getMap('records').toJSON(),
  text: doc.getText('text').toString(),
})

it('[RS32, RS4] clients agree with each other and with the disk, whatever breaks on the way', async () => {
  const seed = runSeed()
  for (let i = 0; i < 30; i++) {
    const random = randomFrom(seed + i)
    const run = new Run(random, 2 + Math.floor(random() * 4))
    await run.begin()
    try {
      for (let step = 0; step < 250; step++) await run.step()
      await run.finish()
    } catch (error) {
      console.error(`RUN_SEED=${seed + i}\n${run.operations.join('\n')}`)
      throw error
    }
  }
})
