import { constants } from 'node:fs'
import { copyFile, link, mkdir, mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { HeldLog } from '../storage/boardLog.ts'
import { readJournal } from '../storage/journalOpen.ts'
import { segmentName } from '../storage/journalWriter.ts'
import type { CollectionName } from '../storage/records.ts'
import { isMissing } from '../storage/recordsFile.ts'
import { forEach } from './careError.ts'
import { serverFile } from './running.ts'

/** Who points comes before what is pointed to: what a record names was there before it. */
const recordsInOrder: readonly CollectionName[] = [
  'sessions',
  'welcomes',
  'facilitators',
  'invites',
  'exports',
  'boards',
  'challenges',
]
const stagingPrefix = 'staging-'
/** Not part of a copy: what belongs to the running process, what is half-written, and what the doctor set aside. */
const leftOut = new RegExp(
  `^(lock(\\..*)?|doctor|wal(\\..*)?|${serverFile}|${stagingPrefix}.*|.*\\.(new|part))$`,
)
const unfinished = /\.(new|part)$/

/** All files of a data folder as they were at one moment, under a folder of their own. */
export interface Staged {
  folder: string
  /** Paths below `folder`, records first, the journal last. */
  files: string[]
  /** Lets go of them. */
  remove(): Promise<void>
}

/** Where the journal of a folder that no server has ends: what is torn stays out. */
export async function journalAtRest(dataDir: string): Promise<HeldLog> {
  const wal = join(dataDir, 'wal')
  const { segments } = await readJournal(wal).catch((error: unknown) => {
    if (isMissing(error)) return { segments: [] }
    throw error
  })
  return {
    segments: segments.map(({ number, scan }) => ({
      name: segmentName(number),
      length: scan.tornAt ?? scan.length,
    })),
    release() {},
  }
}

/**
 * Gives every file of a data folder a second name beside the folder's own, which costs no room: files of ours are
 * never changed once they have their name, only replaced. The journal's newest file, which grows, is copied.
 */
export async function stage(dataDir: string, hold: () => Promise<HeldLog>): Promise<Staged> {
  const folder = await mkdtemp(join(dataDir, stagingPrefix))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const records = recordsInOrder.flatMap((name) => [`${name}.json`, `${name}.json.last-good`])
    const staged = await linkAll(
      dataDir,
      folder,
      records.map((name) => join('records', name)),
    )
    const held = await hold()
    try {
      staged.push(...(await linkTree(dataDir, folder, staged)), ...(await takeJournal(dataDir, folder, held)))
    } finally {
      held.release()
    }
    return { folder, files: staged, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Removes what an interrupted copy left. */
export async function sweepStaging(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(stagingPrefix))
  for (const name of names) await rm(join(dataDir, name), { recursive: true, force: true })
}

async function linkTree(dataDir: string, folder: string, known: readonly string[]): Promise<string[]> {
  const linked = new Set(known)
  // A file that goes while we look has a successor under another name: look again, until nothing was missed.
  for (let missed = true; missed; ) {
    const paths = (await filesBelow(dataDir)).filter((path) => !linked.has(path) && !isRecords(path))
    const done = await linkAll(dataDir, folder, paths)
    missed = done.length < paths.length
    for (const path of done) linked.add(path)
  }
  return [...linked].slice(known.length)
}

const isRecords = (path: string): boolean => dirname(path) === 'records'

/** All but the newest file are closed. That one may grow, and may hold more than was acknowledged. */
async function takeJournal(dataDir: string, folder: string, { segments }: HeldLog): Promise<string[]> {
  await mkdir(join(folder, 'wal'))
  const paths = segments.map(({ name }) => join('wal', name))
  await linkAll(dataDir, folder, paths.slice(0, -1))
  const newest = segments.at(-1)
  if (newest) {
    const copy = join(folder, 'wal', newest.name)
    await copyFile(join(dataDir, 'wal', newest.name), copy, constants.COPYFILE_FICLONE)
    await truncate(copy, newest.length)
  }
  return paths
}

async function linkAll(from: string, to: string, paths: readonly string[]): Promise<string[]> {
  const folders = new Set(paths.map((path) => dirname(join(to, path))))
  await forEach([...folders], async (one) => void (await mkdir(one, { recursive: true })))
  const done = new Set<string>()
  await forEach(paths, async (path) => {
    if (await linkOne(join(from, path), join(to, path))) done.add(path)
  })
  return paths.filter((path) => done.has(path))
}

/** False where the file has gone. */
async function linkOne(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (isMissing(error)) return false
  }
  try {
    // File systems without hard links (some network shares).
    await copyFile(from, to, constants.COPYFILE_FICLONE)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** Paths of the files that belong into a copy; the journal is looked after apart. */
async function filesBelow(dataDir: string): Promise<string[]> {
  const paths: string[] = []
  for (const name of await readdir(dataDir)) {
    if (leftOut.test(name)) continue
    if ((await stat(join(dataDir, name))).isFile()) paths.push(name)
    else paths.push(...(await filesIn(dataDir, name)))
  }
  return paths
}

async function filesIn(dataDir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(dataDir, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const wanted = entries.filter(({ name }) => !unfinished.test(name))
  const paths = wanted.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
  for (const entry of wanted) {
    if (entry.isDirectory()) paths.push(...(await filesIn(dataDir, join(folder, entry.name))))
  }
  return paths
}
