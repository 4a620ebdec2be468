import * as Y from 'yjs'

const metaOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('meta')

/** The epoch a document belongs to; one that does not say is of the first. */
export function epochOf(doc: Y.Doc): number {
  const epoch = metaOf(doc).get('epoch')
  return typeof epoch === 'number' && Number.isSafeInteger(epoch) && epoch > 0 ? epoch : 1
}

/**
 * Whether somebody who has this may be sent what a document has and send it theirs. A later epoch's first state is
 * written by the client id that is its number: who has something, but nothing of that, has an older epoch's.
 */
export function fits(doc: Y.Doc, stateVector: Uint8Array): boolean {
  const epoch = epochOf(doc)
  if (epoch === 1 || !doc.store.clients.has(epoch)) return true
  const has = Y.decodeStateVector(stateVector)
  return has.size === 0 || has.has(epoch)
}

/** How many of an old epoch's late updates this document has had carried over. */
export function carriedOver(doc: Y.Doc, epoch: number): number {
  const count = Object(metaOf(doc).get('carried'))[epoch]
  return typeof count === 'number' ? count : 0
}

/** Notes it in the document itself: whatever a crash leaves, the count and what was carried over agree. */
export function noteCarriedOver(doc: Y.Doc, epoch: number, count: number): void {
  metaOf(doc).set('carried', { ...Object(metaOf(doc).get('carried')), [epoch]: count })
}
