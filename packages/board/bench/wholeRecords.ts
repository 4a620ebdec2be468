import type { LayoutWriter } from '../src/testing/index.ts'

/** The usual layout, to compare with: one map, each record whole in it, written anew with each change. */
export const wholeRecords: LayoutWriter = {
  create: (doc, record) => doc.getMap('records').set(record.id, record),
  change: (doc, _, to) => doc.getMap('records').set(to.id, to),
  remove: (doc, id) => doc.getMap('records').delete(id),
}
