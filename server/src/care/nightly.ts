import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import type { Logger } from '@sheshi/sync'
import { writeFileWhole } from './backups.ts'
import { wordsOf } from './careError.ts'

/** Copies kept. */
export const nightsKept = 14
/** After a failure, milliseconds to the next try. */
const retryAfter = 3_600_000

const ours = /^sheshi-\d{4}-\d{2}-\d{2}\.tar\.gz$/

/** What became of the last try to make a nightly copy. */
export interface LastBackup {
  at: string
  ok: boolean
  reason: string | null
}

export interface NightlyOptions {
  dir: string
  /** The hour of the day, local time, from which the night's copy is due. */
  hour: number
  logger: Logger
  write(to: Writable): Promise<unknown>
}

/** One archive a night in a folder of the lab's choice, named by its date; only files named like that are removed. */
export class NightlyCopies {
  private state: LastBackup | null = null
  private retryAt = Number.NEGATIVE_INFINITY
  private checking: Promise<void> | null = null

  constructor(private readonly options: NightlyOptions) {}

  last(): LastBackup | null {
    return this.state
  }

  /** Makes the copy where it is due: also one that was slept over. To be called every minute or so. */
  check(now = new Date()): Promise<void> {
    this.checking ??= this.makeIfDue(now).finally(() => {
      this.checking = null
    })
    return this.checking
  }

  private async makeIfDue(now: Date): Promise<void> {
    if (now.getTime() < this.retryAt) return
    const { dir, logger } = this.options
    const at = now.toISOString()
    try {
      await mkdir(dir, { recursive: true })
      const path = join(dir, `sheshi-${nightOf(now, this.options.hour)}.tar.gz`)
      const made = await stat(path).catch(() => null)
      if (made) {
        this.state ??= { at: made.mtime.toISOString(), ok: true, reason: null }
        return
      }
      await writeFileWhole(path, (to) => this.options.write(to))
      this.state = { at, ok: true, reason: null }
      this.retryAt = Number.NEGATIVE_INFINITY
      logger.info({ file: path }, 'nightly copy made')
      await this.removeOld()
    } catch (error) {
      this.state = { at, ok: false, reason: wordsOf(error) }
      this.retryAt = now.getTime() + retryAfter
      logger.warn({ dir, reason: wordsOf(error) }, 'the nightly copy failed; tried again in an hour')
    }
  }

  private async removeOld(): Promise<void> {
    const { dir } = this.options
    const names = (await readdir(dir)).sort()
    const old = names.filter((name) => ours.test(name)).slice(0, -nightsKept)
    // What a crash left: ours was renamed, and no other is being made.
    const begun = names.filter((name) => name.endsWith('.part') && ours.test(name.slice(0, -'.part'.length)))
    for (const name of [...old, ...begun]) await rm(join(dir, name), { force: true })
  }
}

/** The date of the night that is due: today from that hour on, else yesterday. */
function nightOf(now: Date, hour: number): string {
  const night = new Date(now)
  if (night.getHours() < hour) night.setDate(night.getDate() - 1)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${night.getFullYear()}-${two(night.getMonth() + 1)}-${two(night.getDate())}`
}
