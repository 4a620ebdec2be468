import { copyFile, mkdir, readFile, rename } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type Board, Locale } from '@sheshi/records'
import * as Y from 'yjs'
import { VersionFiles } from '../../history/versionFiles.ts'
import { openBoardLog } from '../../storage/boardLog.ts'
import { realDisk } from '../../storage/journalDisk.ts'
import { finishMending } from '../../storage/journalMended.ts'
import { lockDataDir } from '../../storage/lock.ts'
import { collectionNames } from '../../storage/records.ts'
import { replaceDurably, syncFolder } from '../../storage/recordsFile.ts'
import { openRecords } from '../../storage/recordsLowdb.ts'
import { Snapshots } from '../../storage/snapshots.ts'
import { CareError, wordsOf } from '../careError.ts'
import { readCollection } from './checkFiles.ts'
import { type Examined, examine } from './examine.ts'
import type { BoardState } from './journalCare.ts'
import { rewriteJournal } from './rewriteJournal.ts'

export interface MendOptions {
  /** Also replaces a damaged list by its last good copy, which lacks the last change. */
  useLastGood: boolean
  now?: Date
}

const quiet = { info() {}, warn() {}, error() {} }

/**
 * Mends what can be mended while no server has the folder, and looks again. Everything that is replaced is kept under
 * `doctor/<time>/`. Throws `CareError`.
 */
export async function mend(
  dataDir: string,
  { useLastGood, now = new Date() }: MendOptions,
): Promise<Examined> {
  const unlock = await lockDataDir(dataDir).catch((error: unknown) => {
    throw new CareError(wordsOf(error))
  })
  try {
    await finishMending(dataDir)
    const found = await examine(dataDir, false)
    const mending = new Mending(dataDir, found, now)
    await mending.journal()
    await mending.lostBoards()
    await mending.setAside()
    if (useLastGood) await mending.records()
    await mending.orphans()
    const left = await examine(dataDir, false)
    left.report.actions = mending.actions
    return left
  } finally {
    await unlock()
  }
}

class Mending {
  readonly actions: string[] = []
  private readonly folder: string

  constructor(
    private readonly dataDir: string,
    private readonly found: Examined,
    private readonly now: Date,
  ) {
    this.folder = join(dataDir, 'doctor', now.toISOString().replace(/[:.]/g, '-'))
  }

  /** Writes the journal anew where bytes of it cannot be read, or where entries follow on ones that are lost. */
  async journal(): Promise<void> {
    const { journal, boards } = this.found
    const refused = new Map(boards.filter((state) => state.refused).map((state) => [state.id, state]))
    const unreadable = journal.segments.some(
      ({ scan }) => scan.damage.length > 0 || (!scan.headerWhole && scan.tornAt !== 0),
    )
    const cut = [...refused.values()].some(({ id, readable }) => journal.index.after(id, readable).length > 0)
    if (!unreadable && !cut && journal.holes.length === 0) return
    const stays = (entry: { board: string; sequence: number }) =>
      entry.sequence <= (refused.get(entry.board)?.readable ?? Number.POSITIVE_INFINITY)
    const keptIn = join(this.folder, 'wal')
    await this.makeFolder(dirname(keptIn))
    await rewriteJournal(this.dataDir, journal.segments, stays, keptIn)
    this.did(
      `The journal was written anew without what cannot be read; the old one is ${this.shown(keptIn)}.`,
    )
    for (const { id, base, fromSnapshot, readable, known } of refused.values()) {
      if (readable === base && !fromSnapshot) this.did(`Nothing of ${this.named(id)} could be read.`)
      else this.did(`${this.named(id)} opens again with everything up to edit ${readable} of ${known}.`)
    }
  }

  /** A board of which nothing can be read takes the newest version in its history. */
  async lostBoards(): Promise<void> {
    const lost = this.found.boards.filter(({ refused, readable, base, fromSnapshot }) => {
      return refused && readable === base && !fromSnapshot
    })
    const folder = join(this.dataDir, 'boards')
    const versions = new VersionFiles(folder, realDisk, quiet)
    for (const { id, known } of lost) {
      const newest = await newestVersion(versions, id)
      if (!newest) continue
      await new Snapshots(folder, realDisk).write(id, { sequence: known + 1, state: newest.state })
      this.did(`${this.named(id)} was lost; it opens again as its version of ${newest.at}.`)
    }
  }

