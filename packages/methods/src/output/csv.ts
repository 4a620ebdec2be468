import { type CardIn, cardsIn } from '../outline/allCards.ts'
import { sectionsOf } from '../outline/sections.ts'
import { objectivesPrefix } from '../outline/splitTrees.ts'
import type { Outline, TreeNode } from '../outline.types.ts'

/**
 * An outline as CSV: UTF-8 with a byte order mark and CRLF (RFC 4180), so that spreadsheets read ë and è.
 * A tree as `treeToCsv` writes it; everything else as `ideasToCsv`. Cells that a spreadsheet would take for a formula
 * are made harmless by an apostrophe in front.
 */
export const outlineToCsv = (outline: Outline): string => treeToCsv(outline) ?? ideasToCsv(outline)

/**
 * Every card with the group it is in. `votes` is empty where no vote was taken; columns are added only at the end,
 * because people's spreadsheets count on their order.
 */
export function ideasToCsv(outline: Outline): string {
  const cards = cardsIn(sectionsOf(outline, outline.locale))
  const rows = cards.map((at) => {
    const { id, text, sector = '', city = '', facts, fromProblemId = '' } = at.card
    return [
      id,
      'circles' in outline ? partnerKind(at) : kindOf(at),
      groupOf(at),
      text,
      '',
      sector,
      facts.join('; '),
      fromProblemId,
      city,
    ]
  })
  const head = ['id', 'kind', 'group', 'text', 'votes', 'sector', 'facts', 'fromProblemId', 'city']
  return toCsv([head, ...rows])
}

/** A tree with the parent of each card, and what else it is linked to; null where the outline is none. */
export function treeToCsv(outline: Outline): string | null {
  const tree = sidesOf(outline)
  if (!tree) return null
  const nodes = nodesById(tree.sides)
  const rows = cardsIn(sectionsOf(outline, outline.locale)).map((at) => {
    const { card, path } = at
    const [section = ''] = path
    const node = nodes.get(card.id)
    const isCore = section === 'core' || section === `${objectivesPrefix}core`
    const core = section.startsWith(objectivesPrefix) ? tree.otherCoreId : tree.coreId
    const parent = node ? (path.length > 1 ? path.at(-1) : core) : ''
    const level = node ? String(path.length) : isCore ? '0' : ''
    const also = node?.alsoLinkedTo.join(' ') ?? ''
    const problem = node || isCore ? card.fromProblemId : null
    const { sector = '', city = '' } = card
    return [card.id, parent ?? '', kindOf(at), level, card.text, '', sector, also, problem ?? '', city]
  })
  return toCsv([
    ['id', 'parent', 'kind', 'level', 'text', 'votes', 'sector', 'alsoLinkedTo', 'fromProblemId', 'city'],
    ...rows,
  ])
}

interface Sides {
  coreId: string | null
  /** Of the objectives tree beside a problem tree. */
  otherCoreId: string | null
  sides: TreeNode[]
}

function sidesOf(outline: Outline): Sides | null {
  const { template } = outline
  if (template === 'problem-tree') {
    const { coreId, causes, effects, objectives } = outline
    const others = objectives ? [...objectives.means, ...objectives.ends] : []
    return { coreId, otherCoreId: objectives?.coreId ?? null, sides: [...causes, ...effects, ...others] }
  }
  if (template === 'objectives-tree') {
    const { coreId, means, ends } = outline
    return { coreId, otherCoreId: null, sides: [...means, ...ends] }
  }
  return null
}

function nodesById(top: TreeNode[]): Map<string, TreeNode> {
  const nodes = new Map<string, TreeNode>()
  const stack = [...top]
  for (let next = stack.pop(); next; next = stack.pop()) {
    nodes.set(next.id, next)
    for (const child of next.children) stack.push(child)
  }
  return nodes
}

const kinds: Record<string, string> = {
  core: 'core',
  causes: 'cause',
  effects: 'effect',
  means: 'means',
  ends: 'end',
  [`${objectivesPrefix}core`]: 'objective',
  [`${objectivesPrefix}means`]: 'means',
  [`${objectivesPrefix}ends`]: 'end',
  affectedGroups: 'group',
  evidence: 'evidence',
  loose: 'loose',
  inbox: 'idea',
  clusters: 'idea',
  parking: 'parked',
  prompt: 'prompt',
  screens: 'annotation',
  storyboard: 'caption',
  rows: 'challenge',
  criteria: 'criterion',
  challenge: 'challenge',
}

/** By the section; what hangs under a challenge is a note on it, and regions and cells hold cards. */
function kindOf({ path, sections }: CardIn): string {
  const [top = ''] = path
  const kind = Object.hasOwn(kinds, top) ? kinds[top] : undefined
  return kind === 'challenge' && path.length > sections.length ? 'note' : (kind ?? 'card')
}

/** Who stands in a circle of a helix map is a partner. */
const partnerKind = (at: CardIn): string =>
  at.sections[0]?.kind === 'region' || at.path[0] === 'shared' ? 'partner' : kindOf(at)

/** What a person would call it: the cluster's name, the screen's title, the region, the row and column of a table. */
function groupOf({ sections }: CardIn): string {
  const [top] = sections
  const last = sections.at(-1)
  if (last?.kind === 'cell') return sections.map(({ title }) => title).join(' · ')
  if (last !== top) return last?.title ?? ''
  return top?.kind === 'region' ? top.title : ''
}

/** Also the full-width signs, which some spreadsheets read as the narrow ones. */
const looksLikeFormula = /^[=+\-@\t\r\n＝＋－＠]/

export const toCsv = (rows: string[][]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`

function cell(value: string): string {
  const harmless = looksLikeFormula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
