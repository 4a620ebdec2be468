import { readdir } from 'node:fs/promises'
import { mendedName } from '../../storage/journalMended.ts'
import type { ReadJournal } from '../../storage/journalOpen.ts'
import { CareError, wordsOf } from '../careError.ts'
import { boardFindings, checkArchives, journalFindings } from './checkBoards.ts'
import { checkAssets, checkExports, checkRecords, type ReadRecords } from './checkFiles.ts'
import { type BoardState, boardIds, readJournalOf, stateOf } from './journalCare.ts'
import type { Report, Titles } from './report.ts'

/** All that was found, and what mending needs to know. */
export interface Examined {
  report: Report
  titles: Titles
  journal: ReadJournal
  boards: BoardState[]
  records: ReadRecords
  /** Files of old epochs and versions that cannot be read. */
  damagedArchives: string[]
}

/** Looks at everything in a data folder and changes nothing. Throws `CareError` where it is none. */
export async function examine(dataDir: string, inUse: boolean): Promise<Examined> {
  await requireDataDir(dataDir)
  const report: Report = {
    folder: dataDir,
    inUse,
    looked: { boards: 0, segments: 0, entries: 0, files: 0 },
    findings: [],
    actions: [],
  }
  const { findings, looked } = report
  const records = await checkRecords(dataDir, findings)
  const titles = new Map((records.boards ?? []).map(({ id, title }) => [id, title]))
  const journal = await readJournalOf(dataDir)
  looked.segments = journal.segments.length
  looked.entries = journal.segments.reduce((sum, { scan }) => sum + scan.entries.length, 0)
  findings.push(...journalFindings(dataDir, journal, inUse))
  const boards: BoardState[] = []
  const damagedArchives: string[] = []
  for (const id of await boardIds(dataDir, journal)) {
    const state = await stateOf(dataDir, id, journal)
    // Where the list of boards cannot be read, nobody knows which are in it.
    findings.push(...boardFindings(dataDir, state, records.boards === null || titles.has(id)))
    const archives = await checkArchives(dataDir, id, findings)
    damagedArchives.push(...archives.damaged)
    looked.files += archives.files + state.snapshots.length
    boards.push(state)
  }
  looked.boards = boards.filter(({ stored }) => stored).length
  findings.push(...missingBoards(records, boards))
  looked.files += await checkAssets(dataDir, findings)
  looked.files += await checkExports(dataDir, records.exports, findings)
  return { report, titles, journal, boards, records, damagedArchives }
}

/** Boards that a list names and of which nothing is stored; deleted ones go in two steps, the list last. */
function missingBoards({ boards: listed }: ReadRecords, boards: readonly BoardState[]): Report['findings'] {
  const stored = new Set(boards.filter((state) => state.stored).map(({ id }) => id))
  return (listed ?? [])
    .filter(({ id, deletedAt }) => deletedAt === null && !stored.has(id))
    .map(({ id }) => ({
      grade: 'damage' as const,
      where: `boards/${id}`,
      board: id,
      what: 'The board is in the list, but nothing of what was drawn is stored.',
      todo: 'Bring it back from a backup, or delete it.',
    }))
}

async function requireDataDir(dataDir: string): Promise<void> {
  let names: string[]
  try {
    names = await readdir(dataDir)
  } catch (error) {
    throw new CareError(`${dataDir} cannot be looked at: ${wordsOf(error)}.`)
  }
  if (names.includes('records') && names.includes('wal')) return
  if (names.includes(mendedName)) {
    throw new CareError('An earlier mending was interrupted: run with --mend again, or start the server.')
  }
  throw new CareError(`${dataDir} is no data folder of Sheshi: it has no records and no journal.`)
}
