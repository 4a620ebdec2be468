import { type FileHandle, open, rename, unlink } from 'node:fs/promises'

/** A file being written, from its beginning, by us alone. */
export interface DiskFile {
  /** Appends all of the parts, or throws. */
  write(parts: readonly Uint8Array[]): Promise<void>
  /** Resolves when what was written is on the disk. */
  sync(): Promise<void>
  close(): Promise<void>
}

/** The file operations that saving depends on; tests bring one that fails. */
export interface Disk {
  /** @throws when the file exists already */
  create(path: string): Promise<DiskFile>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Makes creations, renames and removals inside a folder last. */
  syncFolder(path: string): Promise<void>
}

/** The machine's disk. */
export const realDisk: Disk = {
  create: async (path) => fileOf(await open(path, 'wx')),
  rename,
  remove: unlink,
  async syncFolder(path) {
    const folder = await open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
}

const fileOf = (handle: FileHandle): DiskFile => ({
  async write(parts) {
    let left = parts.filter((part) => part.length > 0)
    // The kernel may take less than it was given, and more than 1,024 parts at once is an error.
    while (left.length > 0) {
      const { bytesWritten } = await handle.writev(left.slice(0, 1024))
      if (bytesWritten === 0) throw new Error('the disk takes nothing more')
      left = after(left, bytesWritten)
    }
  },
  sync: () => handle.datasync(),
  close: () => handle.close(),
})

/** What of the parts remains once their first `bytes` bytes are gone. */
function after(parts: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skip = bytes
  const rest: Uint8Array[] = []
  for (const part of parts) {
    if (skip < part.length) rest.push(part.subarray(skip))
    skip = Math.max(0, skip - part.length)
  }
  return rest
}
