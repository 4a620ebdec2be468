import {
  epochOf,
  makeShape,
  putRecords,
  readRecords,
  removeRecords,
  richText,
  type TLShape,
} from '@sheshi/board'
import { indexAt, type Random } from '@sheshi/board/testing'
import { CloseCode, epochReason, isFinal } from '@sheshi/sync'
import {
  decodeServerFrame,
  encodeCheckpoint,
  encodeMissing,
  encodeStateVector,
  encodeUpdate,
} from '@sheshi/sync/testing'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

type Strokes = { segments: { type: 'free'; points: { x: number; y: number; z: number }[] }[] }

const firstPoint = {
  segments: [{ type: 'free' as const, points: [{ x: 0, y: 0, z: 0.5 }] }],
  isComplete: false,
}
const words = 'river bench school light market'.split(' ')

/** A socket and what was asked on it. */
interface Line {
  socket: WebSocket
  uploaded: boolean
  answered: number
  covers: number[]
}

/** Somebody on a board over a real socket, who keeps each edit that was called saved. */
export class Worker {
  doc = new Y.Doc()
  /** Every edit made in this document, in order; the first `saved` of them were called saved. */
  edits: Uint8Array[] = []
  saved = 0
  /** Edits done and called saved, those of earlier epochs too. */
  private readonly before = { done: 0, saved: 0 }
  /** How the last line ended, where the server ended it. */
  closed: { code: number; reason: string } | null = null
  private line: Line | null = null
  private mine: TLShape[] = []

  constructor(
    readonly name: string,
    readonly boardId: string,
    private readonly token: string,
    private readonly random: Random,
  ) {
    this.listen()
  }

  /** Connects; resolves when the board's state is here and ours is there. */
  connect(url: string, epoch: number): Promise<void> {
    return this.dial(url, this.isOfAnotherEpoch(epoch) ? epochOf(this.doc) : epoch)
  }

  /** Who has nothing takes what there is. */
  isOfAnotherEpoch(epoch: number): boolean {
    return this.doc.store.clients.size > 0 && epochOf(this.doc) !== epoch
  }

  /** True when everything drawn here has been called saved on this line. */
  get isSaved(): boolean {
    const { line } = this
    return line?.uploaded === true && line.answered === line.covers.length
  }

  get everDone(): number {
    return this.before.done + this.edits.length
  }

  get everSaved(): number {
    return this.before.saved + this.saved
  }

  get isConnected(): boolean {
    return this.line !== null
  }

  /** For a message about what went wrong. */
  get state(): string {
    const { line, closed } = this
    const asked = line && `${line.answered} of ${line.covers.length} answered, uploaded ${line.uploaded}`
    return `${this.name}: ${this.saved} of ${this.edits.length} saved, ${asked ?? JSON.stringify(closed)}`
  }

  /** Asks once more whether all is saved: the answer comes after all that was on its way. */
  ask(): void {
    const { line } = this
    if (!line?.uploaded) return
    line.covers.push(this.edits.length)
    line.socket.send(encodeCheckpoint(line.covers.length))
  }

  leave(): void {
    this.line?.socket.terminate()
    this.line = null
  }

  /** One thing that somebody does in a workshop. */
  act(): void {
    const dice = this.random.next()
    if (this.mine.length < 3 || dice < 0.06) this.create()
    else if (dice < 0.1) this.remove()
    else if (dice < 0.12) this.dragAnother()
    else this.change()
  }

  /** Opens the board anew: its document is one of another epoch. */
  openAnew(): void {
    this.doc.destroy()
    this.before.done += this.edits.length
    this.before.saved += this.saved
    this.doc = new Y.Doc()
    this.edits = []
    this.saved = 0
    this.mine = []
    this.closed = null
    this.listen()
  }

  /** True where the server has taken over all that is here and sends us to another epoch. */
  get hasMovedOn(): boolean {
    return this.closed?.code === CloseCode.EpochChanged && this.closed.reason === epochReason.carried
  }

  private listen(): void {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this) return
      this.edits.push(update)
      this.line?.socket.send(encodeUpdate(update))
      this.ask()
    })
  }

  private dial(url: string, epoch: number): Promise<void> {
    const address = `${url.replace('http', 'ws')}/sync/${this.boardId}?epoch=${epoch}`
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${this.token}` } })
    const line: Line = { socket, uploaded: false, answered: 0, covers: [] }
    this.closed = null
    return new Promise((resolve, reject) => {
      socket.on('error', reject)
      socket.on('open', () => {
        this.line = line
        socket.send(encodeStateVector(Y.encodeStateVector(this.doc)))
      })
      socket.on('message', (frame) => {
        if (this.hear(line, frame as Uint8Array) && line.uploaded) resolve()
      })
      socket.on('close', (code, reason) => {
        this.closed = { code, reason: reason.toString() }
        if (this.line === line) this.line = null
        if (isFinal(code) && !this.hasMovedOn) reject(new Error(`${this.name}: ${code} ${reason.toString()}`))
        else resolve()
      })
    })
  }

  /** True where the board's state has come. */
  private hear(line: Line, frame: Uint8Array): boolean {
    const message = decodeServerFrame(frame)
    switch (message.type) {
      case 'missing':
      case 'update':
        Y.applyUpdate(this.doc, message.bytes, this)
        return message.type === 'missing'
      case 'stateVector':
        line.socket.send(encodeMissing(Y.encodeStateAsUpdate(this.doc, message.bytes)))
        line.uploaded = true
        this.ask()
        return false
      case 'saved':
        line.answered = message.number
        this.saved = Math.max(this.saved, line.covers[message.number - 1] ?? 0)
        return false
      default:
        return false
    }
  }

  private create(): void {
    const type = this.random.of('note', 'draw', 'geo')
    const id = `shape:${this.name}x${this.random.int(1e9).toString(36)}`
    const at = {
      x: this.random.int(4_000),
      y: this.random.int(2_000),
      index: indexAt(this.random.int(90_000)),
    }
    const shape =
      type === 'draw' ? makeShape({ type, id, ...at, props: firstPoint }) : makeShape({ type, id, ...at })
    putRecords(this.doc, [shape])
    this.mine.push(shape as TLShape)
    if (this.mine.length > 12) this.mine.shift()
  }

  private remove(): void {
    const [oldest] = this.mine.splice(0, 1)
    if (oldest) removeRecords(this.doc, [oldest.id])
  }

  private dragAnother(): void {
    const shapes = [...readRecords(this.doc).values()].filter((record) => record.typeName === 'shape')
    const shape = this.random.pick(shapes)
    if (shape) putRecords(this.doc, [{ ...shape, x: this.random.int(4_000) } as TLShape])
  }

  /** Drags, types a letter, or draws on. */
  private change(): void {
    const at = this.random.int(this.mine.length)
    const shape = this.mine[at]
    if (!shape) return
    const next = this.random.chance(0.5) ? { ...shape, x: shape.x + 3, y: shape.y + 1 } : this.worked(shape)
    putRecords(this.doc, [next])
    this.mine[at] = next
  }

  private worked(shape: TLShape): TLShape {
    if (shape.type === 'draw') {
      const [segment] = (shape.props as unknown as Strokes).segments
      const points = [...(segment?.points ?? []), { x: this.random.int(99), y: this.random.int(99), z: 0.5 }]
      return { ...shape, props: { ...shape.props, segments: [{ type: 'free', points }] } } as TLShape
    }
    const text = Array.from({ length: 1 + this.random.int(8) }, () => this.random.pick(words) ?? '').join(' ')
    return { ...shape, props: { ...shape.props, richText: richText(text) } } as TLShape
  }
}
