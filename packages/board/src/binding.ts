import type { RecordsDiff } from '@tldraw/store'
import type { TLRecord, TLShape, TLStore } from '@tldraw/tlschema'
import * as Y from 'yjs'
import { checkRecord, checkStored, isTooLarge } from './check.ts'
import { changeRecord, createRecord, keepUnsent } from './codec.ts'
import { deleteRecord } from './document.ts'
import { Authorship } from './others.ts'
import { changesBetween, rebase, reuse, sameRecord } from './registers.ts'
import { browserSchedule, type Schedule } from './schedule.ts'
import { isShape, PAGE_ID, propsOf } from './schema.ts'
import { patchUndo } from './undo.ts'
import { BoardView, graveOf, recordsOf, type Unreadable } from './view.ts'

/** A store and a document bound to each other. */
export interface Binding {
  /** Writes everything this person has done into the document now: at a gesture's end, on `pagehide`, closing. */
  flush(): void
  /** Flushes, unbinds and restores the store. */
  dispose(): void
}

export interface BindOptions {
  /** Holds its first state already: binding to a document that is still loading would show an empty board. */
  doc: Y.Doc
  /** Made with tldraw's schema; its document records become those of `doc`. */
  store: TLStore
  /** Called with records that were set aside, or that this person made and the board refuses. */
  onUnreadable?: (unreadable: Unreadable[]) => void
  /** When to merge and to send; the default is animation frames with a timer beside them. */
  schedule?: Schedule
}

/** Registers that a gesture changes many times a second; their changes may wait, all others are sent at once. */
const gestural = new Set([
  'at',
  'wh',
  'rotation',
  ':start',
  ':end',
  ':bend',
  ':points',
  ':segments',
  ':isClosed',
  ':w',
])
const PAUSE = 34
const PAUSE_FOR_EACH = 4
/** Four points of a pen at a screen's sixty a second: what frames an update then weighs less than its points. */
const PAUSE_OF_PEN = 67
const LONGEST_PAUSE = 200

interface Change {
  before: TLRecord | null
  after: TLRecord | null
}

/**
 * Binds a tldraw store to a document, both ways. Local changes go into the document register by register, in one
 * transaction with the binding as its origin; gestures at most 30 times a second. Remote changes are read, repaired
 * and merged into the store once a frame, and never sent back.
 */
export function bindStore(options: BindOptions): Binding {
  return new StoreBinding(options)
}

class StoreBinding implements Binding {
  private readonly doc: Y.Doc
  private readonly store: TLStore
  private readonly schedule: Schedule
  private readonly onUnreadable: (unreadable: Unreadable[]) => void
  private readonly view: BoardView
  private readonly authorship = new Authorship()
  private readonly endings: (() => void)[] = []

  /** What this person did and the document does not hold yet. */
  private pending = new Map<string, Change>()
  /** Records that may differ between document, view and store. */
  private touched = new Set<string>()
  private gravesTouched = false
  private cancelFrame: (() => void) | null = null
  private cancelPause: (() => void) | null = null

  constructor({ doc, store, onUnreadable, schedule }: BindOptions) {
    this.doc = doc
    this.store = store
    this.schedule = schedule ?? browserSchedule
    this.onUnreadable = onUnreadable ?? (() => {})
    this.view = new BoardView(doc)
    this.fillStore()
    this.listen()
  }

  private fillStore(): void {
    const extra = this.store.allRecords().filter((record) => isShared(this.store, record))
    this.project(new Set([...this.view.records.keys(), ...extra.map((record) => record.id)]))
    this.reportUnreadable(this.view.unreadable.keys())
  }

