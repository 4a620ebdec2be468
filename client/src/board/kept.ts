import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'

/** The copy of a document that this browser keeps. */
export interface KeptDocument {
  /** Resolves when what was kept is in the document: true where this browser can keep documents at all. */
  readonly loaded: Promise<boolean>
  close(): void
}

/** Keeps `doc` in IndexedDB under the board's name and brings back what was kept. Never throws. */
export function keepDocument(boardId: string, doc: Y.Doc): KeptDocument {
  let persistence: IndexeddbPersistence | null = null
  let closed = false
  const loaded = canKeep().then(async (possible) => {
    if (!possible || closed) return false
    persistence = new IndexeddbPersistence(`sheshi-board-${boardId}`, doc)
    await persistence.whenSynced
    return true
  })
  return {
    loaded,
    close() {
      closed = true
      void persistence?.destroy()
    },
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
