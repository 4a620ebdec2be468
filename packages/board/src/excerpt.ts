import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { graveOf } from './view.ts'

/**
 * A small document with nothing but some records of a large one, to which an update can be applied as to the whole:
 * the items of these records stand in it with their own ids, and all else counts as collected garbage.
 * `graves` are taken along.
 */
export function excerpt(
  doc: Y.Doc,
  ids: Iterable<string>,
  clients: Iterable<number>,
  graves: Iterable<string> = [],
): Y.Doc {
  const items = new Map<number, Y.Item[]>([...clients].map((client) => [client, []]))
  const records = doc.getMap('records')
  for (const id of ids) for (const item of chain(records._map.get(id))) collect(item, items)
  for (const id of graves) for (const item of chain(graveOf(doc)._map.get(id))) collect(item, items)
  const copy = new Y.Doc({ guid: 'excerpt', gc: false })
  Y.applyUpdate(copy, encode(doc, items))
  return copy
}

/** An entry of a map with those that stood there before it; what comes later refers to them. */
function* chain(last: Y.Item | undefined): Iterable<Y.Item> {
  for (let item: Y.Item | null | undefined = last; item; item = item.left) yield item
}

function collect(item: Y.Item, found: Map<number, Y.Item[]>): void {
  const list = found.get(item.id.client)
  if (list) list.push(item)
  else found.set(item.id.client, [item])
  if (item.deleted || !(item.content instanceof Y.ContentType)) return
  const { type } = item.content
  for (const last of type._map.values()) for (const inner of chain(last)) collect(inner, found)
  for (let inner = type._start; inner; inner = inner.right) collect(inner, found)
}

function encode(doc: Y.Doc, items: ReadonlyMap<number, Y.Item[]>): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const { restEncoder } = encoder
  const known = [...items].filter(([client]) => Y.getState(doc.store, client) > 0)
  encoding.writeVarUint(restEncoder, known.length)
  const deleted: [number, Y.Item[]][] = []
  for (const [client, own] of known) {
    const structs = withoutGaps(own, client, Y.getState(doc.store, client))
    encoding.writeVarUint(restEncoder, structs.length)
    encoder.writeClient(client)
    encoding.writeVarUint(restEncoder, 0)
    for (const struct of structs) struct.write(encoder, 0)
    const gone = own.filter((item) => item.deleted && !(item.content instanceof Y.ContentDeleted))
    if (gone.length > 0) deleted.push([client, gone])
  }
  encoding.writeVarUint(restEncoder, deleted.length)
  for (const [client, gone] of deleted) {
    encoder.resetDsCurVal()
    encoding.writeVarUint(restEncoder, client)
    encoding.writeVarUint(restEncoder, gone.length)
    for (const item of gone) {
      encoder.writeDsClock(item.id.clock)
      encoder.writeDsLen(item.length)
    }
  }
  return encoder.toUint8Array()
}

/** These items in order, with garbage in between and up to what the document has of this client. */
function withoutGaps(items: Y.Item[], client: number, state: number): (Y.Item | Y.GC)[] {
  const structs: (Y.Item | Y.GC)[] = []
  let clock = 0
  const fill = (until: number) => {
    if (until > clock) structs.push(new Y.GC(Y.createID(client, clock), until - clock))
  }
  for (const item of items.sort((a, b) => a.id.clock - b.id.clock)) {
    fill(item.id.clock)
    structs.push(item)
    clock = item.id.clock + item.length
  }
  fill(state)
  return structs
}
