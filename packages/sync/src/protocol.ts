import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { CloseCode, SyncError } from './closeCodes.ts'

/** First number of a frame. 0–3 are y-websocket's, ours begin at 100 (DESIGN §2.3). */
export const MessageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  checkpoint: 100,
  received: 101,
  saved: 102,
  saving: 103,
  part: 104,
} as const

const SyncStep = { stateVector: 0, missing: 1, update: 2 } as const

/** One person's presence as it travels; `state` is JSON in UTF-8, `null` when they are gone. */
export interface AwarenessEntry {
  clientId: number
  clock: number
  state: Uint8Array
}

/** A frame from a client. */
export type ClientMessage =
  | { type: 'stateVector'; stateVector: Uint8Array }
  /** `handshake`: the answer to our state vector rather than a fresh edit. */
  | { type: 'update'; update: Uint8Array; handshake: boolean }
  /** Belongs together with the session's next update. */
  | { type: 'part'; update: Uint8Array }
  | { type: 'awareness'; entries: AwarenessEntry[] }
  | { type: 'queryAwareness' }
  | { type: 'checkpoint'; number: number }
  | { type: 'ignored' }

/** A number of ours that the server sends; `saving` carries 1 or 0. */
export interface ServerNumber {
  type: 'received' | 'saved' | 'saving'
  number: number
}

const badMessage = (reason: string) => new SyncError(CloseCode.BadMessage, reason)

/**
 * Reads a frame of a client. Bytes of its parts are views into the frame.
 * @throws SyncError(BadMessage), and nothing else, whatever the bytes.
 */
export function decodeClientFrame(frame: Uint8Array): ClientMessage {
  try {
    return readClientMessage(decoding.createDecoder(frame))
  } catch (error) {
    throw error instanceof SyncError ? error : badMessage('malformed frame')
  }
}

function readClientMessage(decoder: decoding.Decoder): ClientMessage {
  switch (decoding.readVarUint(decoder)) {
    case MessageType.sync:
      return readSync(decoder)
    case MessageType.awareness:
      return { type: 'awareness', entries: readAwareness(decoding.readVarUint8Array(decoder)) }
    case MessageType.auth:
      return { type: 'ignored' }
    case MessageType.queryAwareness:
      return { type: 'queryAwareness' }
    case MessageType.checkpoint:
      return { type: 'checkpoint', number: decoding.readVarUint(decoder) }
    case MessageType.part:
      return { type: 'part', update: decoding.readVarUint8Array(decoder) }
    default:
      throw badMessage('unknown message type')
  }
}

function readSync(decoder: decoding.Decoder): ClientMessage {
  const step = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  if (step === SyncStep.stateVector) return { type: 'stateVector', stateVector: bytes }
  if (step === SyncStep.missing) return { type: 'update', update: bytes, handshake: true }
  if (step === SyncStep.update) return { type: 'update', update: bytes, handshake: false }
  throw badMessage('unknown sync step')
}

function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes)
  const entries: AwarenessEntry[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const clientId = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    entries.push({ clientId, clock, state: decoding.readVarUint8Array(decoder) })
  }
  return entries
}

function frameOf(...parts: (number | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part)
    else encoding.writeVarUint8Array(encoder, part)
  }
  return encoding.toUint8Array(encoder)
}

/** Asks the other side for what this state vector lacks. */
export const encodeStateVector = (stateVector: Uint8Array) =>
  frameOf(MessageType.sync, SyncStep.stateVector, stateVector)

/** Answers a state vector with everything it lacked. */
export const encodeMissing = (update: Uint8Array) => frameOf(MessageType.sync, SyncStep.missing, update)

/** An edit. */
export const encodeUpdate = (update: Uint8Array) => frameOf(MessageType.sync, SyncStep.update, update)

/** A part of an edit, or of an answer, that is too large for one frame; the last one travels as an ordinary one. */
export const encodePart = (update: Uint8Array) => frameOf(MessageType.part, update)

/** "Everything before this frame is my checkpoint n." */
export const encodeCheckpoint = (number: number) => frameOf(MessageType.checkpoint, number)

/** "All before your checkpoint n is applied and sent on" (received), "is on disk" (saved); saving: 1 works, 0 fails. */
export const encodeServerNumber = ({ type, number }: ServerNumber) => frameOf(MessageType[type], number)

/** An awareness update as y-protocols writes it. */
export const encodeAwarenessFrame = (update: Uint8Array) => frameOf(MessageType.awareness, update)

/** Asks for everybody's presence, which is answered at once. */
export const encodeQueryAwareness = () => frameOf(MessageType.queryAwareness)

/** Presence of several people in one frame; none at all makes the smallest frame there is. */
export function encodeAwareness(entries: Iterable<AwarenessEntry>): Uint8Array {
  const list = [...entries]
  let bytes = varUintBytes(list.length)
  for (const { clientId, clock, state } of list) {
    bytes += varUintBytes(clientId) + varUintBytes(clock) + varUintBytes(state.length) + state.length
  }
  // Made in many rooms many times a second: one buffer of the right size, and the states copied into it.
  const frame = new Uint8Array(1 + varUintBytes(bytes) + bytes)
  let at = writeVarUint(frame, 0, MessageType.awareness)
  at = writeVarUint(frame, at, bytes)
  at = writeVarUint(frame, at, list.length)
  for (const { clientId, clock, state } of list) {
    at = writeVarUint(frame, at, clientId)
    at = writeVarUint(frame, at, clock)
    at = writeVarUint(frame, at, state.length)
    frame.set(state, at)
    at += state.length
  }
  return frame
}

function varUintBytes(number: number): number {
  let bytes = 1
  for (let rest = number; rest > 127; rest = Math.floor(rest / 128)) bytes += 1
  return bytes
}

/** Returns where the next byte goes. */
function writeVarUint(bytes: Uint8Array, start: number, number: number): number {
  let at = start
  let rest = number
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes[at++] = 128 | (rest % 128)
  bytes[at] = rest
  return at + 1
}
