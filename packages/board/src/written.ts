import * as Y from 'yjs'

/** What an update writes into one record. */
export interface WrittenRecord {
  /** Plain values by register. */
  values: Map<string, unknown>
  /** Registers of which a value was taken out. */
  removed: Set<string>
  /** True where more happens than that plain values are laid over: texts, strokes, records made anew. */
  nested: boolean
}

/** What an update writes, as far as the document knows what it depends on. */
export interface Written {
  records: Map<string, WrittenRecord>
  graves: Map<string, unknown>
  /** Client ids of the update's items and of all that these stand beside or in. */
  clients: Set<number>
  /** Why no client of ours can have made this update, or null. */
  problem: string | null
}

/** Records that one update may touch; a whole board pasted at once is 12,000. */
export const MAX_RECORDS = 20_000
export const TOO_MANY = 'an update touches too many records'
export const WRITES_META = 'only the server writes meta'
export const HOLDS_LIST = 'records holds a list'
const MAX_MARK = 10_000

type Struct = Y.Item | Y.GC | Y.Skip

/** Where an item stands: under a key (null: in the list) of a root, or of the type that `holder` holds. */
interface Seat {
  root: string
  holder: Y.Item | null
  key: string | null
}

/** Which entry of a root's map an item belongs to, and which register of it. */
interface Place {
  root: string
  id: string | null
  register: string | null
  /** The item that holds the entry: a record that was made anew has another than its predecessor. */
  owner: Y.Item
}

/** Reads off an update, without applying it, which entries of a document it changes and how. */
export function readWritten(doc: Y.Doc, update: Uint8Array): Written {
  return new Reader(doc, update).read()
}

class Reader {
  private readonly structs: Struct[]
  private readonly deletes: Map<number, { clock: number; len: number }[]>
  private readonly byClient = new Map<number, Struct[]>()
  private readonly seats = new Map<Y.Item, Seat | null>()
  private readonly written: Written = {
    records: new Map(),
    graves: new Map(),
    clients: new Set(),
    problem: null,
  }

  constructor(
    private readonly doc: Y.Doc,
    update: Uint8Array,
  ) {
    const { structs, ds } = Y.decodeUpdate(update)
    this.structs = structs
    this.deletes = ds.clients
    for (const struct of structs) {
      this.noteClients(struct)
      const list = this.byClient.get(struct.id.client)
      if (list) list.push(struct)
      else this.byClient.set(struct.id.client, [struct])
    }
  }

  read(): Written {
    for (const struct of this.structs) {
      if (struct instanceof Y.Item && !this.isKnown(struct)) this.takeItem(struct)
      if (this.written.problem) return this.written
    }
    for (const [client, ranges] of this.deletes) {
      for (const { clock, len } of ranges) this.takeDeletes(client, clock, clock + len)
    }
    return this.written
  }

  private noteClients(struct: Struct): void {
    const { clients } = this.written
    clients.add(struct.id.client)
    if (!(struct instanceof Y.Item)) return
    for (const id of [struct.origin, struct.rightOrigin, struct.parent as unknown]) {
      if (id instanceof Y.ID) clients.add(id.client)
    }
  }

  private takeItem(item: Y.Item): void {
    const seat = this.seatOf(item)
    const place = seat && this.placeOf(item, seat)
    if (!place || this.isGone(place.owner)) return
    if (place.root === 'meta') this.written.problem = WRITES_META
    else if (place.root === 'grave') this.written.graves.set(place.id ?? '', lastValue(item))
    else if (place.root === 'records') this.takeRecordItem(item, seat, place)
  }

  private takeRecordItem({ content }: Y.Item, { key, holder }: Seat, { id, register, owner }: Place): void {
    const problem = id === null ? HOLDS_LIST : key === null ? listProblem(content) : null
    this.written.problem ??= problem
    if (id === null || problem) return
    const record = this.recordOf(id)
    if (register === null || key === null || holder !== owner) record.nested = true
    else if (content instanceof Y.ContentDeleted) record.removed.add(register)
    else if (!(content instanceof Y.ContentAny) || record.values.has(register)) record.nested = true
    else record.values.set(register, content.getContent().at(-1))
  }

  private recordOf(id: string): WrittenRecord {
    const known = this.written.records.get(id)
    if (known) return known
    const record = { values: new Map(), removed: new Set<string>(), nested: false }
    this.written.records.set(id, record)
    if (this.written.records.size > MAX_RECORDS) this.written.problem ??= TOO_MANY
    return record
  }

