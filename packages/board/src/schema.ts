import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { createTLSchema } from '@tldraw/tlschema'

export type { TLBinding, TLPage, TLRecord, TLRichText, TLShape, TLStore } from '@tldraw/tlschema'

/** The number of this document layout (README.md); written to `meta.layout` when a board is seeded. */
export const LAYOUT = 1

/** tldraw's schema of every record on a board: the default shapes and bindings, nothing of our own yet. */
export const schema = createTLSchema()

export const DOCUMENT_ID = 'document:document'
/** The page every board is seeded with. */
export const PAGE_ID = 'page:page'

/** A record seen as plain JSON, for code that treats all fields alike. */
export type JsonRecord = Record<string, unknown>

/** True for a JSON object that is neither null nor an array. */
export function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const types: Record<string, { scope: string; validate(record: unknown): unknown } | undefined> = schema.types

/** The record type with this name if its records belong in the document; presence and session types do not. */
export function documentType(typeName: unknown): { validate(record: unknown): unknown } | undefined {
  const type = typeof typeName === 'string' && Object.hasOwn(types, typeName) ? types[typeName] : undefined
  return type?.scope === 'document' ? type : undefined
}

export const isShape = (record: TLRecord | undefined): record is TLShape => record?.typeName === 'shape'

/** A record's props as plain JSON; empty for records that have none. */
export const propsOf = (record: TLRecord): JsonRecord =>
  'props' in record ? (record.props as unknown as JsonRecord) : {}
