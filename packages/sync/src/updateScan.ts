import * as decoding from 'lib0/decoding'

/** An author and a place in what they wrote. */
export interface Place {
  client: number
  clock: number
}

/** One struct of an update as it lies in the bytes. */
export interface ScannedStruct extends Place {
  length: number
  /** Its first byte, and the one after its last. */
  from: number
  to: number
  /** The root type that it is an entry of: in our layout a record begins there. */
  root: string | null
  /** What it stands beside and in; none where that is a root. */
  refers: readonly Place[]
}

/** One range of deletes. */
export interface ScannedDelete extends Place {
  length: number
}

/** Called with everything that an update holds, in its order; may throw to stop. */
export interface ScanVisitor {
  struct?(struct: ScannedStruct): void
  remove?(range: ScannedDelete): void
}

/** JSON in a document of ours is at most 32 deep. */
const deepest = 200
/** Values in one list, and entries in one object: a struct cannot be worked on in steps. */
const mostValues = 100_000
const nothing: readonly Place[] = []

/**
 * Goes through an update (v1) without decoding what it holds: a tenth of the stock decoder's work, in no more memory
 * than the bytes. What passes may still be refused by yjs, never the other way round.
 * @throws where the bytes are no update
 */
export function scanUpdate(update: Uint8Array, visitor: ScanVisitor): void {
  const decoder = decoding.createDecoder(update)
  for (let authors = decoding.readVarUint(decoder); authors > 0; authors--) scanAuthor(decoder, visitor)
  for (let authors = decoding.readVarUint(decoder); authors > 0; authors--) {
    const client = decoding.readVarUint(decoder)
    for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges--) {
      const clock = decoding.readVarUint(decoder)
      const length = decoding.readVarUint(decoder)
      checkClock(clock + length)
      visitor.remove?.({ client, clock, length })
    }
  }
}

function scanAuthor(decoder: decoding.Decoder, visitor: ScanVisitor): void {
  const structs = decoding.readVarUint(decoder)
  const client = decoding.readVarUint(decoder)
  let clock = decoding.readVarUint(decoder)
  for (let left = structs; left > 0; left--) {
    const from = decoder.pos
    const { length, root, refers } = scanStruct(decoder)
    checkClock(clock + length)
    visitor.struct?.({ client, clock, length, from, to: decoder.pos, root, refers })
    clock += length
  }
}

/** Beyond these numbers are no longer counted one by one. */
function checkClock(clock: number): void {
  if (!Number.isSafeInteger(clock)) throw new Error('a clock is out of bounds')
}

function scanStruct(decoder: decoding.Decoder): Pick<ScannedStruct, 'length' | 'root' | 'refers'> {
  const info = decoding.readUint8(decoder)
  const kind = info & 31
  if (kind === 0 || info === 10) return { length: decoding.readVarUint(decoder), root: null, refers: nothing }
  const refers: Place[] = []
  if (info & 128) refers.push(readPlace(decoder))
  if (info & 64) refers.push(readPlace(decoder))
  let root: string | null = null
  if (refers.length === 0) {
    if (decoding.readVarUint(decoder) === 1) root = decoding.readVarString(decoder)
    else refers.push(readPlace(decoder))
    if (info & 32) skipString(decoder)
  }
  return { length: scanContent(decoder, kind), root, refers }
}

function readPlace(decoder: decoding.Decoder): Place {
  return { client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) }
}

/** Steps over a struct's content; how many places it takes. The kinds are those of yjs's `contentRefs`. */
function scanContent(decoder: decoding.Decoder, kind: number): number {
  switch (kind) {
    case 1:
      return decoding.readVarUint(decoder)
    case 2:
      return repeat(decoder, skipString)
    case 3:
    case 5:
      skipString(decoder)
      return 1
    case 4:
      return skipString(decoder)
    case 6:
      skipString(decoder)
      skipString(decoder)
      return 1
    case 7:
      if ([3, 5].includes(decoding.readVarUint(decoder))) skipString(decoder)
      return 1
    case 8:
      return repeat(decoder, skipAny)
    case 9:
      skipString(decoder)
      skipAny(decoder)
      return 1
    default:
      throw new Error('unknown content')
  }
}

/** Steps over as many as are announced. */
function repeat(decoder: decoding.Decoder, skip: (decoder: decoding.Decoder) => void): number {
  const times = decoding.readVarUint(decoder)
  if (times > mostValues) throw new Error('too many values')
  // Each takes a byte at least: whoever announces more would have us count to a billion behind the end.
  if (times > decoder.arr.length - decoder.pos) throw new Error('unexpected end')
  for (let left = times; left > 0; left--) skip(decoder)
  return times
}

/** Steps over bytes with their length before them; their length as text, in UTF-16 as yjs counts. */
function skipString(decoder: decoding.Decoder): number {
  const bytes = decoding.readVarUint(decoder)
  const { arr, pos } = decoder
  if (bytes > arr.length - pos) throw new Error('unexpected end')
  decoder.pos = pos + bytes
  let length = 0
  for (let at = pos; at < decoder.pos; at++) {
    const byte = arr[at] ?? 0
    if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1
  }
  return length
}

/** Steps over a value as lib0 writes it. */
function skipAny(decoder: decoding.Decoder, depth = 0): void {
  if (depth > deepest) throw new Error('nested too deeply')
  const kind = decoding.readUint8(decoder)
  if (kind === 125) decoding.readVarInt(decoder)
  else if (kind === 124) skipBytes(decoder, 4)
  else if (kind === 123 || kind === 122) skipBytes(decoder, 8)
  else if (kind === 119 || kind === 116) skipString(decoder)
  else if (kind === 117) repeat(decoder, () => skipAny(decoder, depth + 1))
  else if (kind === 118) {
    repeat(decoder, () => {
      skipString(decoder)
      skipAny(decoder, depth + 1)
    })
  }
}

function skipBytes(decoder: decoding.Decoder, bytes: number): void {
  if (bytes > decoder.arr.length - decoder.pos) throw new Error('unexpected end')
  decoder.pos += bytes
}
