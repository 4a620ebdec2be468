import type { TLBinding, TLPage, TLPageId, TLParentId, TLRecord, TLShape } from '@tldraw/tlschema'
import { DocumentRecordType, PageRecordType } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import { DOCUMENT_ID, isShape, PAGE_ID, propsOf } from './schema.ts'

/** Where a deleted frame or group stood: its parent, and its place and rotation in it. */
export type Grave = readonly [parentId: string, x: number, y: number, rotation: number]

/** Shapes in one another, and deleted ones that are looked through for a place: nobody nests as deep by hand. */
const MAX_NESTING = 64

type Place = Pick<TLShape, 'x' | 'y' | 'rotation' | 'parentId'>

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const byIndex = (a: { id: string; index: string }, b: { id: string; index: string }): number =>
  a.index < b.index ? -1 : a.index > b.index ? 1 : byId(a, b)

/** The page shown when a document holds none; it is written only when somebody puts something on it. */
const virtualPage = (): TLPage =>
  PageRecordType.create({ id: PAGE_ID as TLPageId, name: 'Page 1', index: 'a1' as IndexKey, meta: {} })

/**
 * What a document's records mean together. Merging can leave children of deleted frames, parents in a circle,
 * arrows tied to nothing, and siblings with one index; tldraw repairs none of them. `repair` is a pure function of
 * the set of records (order does not matter, repairing twice changes nothing), every replica computes it for
 * itself and nobody writes its result. Records that need no repair are returned as the same objects.
 */
export function repair(
  raw: ReadonlyMap<string, TLRecord>,
  graves: ReadonlyMap<string, Grave>,
): Map<string, TLRecord> {
  const view = new Map<string, TLRecord>()
  const pages: TLPage[] = []
  const shapes = new Map<string, TLShape>()
  const bindings: TLBinding[] = []
  for (const record of raw.values()) {
    if (record.typeName === 'page') pages.push(record)
    else if (record.typeName === 'shape') shapes.set(record.id, record)
    else if (record.typeName === 'binding') bindings.push(record)
    else if (record.typeName !== 'document' || record.id === DOCUMENT_ID) view.set(record.id, record)
  }
  if (pages.length === 0) pages.push(virtualPage())
  if (!view.has(DOCUMENT_ID)) {
    const document = DocumentRecordType.create({ id: DOCUMENT_ID as never, name: '', gridSize: 10 })
    view.set(DOCUMENT_ID, document)
  }
  const homes = new Homes(pages, shapes, graves)
  const placed = homes.placeAll()
  dropEmptyGroups(placed)
  for (const record of separateIndexes(pages)) view.set(record.id, record)
  for (const record of separateSiblings(placed)) view.set(record.id, record)
  for (const binding of soundBindings(bindings, placed)) view.set(binding.id, binding)
  return view
}

/** Finds every shape a living parent whose chain ends at a page. */
class Homes {
  private readonly pages: Map<string, TLPage>
  private readonly firstPage: TLParentId

  constructor(
    pages: readonly TLPage[],
    private readonly shapes: ReadonlyMap<string, TLShape>,
    private readonly graves: ReadonlyMap<string, Grave>,
  ) {
    this.pages = new Map(pages.map((page) => [page.id, page]))
    this.firstPage = ([...pages].sort(byIndex)[0] ?? virtualPage()).id
  }

  placeAll(): Map<string, TLShape> {
    const placed = new Map<string, TLShape>()
    for (const shape of this.shapes.values()) {
      const place = this.lives(shape.parentId) ? null : this.followGraves(shape)
      placed.set(shape.id, place ? { ...shape, ...place } : shape)
    }
    for (const id of this.oneOfEachCycle(placed)) {
      const shape = placed.get(id)
      if (shape) placed.set(id, { ...shape, parentId: this.firstPage })
    }
    this.limitNesting(placed)
    return placed
  }

  /** Everything that looks at a place walks up to the page: from a depth on, a chain goes on there as a new one. */
  private limitNesting(placed: Map<string, TLShape>): void {
    const depths = new Map<string, number>()
    for (const start of placed.keys()) {
      const path: TLShape[] = []
      for (
        let shape = placed.get(start);
        shape && !depths.has(shape.id);
        shape = placed.get(shape.parentId)
      ) {
        path.push(shape)
      }
      for (const shape of path.reverse()) {
        const depth = (depths.get(shape.parentId) ?? 0) + 1
        const tooDeep = depth > MAX_NESTING
        if (tooDeep) placed.set(shape.id, { ...shape, parentId: this.firstPage })
        depths.set(shape.id, tooDeep ? 1 : depth)
      }
    }
  }

  private lives(id: string): boolean {
    return this.pages.has(id) || this.shapes.has(id)
  }

