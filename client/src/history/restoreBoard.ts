import type { Editor, TLDocument, TLRecord, TLStore } from 'tldraw'

/** What a board's document record says of the last time the board was taken back; moments as ISO 8601. */
export interface Restored {
  /** The moment whose state was brought back. */
  to: string
  /** When that was done: two that went back to the same moment are told apart by it. */
  at: string
}

/** Reads what a document record says; null where the board was never taken back. */
export function restoredIn(document: Pick<TLDocument, 'meta'>): Restored | null {
  const { restored } = document.meta
  if (typeof restored !== 'object' || restored === null || Array.isArray(restored)) return null
  const { to, at } = restored
  return typeof to === 'string' && typeof at === 'string' ? { to, at } : null
}

/** What leads from one state of a board to another: what it has not, or otherwise, is put; what only it has is removed. */
export interface Plan {
  put: TLRecord[]
  remove: TLRecord['id'][]
}

/** Pure. `same` says whether two records are equal. */
export function planRestore(
  now: readonly TLRecord[],
  target: readonly TLRecord[],
  restored: Restored,
  same: (one: TLRecord, other: TLRecord) => boolean,
): Plan {
  const present = new Map(now.map((record) => [record.id, record]))
  const wanted = new Set(target.map(({ id }) => id))
  const put = target
    .map((record) => (record.typeName === 'document' ? marked(record, restored) : record))
    .filter((record) => {
      const was = present.get(record.id)
      return !was || !same(was, record)
    })
  // Pictures' files are still there, and undo would need the records again; they show nothing by themselves.
  const remove = now.filter(({ id, typeName }) => !wanted.has(id) && typeName !== 'asset').map(({ id }) => id)
  return { put, remove }
}

/** The mark by which everybody's page knows what happened; it goes with the change, and goes back with it. */
const marked = (document: TLDocument, { to, at }: Restored): TLDocument => ({
  ...document,
  meta: { ...document.meta, restored: { to, at } },
})

/**
 * What tldraw keeps to itself: to change records without its reactions to single shapes, which would bend the state
 * aimed at, and to look after what those reactions would have (cameras of pages).
 */
interface StoreWithin {
  atomic(change: () => void, reactions: boolean): void
  ensureStoreIsUsable(): void
}

/**
 * Brings the board to these records as one change of this person's: it goes the way of every other, and one step of
 * undo takes it back. Whoever else is on the board sees it happen.
 */
export function restoreBoard(editor: Editor, target: readonly TLRecord[], restored: Restored): void {
  const { store } = editor
  letGo(editor)
  const now = store.allRecords().filter((record) => store.scopedTypes.document.has(record.typeName))
  const plan = planRestore(now, target, restored, sameRecord)
  editor.markHistoryStoppingPoint('board taken back')
  editor.run(() => applyPlan(store, plan), { history: 'record', ignoreShapeLock: true })
  editor.markHistoryStoppingPoint('after the board was taken back')
}

/** All at once and without tldraw's reactions: what is put is sound already. */
export function applyPlan(store: TLStore, { put, remove }: Plan): void {
  const within = store as unknown as StoreWithin
  within.atomic(() => {
    store.remove(remove)
    store.put(put)
  }, false)
  within.ensureStoreIsUsable()
}

/** Nothing of what may go is selected, open or being dragged. */
function letGo(editor: Editor): void {
  editor.cancel()
  editor.run(
    () => {
      editor.setEditingShape(null)
      editor.setFocusedGroup(null)
      editor.selectNone()
    },
    { history: 'ignore' },
  )
}

/** Equal in everything they say. */
export const sameRecord = (one: TLRecord, other: TLRecord): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))

/** With its keys in order: from the server they may come in another. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
