import { Reader, Writer } from './bytes.ts'

/** How a server speaks: y-websocket's messages as they are, or with Hocuspocus' document name before each. */
export type Speech = 'y-websocket' | 'hocuspocus'

const emptyUpdate = Uint8Array.of(0, 0)
const nothing = Uint8Array.of(0)
const writer = new Writer()

/** One person's presence in y-protocols' awareness format. */
export const awarenessBody = (id: number, clock: number, state: Uint8Array): Buffer =>
  writer.varUint(1).varUint(id).varUint(clock).varBytes(state).take()

/** Builds the messages of one client in one room. */
export class Messages {
  private readonly prefix: Buffer

  constructor(
    private readonly speech: Speech,
    room: string,
  ) {
    this.prefix = speech === 'hocuspocus' ? writer.varString(room).take() : Buffer.alloc(0)
  }

  /** What goes first, before anything else is sent. */
  opening(): Buffer[] {
    const ask = writer.raw(this.prefix).varUint(0).varUint(0).varBytes(nothing).take()
    if (this.speech === 'y-websocket') return [ask]
    const provider = '4.7.0'
    const token = writer.raw(this.prefix).varUint(2).varUint(0).varString('').varString(provider).take()
    return [token, ask]
  }

  /** The answer of somebody who has nothing to a state vector. */
  nothingMissing(): Buffer {
    return writer.raw(this.prefix).varUint(0).varUint(1).varBytes(emptyUpdate).take()
  }

  update(update: Uint8Array): Buffer {
    return writer.raw(this.prefix).varUint(0).varUint(2).varBytes(update).take()
  }

  awareness(body: Uint8Array): Buffer {
    return writer.raw(this.prefix).varUint(1).varBytes(body).take()
  }

  /** Ours alone: "is what I sent up to here saved?" */
  checkpoint(number: number): Buffer {
    return writer.varUint(100).varUint(number).take()
  }

  /** Reads a server's message. */
  read(message: Uint8Array): ServerMessage {
    const reader = new Reader(message)
    if (this.speech === 'hocuspocus') reader.skipBytes()
    const type = reader.varUint()
    if (type === 0) {
      const step = reader.varUint()
      const bytes = reader.varBytes()
      return { type: step === 0 ? 'stateVector' : step === 1 ? 'state' : 'update', bytes }
    }
    if (type === 1) return { type: 'awareness', bytes: reader.varBytes() }
    // Answers that say only that something has come, or is saved.
    if (type === 8 || (type >= 101 && type <= 103))
      return { type: 'answer', kind: type, number: reader.varUint() }
    if (type === 2 && this.speech === 'hocuspocus' && reader.varUint() === 1)
      throw new Error('the server refuses to let somebody in')
    return { type: 'other' }
  }
}

export type ServerMessage =
  | { type: 'stateVector' | 'state' | 'update' | 'awareness'; bytes: Uint8Array }
  | { type: 'answer'; kind: number; number: number }
  | { type: 'other' }

/** Calls back with each person's id and clock in an awareness message; the states are not looked into. */
export function eachPresence(body: Uint8Array, call: (id: number, clock: number) => void): void {
  const reader = new Reader(body)
  for (let left = reader.varUint(); left > 0; left--) {
    const id = reader.varUint()
    const clock = reader.varUint()
    reader.skipBytes()
    call(id, clock)
  }
}
