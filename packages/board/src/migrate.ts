import type { SerializedSchema, SerializedSchemaV2, StoreSnapshot } from '@tldraw/store'
import type { TLRecord } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import { checkStored } from './check.ts'
import { readRaw } from './codec.ts'
import { isObject, type JsonRecord, LAYOUT, schema } from './schema.ts'
import { metaOf, recordsOf } from './view.ts'

/** A document was written by a later version of this program, or of tldraw; this one must not touch it. */
export class DocumentTooNew extends Error {
  constructor(readonly detail: string) {
    super(`the board was written by a newer version: ${detail}`)
    this.name = 'DocumentTooNew'
  }
}

/**
 * The records of a document that an earlier version wrote, as this version writes them; null where the document is
 * of this version already. Pure. Records that cannot be read, before or after, are not in the map: they are to be
 * kept as they stand.
 * @throws DocumentTooNew
 */
export function migrateRecords(doc: Y.Doc): Map<string, TLRecord> | null {
  const older = isOlder(doc)
  return older ? migratedBy(older, readable(doc)) : null
}

/** The schema to migrate from, or null where layout and schema are ours (or a document says nothing of them). */
function isOlder(doc: Y.Doc): SerializedSchemaV2 | null {
  const meta = metaOf(doc)
  return olderSchema(meta.get('layout'), meta.get('schema'))
}

function olderSchema(layout: unknown, written: unknown): SerializedSchemaV2 | null {
  if (typeof layout === 'number' && layout > LAYOUT) throw new DocumentTooNew(`layout ${layout}`)
  if (!isSchema(written)) return null
  const ours = schema.serialize().sequences
  for (const [name, version] of Object.entries(written.sequences)) {
    if (version > (ours[name] ?? -1)) throw new DocumentTooNew(`${name} ${version}`)
  }
  const sameSchema = Object.entries(ours).every(([name, version]) => written.sequences[name] === version)
  return sameSchema && layout === LAYOUT ? null : written
}

/** Records that rest in a file, with what it says of the program that wrote them. */
export interface StoredRecords {
  layout: number
  /** As `schema.serialize()` wrote it. */
  schema: unknown
  records: readonly unknown[]
}

/**
 * Records of a file as this version writes them; those that cannot be read, before or after, are left out. Pure.
 * @throws DocumentTooNew
 */
export function readStored({ layout, schema: written, records }: StoredRecords): TLRecord[] {
  const older = olderSchema(layout, written)
  const known = records.filter((record): record is JsonRecord & { id: string } => {
    return isObject(record) && typeof record.id === 'string'
  })
  if (older) return [...migratedBy(older, new Map(known.map((record) => [record.id, record]))).values()]
  return known.filter((record) => checkStored(record) === null) as unknown as TLRecord[]
}

/** What tldraw calls the second version of a serialized schema; boards were never written with the first. */
function isSchema(value: unknown): value is SerializedSchemaV2 {
  return (
    isObject(value) &&
    value.schemaVersion === 2 &&
    isObject(value.sequences) &&
    Object.values(value.sequences).every((version) => typeof version === 'number')
  )
}

function readable(doc: Y.Doc): Map<string, JsonRecord> {
  const found = new Map<string, JsonRecord>()
  for (const [id, entry] of recordsOf(doc).entries()) {
    try {
      found.set(id, readRaw(id, entry))
    } catch {
      // It stays in the document as it is.
    }
  }
  return found
}

function migratedBy(from: SerializedSchema, records: Map<string, JsonRecord>): Map<string, TLRecord> {
  const migrated = migrate(from, records) ?? migrate(from, withoutBroken(from, records))
  if (!migrated) throw new Error('tldraw could not migrate the records of this board')
  return new Map([...migrated].filter(([, record]) => checkStored(record) === null))
}

/** Some of tldraw's migrations look at all records together, so that one that breaks them takes all with it. */
const withoutBroken = (from: SerializedSchema, records: Map<string, JsonRecord>) =>
  new Map([...records].filter((record) => migrate(from, new Map([record])) !== null))

function migrate(from: SerializedSchema, records: Map<string, JsonRecord>): Map<string, TLRecord> | null {
  const store = Object.fromEntries(records) as unknown as StoreSnapshot<TLRecord>['store']
  const result = quietly(() => schema.migrateStoreSnapshot({ store, schema: from }))
  return result.type === 'success' ? new Map(Object.entries<TLRecord>(result.value)) : null
}

/** tldraw writes each failed attempt to the console, also those that are expected here. */
function quietly<T>(run: () => T): T {
  const { error } = console
  console.error = () => {}
  try {
    return run()
  } finally {
    console.error = error
  }
}

/** This program's layout and a hash of its tldraw schema, for a client to say when it connects. */
export const boardVersion: Readonly<Record<'layout' | 'schema', string>> = {
  layout: String(LAYOUT),
  schema: hashOf(JSON.stringify(Object.entries(schema.serialize().sequences).sort())),
}

/** FNV-1a, as eight digits: versions are told apart by it, nothing is guarded. */
function hashOf(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value.toString(16).padStart(8, '0')
}

/**
 * Whether a client that says this of itself cannot read what this program writes. Who says nothing (any y-websocket
 * client) is taken at its word; whoever is of another version, newer or older, gets this program's by a reload.
 */
export const isOtherVersion = (said: { layout: string | null; schema: string | null }): boolean =>
  (said.layout !== null && said.layout !== boardVersion.layout) ||
  (said.schema !== null && said.schema !== boardVersion.schema)
