/** Something the doctor found. */
export interface Finding {
  /** `damage`: something is lost or refused. `note`: nothing is, and nothing need be done. */
  grade: 'damage' | 'note'
  /** The file, from the data folder, and the place in it where one is known. */
  where: string
  board: string | null
  /** What is wrong and what is lost, in a sentence or two. */
  what: string
  /** What to do about it. */
  todo: string
}

export interface Report {
  folder: string
  /** True where a server had the folder while it was looked at. */
  inUse: boolean
  /** How much was looked at. */
  looked: { boards: number; segments: number; entries: number; files: number }
  findings: Finding[]
  /** What was done, one sentence each. */
  actions: string[]
}

export type Titles = ReadonlyMap<string, string>

/** 0: nothing is wrong; 1: damage was found, and is still there. */
export const exitCode = ({ findings }: Report): number =>
  findings.some(({ grade }) => grade === 'damage') ? 1 : 0

/** The report in plain language. */
export function reportText(report: Report, titles: Titles): string {
  const { folder, inUse, looked, findings, actions } = report
  const damage = findings.filter(({ grade }) => grade === 'damage')
  const notes = findings.filter(({ grade }) => grade === 'note')
  const lines = [
    `Looked at ${folder}: ${looked.boards} boards, ${looked.segments} journal files with ${looked.entries} entries, ${looked.files} other files.`,
  ]
  if (inUse)
    lines.push('A server is using the folder: its newest entries may be on their way and not be seen here.')
  if (actions.length > 0) lines.push('', 'Done:', ...actions.map((action) => `  - ${action}`))
  if (damage.length > 0) lines.push('', 'Damaged:', ...damage.flatMap((finding) => told(finding, titles)))
  if (notes.length > 0) lines.push('', 'Worth knowing:', ...notes.flatMap((finding) => told(finding, titles)))
  lines.push('', damage.length === 0 ? 'Nothing is damaged.' : `${damage.length} things are damaged.`)
  return lines.join('\n')
}

function told({ where, board, what, todo }: Finding, titles: Titles): string[] {
  const title = board === null ? undefined : titles.get(board)
  const name = title === undefined ? `Board ${board}` : `Board “${title}” (${board})`
  return [`  - ${where}`, ...(board === null ? [] : [`    ${name}`]), `    ${what}`, `    ${todo}`]
}
