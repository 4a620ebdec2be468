import { setTimeout as pause } from 'node:timers/promises'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'

/** How a socket ended: a close code, or the HTTP status where it was never let in. */
export interface Ending {
  code: number
  reason: string
}

/** Numbers as varints, bytes with their length before them: what all frames are made of. */
export function frame(...parts: readonly (number | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part)
    else encoding.writeVarUint8Array(encoder, part)
  }
  return encoding.toUint8Array(encoder)
}

export const updateFrame = (update: Uint8Array) => frame(0, 2, update)
export const stateFrame = (vector: Uint8Array) => frame(0, 0, vector)

/** Presence of these ids, each with a clock and a state as text. */
export function presenceFrame(entries: readonly [id: number, clock: number, state: string][]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const [id, clock, state] of entries) {
    encoding.writeVarUint(encoder, id)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, state)
  }
  return frame(1, encoding.toUint8Array(encoder))
}

/** Resolves once the condition holds; throws with `what` where it does not in time. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  ms = 20_000,
): Promise<void> {
  const patience = performance.now() + ms
  while (!(await condition())) {
    if (performance.now() > patience) throw new Error(`after ${ms} ms: not ${what}`)
    await pause(20)
  }
}

/** Where to knock, and as whom. */
export interface Door {
  /** The server's address. */
  url: string
  boardId: string
  /** null: nobody. */
  token: string | null
}

/** A socket that sends what it is told, whatever a server thinks of it. */
export class Wire {
  readonly socket: WebSocket
  ended: Ending | null = null
  isOpen = false
  heard = 0
  private readonly listeners = new Set<(bytes: Uint8Array) => void>()

  constructor({ url, boardId, token }: Door, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${boardId}`, {
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      maxPayload: 256 << 20,
    })
    this.socket.on('error', () => undefined)
    this.socket.on('open', () => {
      this.isOpen = true
    })
    this.socket.on('unexpected-response', (request, { statusCode = 0 }) => {
      this.ended = { code: statusCode, reason: 'before the upgrade' }
      request.destroy()
    })
    this.socket.on('close', (code, reason) => {
      this.ended ??= { code, reason: reason.toString() }
    })
    this.socket.on('message', (bytes: Buffer) => {
      this.heard += 1
      for (const listener of this.listeners) listener(bytes)
    })
  }

  onFrame(listener: (bytes: Uint8Array) => void): void {
    this.listeners.add(listener)
  }

  /** Open, and spoken to: its session is in the room. */
  async letIn(): Promise<this> {
    await until('let in', () => this.heard > 0 || this.ended !== null)
    return this
  }

  send(...frames: readonly Uint8Array[]): void {
    for (const each of frames) this.socket.send(each, () => undefined)
  }

  async ending(ms?: number): Promise<Ending> {
    await until('ended', () => this.ended !== null, ms)
    return this.ended ?? { code: 0, reason: '' }
  }

  end(): void {
    this.socket.terminate()
  }
}

/** A record as it lies in the document. */
export interface BoardRecord {
  id: string
  [field: string]: unknown
}

/** A socket with a document behind it, as pages have. */
export class Peer {
  readonly doc = new Y.Doc()
  readonly wire: Wire
  synced = false

  constructor(door: Door, headers: Record<string, string> = {}) {
    this.wire = new Wire(door, headers)
    this.wire.onFrame((bytes) => this.take(bytes))
    this.wire.socket.on('open', () => this.wire.send(stateFrame(Y.encodeStateVector(this.doc))))
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.wire.send(updateFrame(update))
    })
  }

  async ready(): Promise<this> {
    await until('synced', () => this.synced || this.wire.ended !== null)
    if (!this.synced) throw new Error(`not let in: ${JSON.stringify(this.wire.ended)}`)
    return this
  }

  get records(): Y.Map<unknown> {
    return this.doc.getMap('records')
  }

  entry(id: string): Y.Map<unknown> {
    const entry = this.records.get(id)
    if (!(entry instanceof Y.Map)) throw new Error(`there is no ${id}`)
    return entry
  }

  /** Puts new records onto the board, in one update. */
  put(...records: readonly BoardRecord[]): void {
    this.doc.transact(() => {
      for (const record of records) this.records.set(record.id, new Y.Map([['$', record]]))
    })
  }

  end(): void {
    this.wire.end()
    this.doc.destroy()
  }

  private take(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes)
    if (decoding.readVarUint(decoder) !== 0) return
    const step = decoding.readVarUint(decoder)
    const content = decoding.readVarUint8Array(decoder)
    if (step === 0) this.wire.send(frame(0, 1, Y.encodeStateAsUpdate(this.doc, content)))
    else {
      Y.applyUpdate(this.doc, content, this)
      this.synced = true
    }
  }
}
