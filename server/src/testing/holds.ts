import * as Y from 'yjs'

/** Tells of any update whether the document has all of it, what it deletes too. Made for the document as it is now. */
export function holds(doc: Y.Doc): (update: Uint8Array) => boolean {
  const known = Y.decodeStateVector(Y.encodeStateVector(doc))
  const deleted = Y.createDeleteSetFromStructStore(doc.store)
  const isGone = (client: number, clock: number, length: number): boolean => {
    for (let at = clock; at < clock + length; at++) {
      if (!Y.isDeleted(deleted, Y.createID(client, at))) return false
    }
    return true
  }
  return (update) => {
    const { structs, ds } = Y.decodeUpdate(update)
    if (structs.some(({ id, length }) => id.clock + length > (known.get(id.client) ?? 0))) return false
    return [...ds.clients].every(([client, ranges]) =>
      ranges.every(({ clock, len }) => isGone(client, clock, len)),
    )
  }
}
