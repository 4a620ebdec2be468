import type { OutlineRow } from '@sheshi/records'

interface Branch extends OutlineRow {
  inside: Branch[]
}

/** The lines of an outline as a tree; the answer has no branch deeper than the server lets it. */
export function branchesOf(rows: readonly OutlineRow[]): Branch[] {
  const top: Branch[] = []
  const path: Branch[] = []
  for (const row of rows) {
    const branch: Branch = { ...row, inside: [] }
    while ((path.at(-1)?.level ?? -1) >= row.level) path.pop()
    ;(path.at(-1)?.inside ?? top).push(branch)
    path.push(branch)
  }
  return top
}

const holdsCards = ({ kind, inside }: Branch): boolean => kind === 'card' || inside.some(holdsCards)

/** What is on the board as a nested list, without the sections that nobody has written in. */
export function OutlineList({ rows }: { rows: readonly OutlineRow[] }) {
  return <Branches branches={branchesOf(rows)} />
}

function Branches({ branches }: { branches: readonly Branch[] }) {
  const filled = branches.filter(holdsCards)
  if (filled.length === 0) return null
  return (
    <ul className="pad-outline">
      {filled.map((branch) => (
        <li key={`${branch.kind} ${branch.id}`}>
          {branch.kind === 'section' ? <strong>{branch.text}</strong> : branch.text}
          <Branches branches={branch.inside} />
        </li>
      ))}
    </ul>
  )
}
