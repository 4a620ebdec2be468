import type { TLRecord } from '@tldraw/tlschema'
import * as Y from 'yjs'
import { createRecord, readRaw, readRecord } from './codec.ts'
import { copyOf, inOrder } from './epochCopy.ts'
import { migrateRecords } from './migrate.ts'
import { repair } from './repair.ts'
import { isShape, type JsonRecord, LAYOUT, schema } from './schema.ts'
import { packStroke } from './stroke.ts'
import { metaOf, readGraves, recordsOf } from './view.ts'

/** Why a document gets a new epoch: it has grown out of its content, or its records need a newer schema. */
export type Renewal = { doc: Y.Doc; why: 'compact' | 'migrate' }

/** Client ids beyond which a document is written anew: each of them costs every later transaction. */
const MAX_CLIENTS = 1_000
/** How many times the structs of a fresh document one may have. */
const MAX_STRUCTS = 5
/** How many times the bytes of a fresh document one may have. */
const MAX_BYTES = 1.3
/** Documents with fewer structs than this are not worth the trouble, whatever their history. */
const MIN_STRUCTS = 5_000

/** The epoch a document belongs to; one that does not say is of the first. */
export function epochOf(doc: Y.Doc): number {
  const epoch = metaOf(doc).get('epoch')
  return typeof epoch === 'number' && Number.isSafeInteger(epoch) && epoch > 0 ? epoch : 1
}

/**
 * The document that a room should go on with, or null where this one is fine. Never changes `doc`.
 * @throws DocumentTooNew where a newer program has written it.
 */
export function renewDocument(doc: Y.Doc): Renewal | null {
  const migrated = migrateRecords(doc)
  if (migrated) return { doc: compact(doc, migrated), why: 'migrate' }
  if (doc.store.clients.size > MAX_CLIENTS) return { doc: compact(doc), why: 'compact' }
  const { all, live } = structsOf(doc)
  // Few dead structs cannot make a document much larger than a fresh one, and making that one takes long.
  if (all < MIN_STRUCTS || all < 1.5 * live) return null
  const fresh = compact(doc)
  return hasOutgrown(doc, fresh) ? { doc: fresh, why: 'compact' } : null
}

function hasOutgrown(doc: Y.Doc, fresh: Y.Doc): boolean {
  if (structsOf(doc).all > MAX_STRUCTS * structsOf(fresh).all) return true
  return Y.encodeStateAsUpdate(doc).length > MAX_BYTES * Y.encodeStateAsUpdate(fresh).length
}

function structsOf(doc: Y.Doc): { all: number; live: number } {
  let all = 0
  let live = 0
  for (const structs of doc.store.clients.values()) {
    all += structs.length
    for (const struct of structs) if (!struct.deleted) live++
  }
  return { all, live }
}

/**
 * A new document with the same board and none of its history: what the board shows, repaired, and what cannot be
 * read, as it is; one epoch later. All of it is written by the client id that is the new epoch's number, so that
 * a state vector tells whose history somebody has. Equal documents give equal bytes, wherever they are renewed.
 * `migrated`: these records take the place of those in the document.
 */
export function compact(doc: Y.Doc, migrated?: ReadonlyMap<string, TLRecord>): Y.Doc {
  const fresh = new Y.Doc()
  const epoch = epochOf(doc) + 1
  const { records, unreadable } = keptRecords(doc, migrated)
  fresh.clientID = epoch
  fresh.transact(() => {
    const meta = metaOf(fresh)
    for (const [key, value] of inOrder(metaOf(doc).entries())) meta.set(key, copyOf(value))
    if (migrated) meta.set('layout', LAYOUT)
    if (migrated) meta.set('schema', copyOf(schema.serialize()))
    meta.set('epoch', epoch)
    for (const id of [...records.keys(), ...unreadable].sort()) {
      const record = records.get(id)
      if (record) createRecord(recordsOf(fresh), copyOf(record) as TLRecord, packStroke)
      else recordsOf(fresh).set(id, copyOf(recordsOf(doc).get(id)))
    }
  })
  return fresh
}

/** The records of a document one by one, unrepaired, and the ids of those that cannot be read. */
export function rawRecords(doc: Y.Doc, migrated: ReadonlyMap<string, TLRecord> | null): RawRecords {
  const records = new Map(migrated ?? [])
  const unreadable = new Set<string>()
  for (const [id, entry] of recordsOf(doc).entries()) {
    if (records.has(id)) continue
    const decoded = migrated ? null : readRecord(id, entry)
    if (decoded && 'record' in decoded) records.set(id, decoded.record)
    else unreadable.add(id)
  }
  return { records, unreadable }
}

export interface RawRecords {
  records: Map<string, TLRecord>
  unreadable: Set<string>
}

/** What goes into the next epoch: the repaired board. Ties to records that only another version reads stay tied. */
function keptRecords(doc: Y.Doc, migrated: ReadonlyMap<string, TLRecord> | undefined): RawRecords {
  const raw = rawRecords(doc, migrated ?? null)
  const records = repair(raw.records, readGraves(doc))
  const tiedTo = new Set([...raw.unreadable].flatMap((id) => tiesOf(jsonOf(id, recordsOf(doc).get(id)))))
  for (const [id, record] of raw.records) {
    const shown = records.get(id)
    if (tiesOf({ ...record }).some((tie) => raw.unreadable.has(tie)))
      records.set(id, untouched(record, shown))
    else if (!shown && tiedTo.has(id)) records.set(id, record)
  }
  return { records, unreadable: raw.unreadable }
}

/** The record where it stood, with the index that repair gave it among its siblings. */
function untouched(record: TLRecord, shown: TLRecord | undefined): TLRecord {
  return isShape(record) && isShape(shown) ? { ...record, index: shown.index } : record
}

const tiesOf = ({ parentId, fromId, toId }: JsonRecord): string[] =>
  [parentId, fromId, toId].filter((tie) => typeof tie === 'string')

function jsonOf(id: string, entry: unknown): JsonRecord {
  try {
    return readRaw(id, entry)
  } catch {
    return {}
  }
}
