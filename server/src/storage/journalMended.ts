import { access, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { realDisk } from './journalDisk.ts'
import { isMissing } from './recordsFile.ts'

/** A journal that was written anew, whole and on disk, until it takes the old one's place. */
export const mendedName = 'wal.mended'

/** Ends what a crash interrupted: the old journal was moved away and the mended one not yet put in its place. */
export async function finishMending(dataDir: string): Promise<void> {
  const wal = join(dataDir, 'wal')
  const mended = join(dataDir, mendedName)
  await rm(`${mended}.new`, { recursive: true, force: true })
  if (await exists(wal)) {
    await rm(mended, { recursive: true, force: true })
    return
  }
  if (!(await exists(mended))) return
  await rename(mended, wal)
  await realDisk.syncFolder(dataDir)
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
