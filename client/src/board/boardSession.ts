import { type Binding, bindStore, boardVersion, schema, type Unreadable } from '@sheshi/board'
import {
  type BoardConnection,
  CloseCode,
  type ConnectOptions,
  connectBoard,
  epochReason,
} from '@sheshi/sync/client'
import { atom, createTLStore, type TLStore } from 'tldraw'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { under } from '../app/base.ts'
import { boardAssets } from './assets.ts'
import { firstState } from './firstState.ts'
import { type KeptDocument, keepDocument } from './kept.ts'
import { createSource, type Observable } from './observable.ts'
import { createLasting } from './ownPresence.ts'
import { wouldLoseWork } from './status.ts'

/** One board open in one page, apart from React: its document, where that is kept, how it travels, and the store. */
export interface BoardSession {
  readonly boardId: string
  readonly doc: Y.Doc
  /** What of this page's presence moves, and the others' presence; `lasting` has the rest of one's own. */
  readonly awareness: Awareness
  readonly lasting: Awareness
  readonly connection: BoardConnection
  /** tldraw's store; empty until `ready`. */
  readonly store: TLStore
  /** True once the document's first state is in the store, from the server or from this browser. */
  readonly ready: Observable<boolean>
  /** True once this browser keeps the document, so that work survives a reload without a network. */
  readonly keptHere: Observable<boolean>
  /** Records that this version cannot read and set aside, and changes made here that the board refused. */
  readonly unreadable: Observable<readonly Unreadable[]>
  /** Hands what is drawn but not yet published to the document: tldraw gathers changes until the next frame. */
  flush(): void
  /** Flushes, and resolves once the server has everything on disk: false where that does not happen soon. */
  settle(): Promise<boolean>
  /**
   * After the board has begun a new epoch: true once this document can be let go, and the board opened anew. False
   * where something drawn here has not arrived: it is connected once more, to bring that too.
   */
  moveOn(): Promise<boolean>
  dispose(): void
}

interface SessionOptions {
  boardId: string
  /** The epoch whose document is opened: an old one where this browser still keeps it, to bring its changes. */
  epoch: number
  /** Nothing that happens in the store is published: viewers and screens, whom the server would send away for it. */
  readOnly: boolean
  /** About how large the document is, as far as is known. */
  documentBytes: number
}

/** Opens a board: brings back what this browser kept, connects, and binds the store as soon as there is content. */
export function openBoardSession(options: SessionOptions): BoardSession {
  const { boardId, epoch, readOnly } = options
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const lasting = createLasting(awareness)
  const kept = keepDocument(boardId, epoch, doc)
  const connection = connect(options, kept, { doc, awareness, moreAwareness: [lasting] })
  const store = createTLStore({
    schema,
    assets: boardAssets(boardId),
    collaboration: { status: null, mode: atom('mode', readOnly ? 'readonly' : 'readwrite') },
  })
  const ready = createSource(false)
  const keptHere = createSource(false)
  const unreadable = createSource<readonly Unreadable[]>([])
  const stops: (() => void)[] = []
  let binding: Binding | null = null

  const bind = () => {
    if (binding || doc.getMap('records').size === 0) return
    const bound = readOnly ? mirror(doc, stops) : doc
    binding = bindStore({
      doc: bound,
      store,
      onUnreadable: (found) => unreadable.set([...unreadable.getSnapshot(), ...found]),
    })
    ready.set(true)
  }
  void kept.loaded.then((possible) => {
    keptHere.set(possible)
    bind()
  })
  for (const brought of [connection.begun, connection.synced]) void brought.then(bind)
  const flush = () => binding?.flush()
  const mayLose = () =>
    wouldLoseWork({
      save: connection.getSnapshot(),
      unsent: connection.unsent,
      readOnly,
      keptHere: keptHere.getSnapshot(),
    })
  stops.push(watchPage(flush, mayLose))

  return {
    boardId,
    doc,
    awareness,
    lasting,
    connection,
    store,
    ready,
    keptHere,
    unreadable,
    flush,
    settle() {
      flush()
      return untilSaved(connection)
    },
    moveOn: () => moveOn(flush, connection, kept),
    dispose() {
      flush()
      for (const stop of stops) stop()
      binding?.dispose()
      connection.dispose()
      awareness.destroy()
      lasting.doc.destroy()
      kept.close()
      doc.destroy()
      store.dispose()
    },
  }
}

const connect = (
  { boardId, epoch, documentBytes, readOnly }: SessionOptions,
  kept: KeptDocument,
  shared: Pick<ConnectOptions, 'doc' | 'awareness' | 'moreAwareness'>,
): BoardConnection =>
  connectBoard({
    ...shared,
    boardId,
    epoch,
    readOnly,
    url: socketAddress(),
    version: boardVersion,
    firstState: () => firstState({ boardId, epoch, documentBytes }, shared.doc, kept.loaded),
  })

const socketAddress = () =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${under('/sync')}`

/** A copy that follows `doc` and from which nothing flows back. */
function mirror(doc: Y.Doc, stops: (() => void)[]): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const follow = (update: Uint8Array) => Y.applyUpdate(copy, update)
  doc.on('update', follow)
  stops.push(() => doc.off('update', follow))
  return copy
}

/** How long somebody who waits for "saved" is kept waiting. */
const settlePatience = 10_000

/** The connection notices an edit in the next task at the latest, so its state is asked after that. */
async function untilSaved(connection: BoardConnection): Promise<boolean> {
  await nextTask()
  return new Promise((resolve) => {
    const finish = (saved: boolean) => {
      stop()
      clearTimeout(timer)
      resolve(saved)
    }
    const check = () => connection.getSnapshot() === 'saved' && finish(true)
    const timer = setTimeout(() => finish(false), settlePatience)
    const stop = connection.subscribe(check)
    check()
  })
}

async function moveOn(flush: () => void, connection: BoardConnection, kept: KeptDocument): Promise<boolean> {
  flush()
  await nextTask()
  const carried = connection.closed?.reason === epochReason.carried
  if (carried && connection.unsent) {
    connection.retryNow()
    return false
  }
  // A copy that the server could not take over is left in the browser, where somebody may still get at it.
  await kept.leave(carried)
  return true
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0))

/** True where the document open here is of an epoch that is over. */
export const hasMovedOn = ({ closed }: BoardConnection): boolean => closed?.code === CloseCode.EpochChanged

/** Flushes when the page may be about to go, and asks before leaving where that would lose work. */
function watchPage(flush: () => void, mayLose: () => boolean): () => void {
  const onVisibility = () => document.visibilityState === 'hidden' && flush()
  const onBeforeUnload = (event: BeforeUnloadEvent) => {
    flush()
    if (mayLose()) event.preventDefault()
  }
  document.addEventListener('visibilitychange', onVisibility)
  window.addEventListener('pagehide', flush)
  window.addEventListener('beforeunload', onBeforeUnload)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    window.removeEventListener('pagehide', flush)
    window.removeEventListener('beforeunload', onBeforeUnload)
  }
}
