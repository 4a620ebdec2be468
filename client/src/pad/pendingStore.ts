import type { Pending, PendingStore } from './queue.ts'

const database = 'sheshi.pad'
const table = 'pending'

/** Notes in this browser's IndexedDB, so that they outlive a reload, a closed tab and a dead battery. */
export class BrowserStore implements PendingStore {
  /** Null until it is known whether this browser keeps anything; some windows do not. */
  private opened: Promise<IDBDatabase | null> | null = null
  private readonly unkept = new Map<string, Pending>()

  async all(boardId: string): Promise<Pending[]> {
    const kept = await this.ask<Pending[]>('readonly', (records) => records.getAll())
    return [...(kept ?? []), ...this.unkept.values()].filter((pending) => pending.boardId === boardId)
  }

  async put(pending: Pending): Promise<void> {
    const kept = await this.ask('readwrite', (records) => records.put(pending))
    // Without a storage it lives as long as the page.
    if (kept === null) this.unkept.set(pending.id, pending)
  }

  async remove(id: string): Promise<void> {
    this.unkept.delete(id)
    await this.ask('readwrite', (records) => records.delete(id))
  }

  /** null where the browser keeps nothing. */
  private async ask<T>(
    mode: IDBTransactionMode,
    what: (records: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | null> {
    this.opened ??= open()
    const opened = await this.opened
    if (!opened) return null
    return new Promise((resolve) => {
      try {
        const transaction = opened.transaction(table, mode, { durability: 'strict' })
        const request = what(transaction.objectStore(table))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => resolve(null)
      } catch {
        resolve(null)
      }
    })
  }
}

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(database, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'id' })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => resolve(null)
    } catch {
      resolve(null)
    }
  })
}
