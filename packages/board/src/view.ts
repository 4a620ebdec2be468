import type { TLRecord } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import { readRecord } from './codec.ts'
import { sameRecord } from './registers.ts'
import { type Grave, repair, structureOf } from './repair.ts'

/** A record that this version cannot read or show: it is kept in the document and left out of the board. */
export interface Unreadable {
  id: string
  reason: string
}

export const recordsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('records')
export const metaOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('meta')
export const graveOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('grave')

/** True for the place of a frame or group: where it stood, in whom. */
export function isGrave(value: unknown): value is Grave {
  if (!Array.isArray(value) || value.length !== 4) return false
  const [parentId, ...numbers]: unknown[] = value
  return (
    typeof parentId === 'string' &&
    parentId.length <= 200 &&
    numbers.every((number) => typeof number === 'number' && Math.abs(number) < 1e7)
  )
}

/** The places of deleted frames and groups, as far as they make sense. */
export function readGraves(doc: Y.Doc): Map<string, Grave> {
  const graves = new Map<string, Grave>()
  for (const [id, value] of graveOf(doc).entries()) {
    if (isGrave(value)) graves.set(id, value)
  }
  return graves
}

/** A document read and repaired, kept in step record by record. */
export class BoardView {
  /** What the board shows: every record valid, the whole sound. */
  records: Map<string, TLRecord>
  readonly unreadable = new Map<string, string>()
  private readonly raw = new Map<string, TLRecord>()

  constructor(private readonly doc: Y.Doc) {
    recordsOf(doc).forEach((entry, id) => {
      const record = this.decode(id, entry)
      if (record) this.raw.set(id, record)
    })
    this.records = repair(this.raw, readGraves(doc))
  }

  /** True where the board shows a record that no document holds yet: the page of a board without pages. */
  isVirtual(id: string): boolean {
    return this.records.has(id) && !this.raw.has(id)
  }

  /**
   * Reads these records again; `structural` says that graves changed too. Returns the ids of all records that the
   * board now shows differently, which repair may make more than were read.
   */
  refresh(ids: Iterable<string>, structural: boolean): Set<string> {
    const changed = new Set<string>()
    let whole = structural
    for (const id of ids) {
      const old = this.raw.get(id)
      const next = this.read(id)
      whole ||= structureOf(old) !== structureOf(next) || this.records.get(id) !== old
      if (next) this.raw.set(id, next)
      else this.raw.delete(id)
      if (!whole && next) this.records.set(id, next)
      changed.add(id)
    }
    if (whole) for (const id of this.repairAll()) changed.add(id)
    return changed
  }

  private read(id: string): TLRecord | undefined {
    const entry = recordsOf(this.doc).get(id)
    this.unreadable.delete(id)
    return entry === undefined ? undefined : this.decode(id, entry)
  }

  private decode(id: string, entry: unknown): TLRecord | undefined {
    const decoded = readRecord(id, entry)
    if ('record' in decoded) return decoded.record
    this.unreadable.set(id, decoded.reason)
    return undefined
  }

  private repairAll(): string[] {
    const before = this.records
    this.records = repair(this.raw, readGraves(this.doc))
    const changed: string[] = []
    for (const [id, record] of this.records) {
      const old = before.get(id)
      if (old === record) continue
      const repaired = record !== this.raw.get(id)
      if (old && repaired && sameRecord(old, record)) this.records.set(id, old)
      else changed.push(id)
    }
    for (const id of before.keys()) if (!this.records.has(id)) changed.push(id)
    return changed
  }
}