  /** Damaged snapshots of boards that open without them, and damaged archives. */
  async setAside(): Promise<void> {
    for (const state of this.found.boards) {
      if (state.refused && !(await this.opensNow(state))) continue
      for (const { path, whole } of state.snapshots) if (!whole) await this.moveAside(path)
    }
    for (const path of this.found.damagedArchives) await this.moveAside(path)
  }

  async records(): Promise<void> {
    for (const name of collectionNames) {
      if (this.found.records[name] !== null) continue
      const path = join(this.dataDir, 'records', `${name}.json`)
      const lastGood = `${path}.last-good`
      const good = await readCollection(lastGood, name)
      if (typeof good === 'string' || good.length === 0) continue
      const kept = join(this.folder, 'records', `${name}.json`)
      await this.makeFolder(dirname(kept))
      await copyFile(path, kept).catch(() => undefined)
      await replaceDurably(path, await readFile(lastGood))
      this.did(
        `The list of ${name} is now its last good copy, with ${good.length} entries; the damaged one is ${this.shown(kept)}.`,
      )
    }
  }

  /** Whole boards that no list names. */
  async orphans(): Promise<void> {
    const { boards } = await examine(this.dataDir, false)
    if (collectionNames.some((name) => this.found.records[name] === null)) return
    const listed = new Set((this.found.records.boards ?? []).map(({ id }) => id))
    const orphans = boards.filter(({ id, stored, refused }) => stored && !refused && !listed.has(id))
    if (orphans.length === 0) return
    const records = await openRecords(this.dataDir)
    const log = await openBoardLog(this.dataDir, { logger: quiet })
    try {
      for (const { id } of orphans) {
        const board = recordFor(id, (await log.load(id))?.updates ?? [], this.now)
        await records.boards.insert(board)
        this.did(`A board that was in no list is now in it as “${board.title}”.`)
      }
    } finally {
      await log.close()
      await records.close()
    }
  }

  /** True where a refused board has something it can be opened with. */
  private async opensNow({ id, fromSnapshot, readable, base, known }: BoardState): Promise<boolean> {
    if (fromSnapshot || readable > base) return true
    const { newest } = await new Snapshots(join(this.dataDir, 'boards'), realDisk).read(id)
    return (newest?.sequence ?? 0) > known
  }

  private async moveAside(path: string): Promise<void> {
    const kept = join(this.folder, relative(this.dataDir, path))
    await this.makeFolder(dirname(kept))
    await rename(path, kept)
    await syncFolder(dirname(path))
    this.did(`${this.shown(path)} was set aside as ${this.shown(kept)}.`)
  }

  private async makeFolder(path: string): Promise<void> {
    await mkdir(path, { recursive: true, mode: 0o700 })
    await syncFolder(this.dataDir)
  }

  private did(action: string): void {
    this.actions.push(action)
  }

  private shown = (path: string): string => relative(this.dataDir, path)

  private named(id: string): string {
    const title = this.found.titles.get(id)
    return title === undefined ? `Board ${id}` : `Board “${title}” (${id})`
  }
}

async function newestVersion(
  versions: VersionFiles,
  id: string,
): Promise<{ state: Uint8Array; at: string } | null> {
  for (const { id: versionId } of await versions.list(id)) {
    const read = await versions.read(id, versionId)
    if (read) return { state: read.state, at: read.head.at }
  }
  return null
}

/** What can be told of a board from its document alone. */
function recordFor(id: string, updates: readonly Uint8Array[], now: Date): Board {
  const { template, locale } = metaOf(updates)
  const at = now.toISOString()
  return {
    id,
    title: `Recovered board ${at.slice(0, 10)} (${id.slice(0, 6)})`,
    template,
    locale,
    challengeId: null,
    createdAt: at,
    changedAt: at,
    deletedAt: null,
    version: 1,
  }
}

function metaOf(updates: readonly Uint8Array[]): Pick<Board, 'template' | 'locale'> {
  const doc = new Y.Doc()
  try {
    for (const update of updates) Y.applyUpdate(doc, update)
  } catch {
    // The server will refuse the board and say why; in the list it is found at least.
  }
  const meta = doc.getMap('meta')
  const [template, locale] = [meta.get('template'), Locale.safeParse(meta.get('locale'))]
  return {
    template: typeof template === 'string' ? template : 'blank',
    locale: locale.success ? locale.data : 'en',
  }
}
