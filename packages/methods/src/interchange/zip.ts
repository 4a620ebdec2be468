/** Reading ZIP files that anybody may have made; the unpacking itself is the platform's. */

/** A file in a ZIP, as its directory says. */
export interface ZipEntry {
  path: string
  /** Still packed. */
  packed: Uint8Array
  method: 'stored' | 'deflated'
  /** Its size when unpacked; not to be believed. */
  size: number
}

/** Why a ZIP was refused: it is none, or it was made to do harm. */
export class ZipProblem extends Error {
  override readonly name = 'ZipProblem'
  readonly code: 'broken' | 'too-large' | 'bad-name'

  constructor(code: ZipProblem['code'], detail: string) {
    super(detail)
    this.code = code
  }
}

/** What a bundle may hold: files, bytes of one and of all unpacked, and how often larger than packed. */
export const zipLimits = { files: 2_000, fileBytes: 128 << 20, allBytes: 256 << 20, ratio: 400 } as const

const end = 0x06054b50
const directory = 0x02014b50
const local = 0x04034b50

/** The files in a ZIP. Throws a ZipProblem where it is broken, too large, or names files outside of itself. */
export function listZip(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { count, at: start } = directoryOf(view)
  if (count > zipLimits.files) throw new ZipProblem('too-large', `More than ${zipLimits.files} files`)
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let all = 0
  let at = start
  for (let read = 0; read < count; read += 1) {
    const { entry, next } = entryAt(bytes, view, at)
    at = next
    if (entry.path.endsWith('/')) continue
    all += entry.size
    checkSize(entry, all)
    checkName(entry.path)
    if (names.has(entry.path)) throw new ZipProblem('broken', 'Two files of one name')
    names.add(entry.path)
    entries.push(entry)
  }
  return entries
}

/** The record at the end of a ZIP, behind a comment of at most 64 kB. */
function directoryOf(view: DataView): { count: number; at: number } {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== end) continue
    const count = view.getUint16(at + 10, true)
    const offset = view.getUint32(at + 16, true)
    if (count === 0xffff || offset === 0xffffffff) throw new ZipProblem('too-large', 'A ZIP64 file')
    if (offset > at) break
    return { count, at: offset }
  }
  throw new ZipProblem('broken', 'No ZIP file')
}

function entryAt(bytes: Uint8Array, view: DataView, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== directory)
    throw new ZipProblem('broken', 'The directory of the ZIP is broken')
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  if ((flags & 1) !== 0) throw new ZipProblem('broken', 'The ZIP is encrypted')
  if (method !== 0 && method !== 8) throw new ZipProblem('broken', 'A way of packing that is not known here')
  const packedSize = view.getUint32(at + 20, true)
  const size = view.getUint32(at + 24, true)
  const nameLength = view.getUint16(at + 28, true)
  const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  const path = nameIn(bytes.subarray(at + 46, at + 46 + nameLength))
  const packed = packedAt(bytes, view, view.getUint32(at + 42, true), packedSize)
  return { entry: { path, packed, method: method === 0 ? 'stored' : 'deflated', size }, next }
}

function nameIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ZipProblem('bad-name', 'The name of a file is not UTF-8')
  }
}

function packedAt(bytes: Uint8Array, view: DataView, at: number, size: number): Uint8Array {
  if (at + 30 > bytes.length || view.getUint32(at, true) !== local)
    throw new ZipProblem('broken', 'A file of the ZIP is not where its directory says')
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (start + size > bytes.length) throw new ZipProblem('broken', 'A file of the ZIP is cut off')
  return bytes.subarray(start, start + size)
}

function checkSize({ size, packed, method }: ZipEntry, all: number): void {
  const { fileBytes, allBytes, ratio } = zipLimits
  if (size > fileBytes || all > allBytes) throw new ZipProblem('too-large', 'The files are too large')
  if (method === 'stored' && size !== packed.length) throw new ZipProblem('broken', 'A size is wrong')
  // A deflated bomb is a thousand times its size; a drawing of many equal shapes is not.
  if (size > 1 << 20 && size > packed.length * ratio)
    throw new ZipProblem('too-large', 'A file is packed too tightly')
}

function checkName(path: string): void {
  const outside = path.startsWith('/') || /^[a-z]:/i.test(path) || path.includes('\\') || path.includes('\0')
  if (
    outside ||
    path.length > 300 ||
    path.split('/').some((part) => part === '..' || part === '.' || part === '')
  )
    throw new ZipProblem('bad-name', 'A file has a name that leads out of the bundle')
}

/** Unpacks one file; `most` is the size it may have, and more than that throws. */
export type Inflate = (packed: Uint8Array, most: number) => Promise<Uint8Array>

/** Unpacks a file of a ZIP. Throws a ZipProblem where it is not what its directory says. */
export async function unpack({ packed, method, size }: ZipEntry, inflate: Inflate): Promise<Uint8Array> {
  if (method === 'stored') return packed
  let bytes: Uint8Array
  try {
    bytes = await inflate(packed, size)
  } catch {
    throw new ZipProblem('broken', 'A file of the ZIP cannot be unpacked')
  }
  if (bytes.length !== size) throw new ZipProblem('broken', 'A size is wrong')
  return bytes
}
