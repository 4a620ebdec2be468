import * as decoding from 'lib0/decoding'
import { type AwarenessEntry, MessageType } from './protocol.ts'

/** A frame of the server, read. */
export type ServerMessage =
  | { type: 'stateVector' | 'missing' | 'update'; bytes: Uint8Array }
  | { type: 'awareness'; entries: (Omit<AwarenessEntry, 'state'> & { state: unknown })[] }
  | { type: 'received' | 'saved' | 'saving'; number: number }

/** Reads a frame of the server. */
export function decodeServerFrame(frame: Uint8Array): ServerMessage {
  const decoder = decoding.createDecoder(frame)
  const type = decoding.readVarUint(decoder)
  if (type === MessageType.sync) {
    const step = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    return { type: step === 0 ? 'stateVector' : step === 1 ? 'missing' : 'update', bytes }
  }
  if (type === MessageType.awareness) return { type: 'awareness', entries: readEntries(decoder) }
  const number = decoding.readVarUint(decoder)
  if (type === MessageType.received) return { type: 'received', number }
  if (type === MessageType.saved) return { type: 'saved', number }
  return { type: 'saving', number }
}

function readEntries(frame: decoding.Decoder) {
  const decoder = decoding.createDecoder(decoding.readVarUint8Array(frame))
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    clientId: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: JSON.parse(decoding.readVarString(decoder)) as unknown,
  }))
}
