import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'

/** The copy of a document that this browser keeps. */
export interface KeptDocument {
  /** Resolves when what was kept is in the document: true where this browser can keep documents at all. */
  readonly loaded: Promise<boolean>
  /** The epoch is over: the copy is not opened again, and deleted where all of it is with the server. */
  leave(deleteIt: boolean): Promise<void>
  close(): void
}

/** Each epoch has a copy of its own; the first has the name that copies had before there were epochs. */
const nameOf = (boardId: string, epoch: number) =>
  epoch === 1 ? `sheshi-board-${boardId}` : `sheshi-board-${boardId}@${epoch}`

/** Keeps `doc` in IndexedDB under the names of board and epoch and brings back what was kept. Never throws. */
export function keepDocument(boardId: string, epoch: number, doc: Y.Doc): KeptDocument {
  let persistence: IndexeddbPersistence | null = null
  let closed = false
  const loaded = canKeep().then(async (possible) => {
    if (!possible || closed) return false
    noteKept(boardId, epoch, true)
    persistence = new IndexeddbPersistence(nameOf(boardId, epoch), doc)
    await persistence.whenSynced
    return true
  })
  return {
    loaded,
    async leave(deleteIt) {
      await loaded
      noteKept(boardId, epoch, false)
      if (deleteIt) await persistence?.clearData()
    },
    close() {
      closed = true
      void persistence?.destroy()
    },
  }
}

/**
 * The epoch to open: the oldest of which this browser keeps a copy, because its changes may not be with the server
 * yet, else the current one.
 */
export async function epochToOpen(
  boardId: string,
  current: number,
  storage: Storage = localStorage,
): Promise<number> {
  const kept = readKept(boardId, storage) ?? (await keptBeforeEpochs(boardId))
  return Math.min(current, ...kept)
}

const keptKey = (boardId: string) => `sheshi.kept.${boardId}`

/** Remembers that a copy of this epoch may, or must not any more, be opened. */
export function noteKept(
  boardId: string,
  epoch: number,
  isKept: boolean,
  storage: Storage = localStorage,
): void {
  const others = (readKept(boardId, storage) ?? []).filter((known) => known !== epoch)
  try {
    storage.setItem(keptKey(boardId), JSON.stringify(isKept ? [...others, epoch] : others))
  } catch {
    // Without a storage there is no copy to come back to either.
  }
}

function readKept(boardId: string, storage: Storage): number[] | null {
  try {
    const epochs: unknown = JSON.parse(storage.getItem(keptKey(boardId)) ?? 'null')
    return Array.isArray(epochs) ? epochs.filter((epoch) => Number.isSafeInteger(epoch) && epoch > 0) : null
  } catch {
    return null
  }
}

/** Copies were kept before it was written down which: those are of the first epoch. */
async function keptBeforeEpochs(boardId: string): Promise<number[]> {
  try {
    const names = (await indexedDB.databases()).map(({ name }) => name)
    return names.includes(nameOf(boardId, 1)) ? [1] : []
  } catch {
    return []
  }
}

/** Private windows and strict settings refuse IndexedDB, some only when it is opened; y-indexeddb would wait for ever. */
function canKeep(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const probe = indexedDB.open('sheshi-probe')
      probe.onsuccess = () => {
        probe.result.close()
        resolve(true)
      }
      probe.onerror = () => resolve(false)
    } catch {
      resolve(false)
    }
  })
}
