import { link, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'

/** Who holds the lock. `started` tells a process from a later one with the same number; null where unknown. */
interface Holder {
  pid: number
  started: string | null
  host: string
}

export interface LockOptions {
  /** Milliseconds between signs of life, which a server on another machine goes by. */
  beatMs?: number
}

/**
 * Takes a data folder for this process. A lock whose process is gone is taken over.
 * @returns the way to give it back
 * @throws with a message for the operator when another server has the folder
 */
export async function lockDataDir(
  dir: string,
  { beatMs = 5_000 }: LockOptions = {},
): Promise<() => Promise<void>> {
  const path = join(dir, 'lock')
  const own = JSON.stringify({ pid: process.pid, started: await startOf(process.pid), host: hostname() })
  for (let tries = 0; !(await take(path, own)); tries += 1) {
    const found = await readFile(path, 'utf8').catch(() => null)
    if (found === null) continue
    const holder = parse(found)
    if (tries > 3 || (await isHeld(path, holder, beatMs))) throw new Error(heldMessage(dir, path, holder))
    await clearAway(path, found)
  }
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), beatMs)
  beat.unref()
  return async () => {
    clearInterval(beat)
    if ((await readFile(path, 'utf8').catch(() => null)) === own) await rm(path, { force: true })
  }
}

/** True while another process has the folder; changes nothing. */
export async function isLocked(dir: string, { beatMs = 5_000 }: LockOptions = {}): Promise<boolean> {
  const path = join(dir, 'lock')
  const found = await readFile(path, 'utf8').catch(() => null)
  return found !== null && (await isHeld(path, parse(found), beatMs))
}

/** Puts the lock there whole or not at all: a file that is created and then written could be read empty. */
async function take(path: string, own: string): Promise<boolean> {
  const temporary = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    await writeFile(temporary, own)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw new Error(unwritableMessage(dirname(path), error))
  }
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(temporary)
  }
}

/** Moves a dead lock aside; should somebody have taken it over in between, theirs is put back. */
async function clearAway(path: string, dead: string): Promise<void> {
  const aside = `${path}.dead.${process.pid}`
  await rename(path, aside).catch(() => undefined)
  const moved = await readFile(aside, 'utf8').catch(() => null)
  if (moved !== null && moved !== dead) await link(aside, path).catch(() => undefined)
  await rm(aside, { force: true })
}

async function isHeld(path: string, holder: Holder | null, beatMs: number): Promise<boolean> {
  if (!holder) return false
  if (holder.host !== hostname()) return await beats(path, beatMs)
  if (!isAlive(holder.pid)) return false
  const started = await startOf(holder.pid)
  return started === null || holder.started === null || started === holder.started
}

/** Another machine's processes cannot be asked; its lock counts while its time keeps moving. */
async function beats(path: string, beatMs: number): Promise<boolean> {
  const { mtimeMs } = await stat(path)
  if (Date.now() - mtimeMs > 10 * beatMs) return false
  const until = performance.now() + 2.5 * beatMs
  while (performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, beatMs / 5))
    const now = await stat(path).catch(() => null)
    if (!now || now.mtimeMs !== mtimeMs) return now !== null
  }
  return false
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in the kernel's ticks; null where /proc does not exist. */
async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  // The name in brackets may hold spaces; the start time is the 20th field behind it.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

function parse(text: string): Holder | null {
  try {
    const { pid, started, host } = JSON.parse(text) as Partial<Holder>
    if (typeof pid !== 'number' || typeof host !== 'string') return null
    return { pid, started: started ?? null, host }
  } catch {
    return null
  }
}

const unwritableMessage = (dir: string, error: unknown) =>
  `Nothing can be written to ${dir} (${error instanceof Error ? error.message : String(error)}). ` +
  'Give this user the right to write there, make room on the disk, or set DATA_DIR to another folder.'

const heldMessage = (dir: string, path: string, holder: Holder | null) =>
  `Another server (process ${holder?.pid ?? '?'} on ${holder?.host ?? '?'}) is using ${dir}. ` +
  `Stop it, or set DATA_DIR to another folder. If no server is running, remove ${path}.`