  /** The place of an orphan, seen from the nearest ancestor that lives: it stays where it was on the page. */
  private followGraves(shape: TLShape): Place {
    let { x, y, rotation, parentId } = shape
    const seen = new Set<string>()
    while (!this.lives(parentId)) {
      const grave = seen.has(parentId) ? undefined : this.graves.get(parentId)
      if (!grave || seen.size > MAX_NESTING) return { x, y, rotation, parentId: this.firstPage }
      seen.add(parentId)
      const [next, graveX, graveY, turned] = grave
      const [sin, cos] = [Math.sin(turned), Math.cos(turned)]
      ;[x, y] = [graveX + x * cos - y * sin, graveY + x * sin + y * cos]
      rotation += turned
      parentId = next as TLParentId
    }
    return { x, y, rotation, parentId }
  }

  /** Of every circle of parents the smallest id. */
  private oneOfEachCycle(placed: ReadonlyMap<string, TLShape>): string[] {
    const done = new Set<string>()
    const found: string[] = []
    for (const start of placed.keys()) {
      const path = new Set<string>()
      let id: string = start
      while (placed.has(id) && !done.has(id) && !path.has(id)) {
        path.add(id)
        id = placed.get(id)?.parentId ?? ''
      }
      if (path.has(id)) {
        const chain = [...path]
        const smallest = chain.slice(chain.indexOf(id)).sort()[0]
        if (smallest) found.push(smallest)
      }
      for (const passed of path) done.add(passed)
    }
    return found
  }
}

function dropEmptyGroups(placed: Map<string, TLShape>): void {
  const children = new Map<string, number>()
  for (const { parentId } of placed.values()) children.set(parentId, (children.get(parentId) ?? 0) + 1)
  for (const shape of [...placed.values()]) {
    // Without one, its parent may be empty too, and so on: as a loop, since groups can be nested without end.
    for (let group: TLShape | undefined = shape; isEmptyGroup(group); group = placed.get(group.parentId)) {
      if (!placed.delete(group.id)) break
      children.set(group.parentId, (children.get(group.parentId) ?? 1) - 1)
    }
  }

  function isEmptyGroup(shape: TLShape | undefined): shape is TLShape {
    return shape?.type === 'group' && !children.get(shape.id)
  }
}

/** FNV-1a as letters and digits that may end an index key. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return `${value.toString(36)}V`
}

/** The same records, but no two with the same index: of several the smallest id keeps it. */
function separateIndexes<R extends { id: string; index: IndexKey }>(siblings: readonly R[]): R[] {
  const taken = new Set<string>(siblings.map((sibling) => sibling.index))
  if (taken.size === siblings.length) return [...siblings]
  const kept = new Set<string>()
  return [...siblings].sort(byIndex).map((sibling) => {
    if (!kept.has(sibling.index)) {
      kept.add(sibling.index)
      return sibling
    }
    let salt = sibling.id
    let index = sibling.index
    for (; taken.has(index); salt += '+') index = `${sibling.index}V${hash(salt)}` as IndexKey
    taken.add(index)
    return { ...sibling, index }
  })
}

function separateSiblings(placed: ReadonlyMap<string, TLShape>): TLShape[] {
  const families = new Map<string, TLShape[]>()
  for (const shape of placed.values()) {
    const family = families.get(shape.parentId)
    if (family) family.push(shape)
    else families.set(shape.parentId, [shape])
  }
  return [...families.values()].flatMap(separateIndexes)
}

/** What tldraw ties no arrow to: it is where what it holds or is tied to is, and two in a circle would be nowhere. */
const untied = new Set<string | undefined>(['arrow', 'group'])

/** Bindings from an arrow to another shape of the same page, one for each end of the arrow. */
function soundBindings(bindings: TLBinding[], placed: ReadonlyMap<string, TLShape>): TLBinding[] {
  const pageOf = (id: string): string | null => {
    let shape = placed.get(id)
    while (shape && placed.has(shape.parentId)) shape = placed.get(shape.parentId)
    return shape?.parentId ?? null
  }
  const taken = new Set<string>()
  return bindings.sort(byId).filter((binding) => {
    const end = `${binding.fromId} ${String(propsOf(binding).terminal)}`
    const page = pageOf(binding.fromId)
    const sound =
      page !== null &&
      page === pageOf(binding.toId) &&
      binding.fromId !== binding.toId &&
      placed.get(binding.fromId)?.type === 'arrow' &&
      !untied.has(placed.get(binding.toId)?.type) &&
      !taken.has(end)
    if (sound) taken.add(end)
    return sound
  })
}

/** What `repair` looks at in a record; while it stays the same, a changed record needs no new repair of the others. */
export function structureOf(record: TLRecord | undefined): string {
  if (!record) return ''
  if (isShape(record)) return `${record.type} ${record.parentId} ${record.index}`
  if (record.typeName === 'binding')
    return `${record.type} ${record.fromId} ${record.toId} ${String(propsOf(record).terminal)}`
  return record.typeName === 'page' ? `page ${record.index}` : record.typeName
}