  private listen(): void {
    const records = recordsOf(this.doc)
    const graves = graveOf(this.doc)
    const onRecords = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
      if (transaction.origin !== this) this.onRemote(events)
    }
    const onGraves = (_: unknown, transaction: Y.Transaction) => {
      if (transaction.origin !== this) {
        this.gravesTouched = true
        this.requestFrame()
      }
    }
    records.observeDeep(onRecords)
    graves.observe(onGraves)
    this.endings.push(
      () => records.unobserveDeep(onRecords),
      () => graves.unobserve(onGraves),
      this.store.listen(({ changes }) => this.onLocal(changes), { source: 'user', scope: 'document' }),
      patchUndo(this.store, this.authorship),
    )
  }

  flush(): void {
    this.store._flushHistory()
    this.commit()
  }

  dispose(): void {
    this.flush()
    this.cancelFrame?.()
    this.cancelPause?.()
    for (const end of this.endings) end()
  }

  // ---- from the store into the document

  private onLocal({ added, updated, removed }: RecordsDiff<TLRecord>): void {
    for (const record of Object.values<TLRecord>(added)) this.note(record.id, null, record)
    for (const [from, to] of Object.values<[TLRecord, TLRecord]>(updated)) this.note(to.id, from, to)
    for (const record of Object.values<TLRecord>(removed)) this.note(record.id, record, null)
    if (this.pending.size === 0) return
    if ([...this.pending.values()].every(isGesture)) this.commitSoon()
    else this.commit()
  }

  private note(id: string, before: TLRecord | null, after: TLRecord | null): void {
    this.authorship.byMe(id, before, after)
    const earlier = this.pending.get(id)
    this.pending.set(id, { before: earlier ? earlier.before : before, after })
  }

  /** At once if nothing was sent in the last pause, else when the pause ends. */
  private commitSoon(): void {
    if (!this.cancelPause) this.commit()
  }

  private pause(batch: ReadonlyMap<string, Change>): void {
    this.cancelPause?.()
    const shortest = [...batch.values()].some(isBeingDrawn) ? PAUSE_OF_PEN : PAUSE
    const length = Math.min(LONGEST_PAUSE, Math.max(shortest, batch.size * PAUSE_FOR_EACH))
    this.cancelPause = this.schedule(() => {
      this.cancelPause = null
      this.commit()
    }, length)
  }

  private commit(): void {
    if (this.pending.size === 0) return
    const batch = this.pending
    this.pending = new Map()
    const refused: Unreadable[] = []
    this.doc.transact(() => {
      for (const [id, change] of batch) {
        const reason = problemOfChange(change)
        if (reason) refused.push({ id, reason })
        else this.write(id, change)
        this.touched.add(id)
      }
    }, this)
    this.pause(batch)
    // The frame brings the store to what the board shows: refused changes go back, repaired records follow.
    this.requestFrame()
    if (refused.length > 0) this.onUnreadable(refused)
  }

  private write(id: string, { before, after }: Change): void {
    const records = recordsOf(this.doc)
    const entry = records.get(id)
    if (!after) {
      deleteRecord(this.doc, id)
      return
    }
    this.writeVirtualPage(after)
    if (!before) createRecord(records, after)
    else if (entry instanceof Y.Map) changeRecord(entry, before, after)
    else if (this.view.isVirtual(id)) createRecord(records, after)
    // Else somebody deleted it meanwhile: a delete wins over a change.
  }

  /** The page shown on a board without pages becomes real when somebody puts something on it. */
  private writeVirtualPage(record: TLRecord): void {
    if (!isShape(record) || record.parentId !== PAGE_ID || !this.view.isVirtual(PAGE_ID)) return
    const page = this.view.records.get(PAGE_ID)
    if (page && !recordsOf(this.doc).has(PAGE_ID)) {
      createRecord(recordsOf(this.doc), page)
      this.touched.add(PAGE_ID)
    }
  }

  // ---- from the document into the store

  private onRemote(events: Y.YEvent<Y.AbstractType<unknown>>[]): void {
    for (const event of events) {
      const id = event.path[0]
      if (typeof id === 'string') this.touched.add(id)
      else for (const key of event.keys.keys()) this.touched.add(key)
    }
    this.requestFrame()
  }

  private requestFrame(): void {
    this.cancelFrame ??= this.schedule(() => {
      this.cancelFrame = null
      this.frame()
    }, 0)
  }

  private frame(): void {
    // First what this person did since the last frame, or it would be overwritten.
    this.store._flushHistory()
    const touched = this.touched
    const structural = this.gravesTouched
    this.touched = new Set()
    this.gravesTouched = false
    const changed = this.view.refresh(touched, structural)
    this.project(changed)
    this.reportUnreadable(touched)
  }

  /** Makes the store show these records as the view has them, with one merge. */
  private project(ids: Iterable<string>): void {
    const puts: TLRecord[] = []
    const removes: TLRecord['id'][] = []
    for (const id of ids) {
      const now = this.store.get(id as TLRecord['id'])
      if (now && !isShared(this.store, now)) continue
      const next = this.targetOf(id, now)
      if (now && !next) removes.push(now.id)
      else if (next && !(now && sameRecord(now, next))) puts.push(now ? reuse(now, next) : next)
      else continue
      this.authorship.byOthers(id, now ?? null, next ?? null)
    }
    if (puts.length > 0 || removes.length > 0) this.merge(puts, removes)
  }

  /** What the store shall hold: what all see, with this person's unsent gesture on top, so that it does not jump. */
  private targetOf(id: string, now: TLRecord | undefined): TLRecord | undefined {
    const shared = this.view.records.get(id)
    const mine = this.pending.get(id)
    if (!shared) {
      this.pending.delete(id)
      return undefined
    }
    if (!mine?.before || !mine.after) return now ? keepUnsent(now, shared) : shared
    const target = rebase(mine.before, mine.after, shared)
    this.pending.set(id, { before: shared, after: target })
    return target
  }

  private merge(puts: TLRecord[], removes: TLRecord['id'][]): void {
    try {
      this.mergeOnce(() => {
        this.remove(removes)
        this.store.put(puts)
      })
    } catch {
      // One record that this tldraw refuses must not keep the others out.
      this.mergeOneByOne(puts, removes)
    }
  }

  private mergeOneByOne(puts: TLRecord[], removes: TLRecord['id'][]): void {
    const failed: Unreadable[] = []
    const attempt = (id: string, change: () => void) => {
      try {
        this.mergeOnce(change)
      } catch (error) {
        failed.push({ id, reason: error instanceof Error ? error.message : 'refused by the canvas' })
      }
    }
    for (const record of puts) attempt(record.id, () => this.store.put([record]))
    for (const id of removes) attempt(id, () => this.remove([id]))
    if (failed.length > 0) this.onUnreadable(failed)
  }

  /**
   * One remote merge without tldraw's side effects: whoever made the change has run them already, and here they
   * would be sent out as this person's own changes. Inside the merge, since tldraw switches them on at its start.
   */
  private mergeOnce(change: () => void): void {
    const sideEffects = this.store.sideEffects as unknown as { setIsEnabled(enabled: boolean): void }
    this.store.mergeRemoteChanges(() => {
      sideEffects.setIsEnabled(false)
      change()
    })
  }

  /** Removes records, and ends their editing: the one session field that tldraw's integrity check forgets. */
  private remove(ids: TLRecord['id'][]): void {
    if (ids.length === 0) return
    this.store.remove(ids)
    // By tldraw's index, kept up to date: looking through all records would cost as much as the board is large.
    for (const id of this.store.query.ids('instance_page_state').get()) {
      const state = this.store.get(id)
      if (!state?.editingShapeId || this.store.has(state.editingShapeId)) continue
      this.store.put([{ ...state, editingShapeId: null }])
    }
  }

  private reportUnreadable(ids: Iterable<string>): void {
    const found = [...ids].flatMap((id) => {
      const reason = this.view.unreadable.get(id)
      return reason === undefined ? [] : [{ id, reason }]
    })
    if (found.length > 0) this.onUnreadable(found)
  }
}

const isShared = (store: TLStore, record: TLRecord): boolean =>
  store.scopedTypes.document.has(record.typeName)

const isBeingDrawn = ({ after }: Change): boolean =>
  isShape(after ?? undefined) && propsOf(after as TLShape).isComplete === false

/** Why a change may not be sent, or null. What two people made too large together can still be moved and shortened. */
function problemOfChange({ before, after }: Change): string | null {
  const reason = after && checkRecord(after)
  if (!reason || !isTooLarge(reason) || !before || checkRecord(before) !== reason) return reason
  return checkStored(after)
}

/** True for a change that only moves, sizes, turns or draws. */
function isGesture({ before, after }: Change): boolean {
  if (!before || !after || before.typeName !== 'shape') return false
  return [...changesBetween(before, after as TLShape).keys()].every((name) => gestural.has(name))
}
