import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { decodeVersion } from '../../history/versionFormat.ts'
import type { ReadJournal } from '../../storage/journalOpen.ts'
import { readWhole } from '../../storage/snapshots.ts'
import { type BoardState, bytesOf } from './journalCare.ts'
import type { Finding } from './report.ts'

/** What is wrong with the journal's files as such, whoever's boards are concerned. */
export function journalFindings(dataDir: string, journal: ReadJournal, inUse: boolean): Finding[] {
  const findings: Finding[] = []
  const note = (path: string, at: number | null, what: string, todo: string) => {
    const where = at === null ? relative(dataDir, path) : `${relative(dataDir, path)}, byte ${at}`
    findings.push({ grade: 'note', where, board: null, what, todo })
  }
  for (const { path, scan } of journal.segments) {
    if (!scan.headerWhole && scan.tornAt !== 0) {
      note(path, 0, 'The header of this journal file is damaged; its entries can be read without it.', mendIt)
    }
    for (const { offset } of scan.damage) {
      note(
        path,
        offset,
        'Bytes of the journal cannot be read here. Which boards are concerned stands with them.',
        mendIt,
      )
    }
    if (scan.tornAt !== null) {
      const cut = `${scan.length - scan.tornAt} bytes of a write that was never finished`
      const todo = inUse
        ? 'It is probably being written just now.'
        : 'The server cuts it off at its next start.'
      note(
        path,
        scan.tornAt,
        `The end of the journal holds ${cut}, of which nobody was told that it is saved.`,
        todo,
      )
    }
  }
  for (const { path } of journal.leftOut) {
    note(
      path,
      null,
      'A journal file of failed writes, which were written again elsewhere.',
      'Nothing needs to be done.',
    )
  }
  return findings
}

const mendIt = 'Run with --mend to write the journal anew without it.'

/** What is wrong with one board's document. */
export function boardFindings(dataDir: string, state: BoardState, title: boolean): Finding[] {
  const { id, snapshots, refused } = state
  const findings: Finding[] = []
  const damaged = snapshots.filter(({ whole }) => !whole)
  if (refused) findings.push(refusal(dataDir, state))
  else if (state.stored) {
    for (const { path } of damaged) {
      const what = 'This snapshot is damaged; another one and the journal stand in, and nothing is lost.'
      findings.push(finding('note', relative(dataDir, path), id, what, 'Run with --mend to set it aside.'))
    }
    if (!title) {
      const what = 'The board is whole but in no list: a crash came between making it and noting it down.'
      const todo = 'Run with --mend to list it as “Recovered board”.'
      findings.push(finding('note', `boards/${id}`, id, what, todo))
    }
  }
  return findings
}

function refusal(dataDir: string, state: BoardState): Finding {
  const { id, snapshots, damage, base, readable, known } = state
  const file = snapshots.find(({ whole, sequence }) => !whole && sequence > readable)
  const where = file ? relative(dataDir, file.path) : (damage?.detail.replace(`${dataDir}/`, '') ?? 'wal')
  if (readable === 0 || (readable === base && !state.fromSnapshot)) {
    const what = 'Nothing of the board can be read: the server refuses it.'
    const todo =
      'Bring it back from a backup. --mend takes the newest version in its history, if there is one.'
    return finding('damage', where, id, what, todo)
  }
  const lost =
    known > readable ? `the ${known - readable} edits behind it` : 'edits behind it, if there were any'
  const what = `The server refuses the board. Everything up to edit ${readable} can be read; lost are ${lost}.`
  const todo = 'Run with --mend to open it with everything before the damage, or bring it back from a backup.'
  return finding('damage', where, id, what, todo)
}

const finding = (
  grade: Finding['grade'],
  where: string,
  board: string,
  what: string,
  todo: string,
): Finding => ({
  grade,
  where,
  board,
  what,
  todo,
})

/** Old epochs and versions of one board; answers how many files there were. */
export async function checkArchives(
  dataDir: string,
  board: string,
  findings: Finding[],
): Promise<{ files: number; damaged: string[] }> {
  const damaged: string[] = []
  let files = 0
  const check = async (
    folder: string,
    ending: string,
    what: string,
    whole: (path: string) => Promise<boolean>,
  ) => {
    const names = await readdir(join(dataDir, 'boards', board, folder)).catch(() => [])
    for (const name of names.filter((one) => one.endsWith(ending))) {
      files += 1
      const path = join(dataDir, 'boards', board, folder, name)
      if (await whole(path)) continue
      damaged.push(path)
      const todo = 'Bring the file back from a backup, or run with --mend to set it aside.'
      findings.push(finding('damage', relative(dataDir, path), board, what, todo))
    }
  }
  const epoch =
    'An old epoch is damaged: what somebody drew offline in it cannot be carried over. The board is whole.'
  await check('epochs', '.epoch', epoch, async (path) => {
    const bytes = await bytesOf(path)
    return bytes === null || (await readWhole(path)) !== null
  })
  const version =
    'A version in the board’s history is damaged and cannot be shown. The board itself is whole.'
  await check('versions', '.version', version, async (path) => {
    const bytes = await bytesOf(path)
    return bytes === null || (await decodeVersion(bytes)) !== null
  })
  return { files, damaged }
}