  private takeDeletes(client: number, from: number, to: number): void {
    const structs = this.doc.store.clients.get(client)
    const end = Math.min(to, Y.getState(this.doc.store, client))
    if (!structs || from >= end) return
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
      const struct = structs[at]
      if (!struct || struct.id.clock >= end) return
      if (struct instanceof Y.Item && !struct.deleted) this.takeDelete(struct)
    }
  }

  private takeDelete(item: Y.Item): void {
    const seat = this.seatOf(item)
    const place = seat && this.placeOf(item, seat)
    if (!seat || !place?.id || this.isGone(place.owner)) return
    if (place.root === 'meta') this.written.problem = WRITES_META
    // A record that goes as a whole needs no judging; what takes its place is judged as written.
    if (place.root !== 'records' || place.register === null || this.isDeletedHere(place.owner)) return
    const record = this.recordOf(place.id)
    if (seat.holder === place.owner && seat.key !== null) record.removed.add(place.register)
    else record.nested = true
  }

  private isKnown({ id, length }: Struct): boolean {
    return id.clock + length <= Y.getState(this.doc.store, id.client)
  }

  private isGone(owner: Y.Item): boolean {
    return owner.deleted && this.isKnown(owner)
  }

  private isDeletedHere({ id }: Y.Item): boolean {
    const ranges = this.deletes.get(id.client) ?? []
    let [low, high] = [0, ranges.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const range = ranges[middle]
      if (!range) return false
      if (id.clock < range.clock) high = middle - 1
      else if (id.clock >= range.clock + range.len) low = middle + 1
      else return true
    }
    return false
  }

  private placeOf(item: Y.Item, seat: Seat): Place | null {
    if (!seat.holder) return { root: seat.root, id: seat.key, register: null, owner: item }
    const above = this.seatOf(seat.holder)
    const place = above && this.placeOf(seat.holder, above)
    return place && place.register === null ? { ...place, register: seat.key ?? '' } : place
  }

  /** null where an item vanishes, or must wait for what the document lacks. */
  private seatOf(item: Y.Item): Seat | null {
    const known = this.seats.get(item)
    if (known !== undefined) return known
    const fresh = !this.isKnown(item)
    const beside = fresh && (item.origin !== null || item.rightOrigin !== null)
    const seat = beside ? this.seatBeside(item) : this.seatIn(item.parent, item.parentSub)
    this.seats.set(item, seat)
    return seat
  }

  private seatIn(parent: unknown, key: string | null): Seat | null {
    if (typeof parent === 'string') return { root: parent, holder: null, key }
    if (parent instanceof Y.AbstractType) {
      if (parent._item !== null) return { root: '', holder: parent._item, key }
      return { root: Y.findRootTypeKey(parent), holder: null, key }
    }
    const holder = parent ? this.find(parent as Y.ID) : null
    return holder instanceof Y.Item ? { root: '', holder, key } : null
  }

  /** Beside other items an update does not say again where that is. */
  private seatBeside({ origin, rightOrigin }: Y.Item): Seat | null {
    const seats = [origin, rightOrigin].flatMap((id) => (id ? [this.seatAt(id)] : []))
    const [one, other = one] = seats
    if (!one || !other) return null
    if (one.root !== other.root || one.holder !== other.holder || one.key !== other.key)
      this.written.problem = 'an update contradicts itself'
    return one
  }

  private seatAt(id: Y.ID): Seat | null {
    const sibling = this.find(id)
    return sibling instanceof Y.Item ? this.seatOf(sibling) : null
  }

  private find(id: Y.ID): Struct | null {
    const { store } = this.doc
    const known = id.clock < Y.getState(store, id.client) ? store.clients.get(id.client) : undefined
    if (known) return known[Y.findIndexSS(known, id.clock)] ?? null
    const structs = this.byClient.get(id.client) ?? []
    let [low, high] = [0, structs.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const struct = structs[middle]
      if (!struct) return null
      if (id.clock < struct.id.clock) high = middle - 1
      else if (id.clock >= struct.id.clock + struct.length) low = middle + 1
      else return struct
    }
    return null
  }
}

const lastValue = ({ content }: Y.Item): unknown => content.getContent().at(-1)

/** The lists in a record are texts: characters, marks, elements. Anything else would lie there unseen. */
export function listProblem(content: Y.Item['content']): string | null {
  if (content instanceof Y.ContentFormat) {
    const length = content.key.length + JSON.stringify(content.value ?? null).length
    return length > MAX_MARK ? 'a mark is too large' : null
  }
  const text =
    content instanceof Y.ContentString ||
    content instanceof Y.ContentType ||
    content instanceof Y.ContentDeleted
  return text ? null : 'a text holds something that is no text'
}
