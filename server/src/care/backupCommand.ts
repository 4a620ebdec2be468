import { existsSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../config.ts'
import { finishMending } from '../storage/journalMended.ts'
import { lockDataDir } from '../storage/lock.ts'
import { syncFolder } from '../storage/recordsFile.ts'
import type { Manifest } from './archive.ts'
import { Backups, writeFileWhole } from './backups.ts'
import { CareError, wordsOf } from './careError.ts'
import { verifyArchive } from './restore.ts'
import { announcedUrl } from './running.ts'
import { journalAtRest, sweepStaging } from './staging.ts'

interface Asked {
  url?: string | undefined
  key?: string | undefined
}

/**
 * Writes an archive of the lab: asks the running server for it, else reads the folder itself. The file has its name
 * only once every byte of it was read back. Throws `CareError`.
 */
export async function backup(config: Config, file: string, asked: Asked): Promise<Manifest> {
  const { dataDir } = config
  if (!asked.url && !existsSync(dataDir)) throw new CareError(`There is no folder ${dataDir}: set DATA_DIR.`)
  const url = asked.url ?? (await announcedUrl(dataDir))
  const unlock = asked.url ? null : await lockDataDir(dataDir).catch((error: unknown) => orServer(url, error))
  try {
    if (unlock) return await writeChecked(file, (to) => ofFolder(dataDir, to))
    const from = url ?? ''
    return await writeChecked(file, async (to) => ofServer(from, await keyFor(config, asked), to))
  } finally {
    await unlock?.()
  }
}

/** The folder cannot be had: then the server that has it is asked, if it says where it is. */
function orServer(url: string | null, error: unknown): null {
  if (url !== null) return null
  throw new CareError(`${wordsOf(error)} A running server can also be named with --url and --key.`)
}

async function writeChecked(file: string, write: (to: Writable) => Promise<unknown>): Promise<Manifest> {
  const unchecked = `${file}.unchecked`
  try {
    await writeFileWhole(unchecked, write)
    const manifest = await verifyArchive(unchecked)
    await rename(unchecked, file)
    await syncFolder(dirname(file))
    return manifest
  } catch (error) {
    await rm(unchecked, { force: true })
    throw error instanceof CareError ? error : new CareError(`The backup was not made: ${wordsOf(error)}.`)
  }
}

async function ofFolder(dataDir: string, to: Writable): Promise<void> {
  await sweepStaging(dataDir)
  await finishMending(dataDir)
  await new Backups(dataDir, () => journalAtRest(dataDir)).write(to)
}

async function ofServer(url: string, key: string, to: Writable): Promise<void> {
  const answer = await fetch(`${url.replace(/\/$/, '')}/api/v1/backup`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
  })
  if (!answer.ok || !answer.body) {
    const problem = (await answer.text()).slice(0, 500)
    throw new CareError(`The server at ${url} does not give a backup (${answer.status}): ${problem}`)
  }
  await pipeline(Readable.from(answer.body), to)
}

async function keyFor({ dataDir, facilitatorKey }: Config, { key }: Asked): Promise<string> {
  const kept = await readFile(join(dataDir, 'facilitator-key'), 'utf8').catch(() => null)
  const known = key ?? facilitatorKey ?? kept?.trim()
  if (known) return known
  throw new CareError('The facilitator’s key is not known here: set FACILITATOR_KEY, or name it with --key.')
}
