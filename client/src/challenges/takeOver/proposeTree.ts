import type { ProblemTreeOutline, TreeNode } from '@sheshi/methods'
import type { Challenge, ProblemNode } from '@sheshi/records'
import type { Change } from './proposal.ts'

type Side = 'causes' | 'effects'

/** The problem of a tree: its core, and each side as one change. Cards keep their ids, so that evidence stays attached. */
export function proposeProblem(outline: ProblemTreeOutline, challenge: Readonly<Challenge>): Change[] {
  return [
    ...proposeCore(outline.core ?? '', challenge),
    ...proposeSide('causes', outline, challenge),
    ...proposeSide('effects', outline, challenge),
  ]
}

function proposeCore(core: string, { problem }: Readonly<Challenge>): Change[] {
  const written = problem?.core ?? ''
  const known = typeof written === 'string' ? [written] : Object.values(written)
  const words = core.trim().slice(0, 2000)
  if (words === '' || known.some((each) => each.trim() === words)) return []
  const before = known.find((each) => each.trim() !== '')
  return [
    {
      key: 'core',
      field: 'core',
      added: before === undefined ? [words] : [],
      replaced: before === undefined ? [] : [{ before, after: words }],
      apply: (onto) => ({ problem: { ...onto.problem, core: words } }),
    },
  ]
}

function proposeSide(side: Side, outline: ProblemTreeOutline, challenge: Readonly<Challenge>): Change[] {
  const found = outline[side]
  if (found.length === 0) return []
  const before = byId(challenge.problem?.[side] ?? [])
  const after = byId(found)
  const added = [...after].filter(([id]) => !before.has(id)).map(([, { text }]) => text)
  const replaced = [...after].flatMap(([id, { text }]) => {
    const old = before.get(id)
    return old && old.text !== text ? [{ before: old.text, after: text }] : []
  })
  const merged = mergeSide(found, challenge.problem?.[side] ?? [])
  if (JSON.stringify(merged) === JSON.stringify(challenge.problem?.[side] ?? [])) return []
  return [
    {
      key: side,
      field: side,
      added,
      replaced,
      apply: (onto) => ({
        problem: { ...onto.problem, [side]: mergeSide(found, onto.problem?.[side] ?? []) },
      }),
    },
  ]
}

function byId<T extends { id: string; text: string; children?: T[] }>(nodes: readonly T[]): Map<string, T> {
  const all = new Map<string, T>()
  const walk = (each: readonly T[]) => {
    for (const node of each) {
      all.set(node.id, node)
      walk(node.children ?? [])
    }
  }
  walk(nodes)
  return all
}

/** The board's tree with what the record knows of each card; what the record alone has is kept after it. */
export function mergeSide(found: readonly TreeNode[], kept: readonly ProblemNode[]): ProblemNode[] {
  const known = byId(kept)
  const onBoard = byId(found)
  const ofBoard = (node: TreeNode): ProblemNode => {
    const { votes, evidence } = known.get(node.id) ?? { id: node.id, text: '' }
    return {
      id: node.id,
      text: node.text.slice(0, 2000),
      level: node.level,
      ...(votes === undefined ? {} : { votes }),
      ...(evidence === undefined ? {} : { evidence }),
      ...(node.alsoLinkedTo.length > 0 ? { alsoLinkedTo: node.alsoLinkedTo } : {}),
      ...childrenOf([...node.children.map(ofBoard), ...ownOf(known.get(node.id)?.children ?? [])]),
    }
  }
  // What somebody wrote in the record under a card of the board stays there; under nothing, it stays at the top.
  const ownOf = (nodes: readonly ProblemNode[]): ProblemNode[] =>
    nodes.flatMap((node): ProblemNode[] => {
      if (onBoard.has(node.id)) return []
      const { children: _, ...own } = node
      return [{ ...own, ...childrenOf(ownOf(node.children ?? [])) }]
    })
  return [...found.map(ofBoard), ...ownOf(kept)]
}

const childrenOf = (children: ProblemNode[]): { children?: ProblemNode[] } =>
  children.length > 0 ? { children } : {}
