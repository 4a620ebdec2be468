import * as Y from 'yjs'
import { isObject } from './schema.ts'
import { recordsOf } from './view.ts'

/**
 * How many records a document holds of each kind: shapes by their type (`note`, `arrow`, …), everything else by its
 * typeName. Read from what each record was created as, unrepaired: cheap enough for a large board in use.
 */
export function countRecords(doc: Y.Doc): Record<string, number> {
  const counts = new Map<string, number>()
  for (const entry of recordsOf(doc).values()) {
    const base = entry instanceof Y.Map ? entry.get('$') : null
    if (!isObject(base)) continue
    const kind = base.typeName === 'shape' ? base.type : base.typeName
    if (typeof kind === 'string') counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}
