import type { TLPageId, TLRecord } from '@tldraw/tlschema'
import { DocumentRecordType, PageRecordType } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import * as Y from 'yjs'
import { checkRecord } from './check.ts'
import { changeRecord, createRecord, readRecord } from './codec.ts'
import { richText } from './richText.ts'
import { DOCUMENT_ID, isObject, LAYOUT, PAGE_ID, propsOf, schema } from './schema.ts'
import { BoardView, graveOf, metaOf, recordsOf, type Unreadable } from './view.ts'

/** What a board shows (repaired, every record valid by tldraw's schema), and what it had to set aside. */
export function readBoard(doc: Y.Doc): { records: Map<string, TLRecord>; unreadable: Unreadable[] } {
  const view = new BoardView(doc)
  return { records: view.records, unreadable: [...view.unreadable].map(([id, reason]) => ({ id, reason })) }
}

/** What a board shows: `readBoard(doc).records`. Writes nothing. */
export const readRecords = (doc: Y.Doc): Map<string, TLRecord> => readBoard(doc).records

/** One entry of the document as plain JSON, register by register, whatever it holds; null where there is none. */
export function rawRecord(doc: Y.Doc, id: string): unknown {
  const entry = recordsOf(doc).get(id)
  if (entry === undefined) return null
  return entry instanceof Y.AbstractType ? entry.toJSON() : entry
}

/**
 * The server's own writes: creates these records, or changes those fields of existing ones that differ from what
 * the document holds. One transaction. Throws, and writes nothing, when one of them may not stand on a board.
 */
export function putRecords(doc: Y.Doc, records: readonly TLRecord[]): void {
  for (const record of records) {
    const problem = checkRecord(record)
    if (problem) throw new Error(`${record.id} may not stand on a board: ${problem}`)
  }
  const all = recordsOf(doc)
  doc.transact(() => {
    for (const record of records) {
      const entry = all.get(record.id)
      const now = readRecord(record.id, entry)
      const sameKind = 'record' in now && structureKind(now.record) === structureKind(record)
      if (sameKind && entry instanceof Y.Map) changeRecord(entry, now.record, record)
      else createRecord(all, record)
    }
  })
}

const structureKind = (record: TLRecord): string =>
  `${record.typeName} ${'type' in record ? String(record.type) : ''}`

/**
 * Rewords a record: what leads from `before` to `after`, both plain text, is worked into the words that stand there
 * now, so that what somebody else has typed since stays, and marks such as bold too. Answers the record as it is then;
 * null where there is none with words. Throws where the new text may not stand on a board.
 */
export function rewordRecord(doc: Y.Doc, id: string, before: string, after: string): TLRecord | null {
  const entry = recordsOf(doc).get(id)
  const now = readRecord(id, entry)
  if (!('record' in now) || !(entry instanceof Y.Map) || !isObject(propsOf(now.record).richText)) return null
  const { record } = now
  const saying = (text: string) =>
    ({ ...record, props: { ...propsOf(record), richText: richText(text) } }) as TLRecord
  const problem = checkRecord(saying(after))
  if (problem) throw new Error(`${id} may not stand on a board: ${problem}`)
  doc.transact(() => changeRecord(entry, saying(before), saying(after)))
  const then = readRecord(id, entry)
  return 'record' in then ? then.record : null
}

/** True where the document holds a record of this id, or has held one since its epoch began. */
export const hasHeld = (doc: Y.Doc, id: string): boolean => recordsOf(doc)._map.has(id)

/** Removes records, and the bindings tied to them, in one transaction; ids that are not there are passed over. */
export function removeRecords(doc: Y.Doc, ids: Iterable<string>): void {
  const gone = new Set(ids)
  const all = recordsOf(doc)
  doc.transact(() => {
    for (const [id, entry] of all.entries()) {
      const now = id.startsWith('binding:') ? readRecord(id, entry) : null
      const record = now && 'record' in now ? now.record : null
      if (record?.typeName === 'binding' && (gone.has(record.fromId) || gone.has(record.toId))) gone.add(id)
    }
    for (const id of gone) deleteRecord(doc, id)
  })
}

/** Deletes one record. Of a frame or group the place is kept, for children that somebody adds at the same moment. */
export function deleteRecord(doc: Y.Doc, id: string): void {
  const all = recordsOf(doc)
  const entry = all.get(id)
  if (entry === undefined) return
  const now = readRecord(id, entry)
  const record = 'record' in now ? now.record : null
  if (record?.typeName === 'shape' && (record.type === 'frame' || record.type === 'group'))
    graveOf(doc).set(id, [record.parentId, record.x, record.y, record.rotation])
  all.delete(id)
}

/**
 * Fills a new document: its layout, tldraw's schema, the page, and a template's records (whose parent is
 * `page:page` or one another). Once for each board, and only on the server: two clients that fill an empty
 * document make two pages. Throws when the document already holds something, or a record is invalid.
 */
export function seedBoard(
  doc: Y.Doc,
  { records, template, locale }: { records: readonly TLRecord[]; template: string; locale: string },
): void {
  const meta = metaOf(doc)
  if (meta.has('layout') || recordsOf(doc).size > 0) throw new Error('this board is already seeded')
  const page = PageRecordType.create({
    id: PAGE_ID as TLPageId,
    name: 'Page 1',
    index: 'a1' as IndexKey,
    meta: {},
  })
  const document = DocumentRecordType.create({ id: DOCUMENT_ID as never, name: '', gridSize: 10 })
  doc.transact(() => {
    putRecords(doc, [document, page, ...records])
    const values = { layout: LAYOUT, epoch: 1, schema: schema.serialize(), template, locale }
    for (const [key, value] of Object.entries(values)) meta.set(key, value)
  })
}
