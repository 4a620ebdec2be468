import type {
  Card,
  ObjectivesTree,
  Partner,
  ProblemTreeOutline,
  ScreeningOutline,
  SectionCard,
  TreeNode,
} from '../outline.types.ts'
import { toCard } from './board.ts'
import type { Names } from './sectionNames.ts'

/** A card with the facts that every kind of outline knows about it: who wrote it, from which sector and city. */
export function cardOf(card: Card, names: Names): SectionCard {
  const facts = [card.by, sectorName(card.sector, names), card.city].filter((fact) => fact !== undefined)
  return { ...toCard(card), children: [], facts: facts.length > 0 ? [facts.join(', ')] : [] }
}

export const listOf = (cards: Card[], names: Names): SectionCard[] => cards.map((card) => cardOf(card, names))

function sectorName(sector: string | undefined, { say }: Names): string | undefined {
  switch (sector) {
    case 'public':
    case 'private':
    case 'ngo':
    case 'university':
    case 'citizens':
      return say(`outline.sector.${sector}`)
    default:
      return sector
  }
}

type Tree = Pick<ProblemTreeOutline | ObjectivesTree, 'core' | 'coreId'>
type Texts = ReadonlyMap<string, string>

/** One side of a tree. With a stack of its own: a chain of thousands of causes must not end the call stack. */
export function treeOf(top: TreeNode[], texts: Texts, names: Names): SectionCard[] {
  const made: SectionCard[] = []
  const stack = [{ nodes: top, into: made }]
  for (let next = stack.pop(); next; next = stack.pop()) {
    for (const node of next.nodes) {
      const card = cardOf(node, names)
      card.facts.push(...nodeFacts(node, texts, names))
      next.into.push(card)
      if (node.children.length > 0) stack.push({ nodes: node.children, into: card.children })
    }
  }
  return made
}

function nodeFacts({ alsoLinkedTo, realistic }: TreeNode, texts: Texts, { say }: Names): string[] {
  const others = alsoLinkedTo.map((id) => texts.get(id) ?? id).join('; ')
  return [
    ...(others ? [`${say('minutes.also')}: ${others}`] : []),
    ...(realistic ? [say('outline.realistic')] : []),
  ]
}

/** Words of each card of a tree, by id. */
export function textsOf({ core, coreId }: Tree, sides: TreeNode[][]): Texts {
  const texts = new Map<string, string>()
  if (coreId !== null) texts.set(coreId, core ?? '')
  const stack = sides.flat()
  for (let next = stack.pop(); next; next = stack.pop()) {
    texts.set(next.id, next.text)
    for (const child of next.children) stack.push(child)
  }
  return texts
}

/** What a partner offers, asks for and has promised, where the card itself does not say so. */
export function partnerFacts({ text, gives, needs, commits }: Partner, { say }: Names): string[] {
  const facts = [
    ['outline.gives', gives],
    ['outline.needs', needs],
    ['outline.commits', commits],
  ] as const
  return facts.flatMap(([key, words]) => (words && !text.includes(words) ? [`${say(key)}: ${words}`] : []))
}

type Row = ScreeningOutline['rows'][number]

/** Median with spread for each criterion, the total, and what was decided. */
export function scoreFacts(
  { scores, total, decision, reason }: Row,
  titles: Map<string, string>,
  { say, number }: Names,
): string[] {
  const facts = [...titles].flatMap(([id, title]) => {
    const score = scores[id]
    if (!score) return []
    const { median, min, max, voters } = score
    return [`${title}: ${number(median)} (${number(min)}–${number(max)}; ${voters} ${say('outline.voters')})`]
  })
  if (total !== null) facts.push(`${say('outline.total')}: ${number(total)}`)
  if (decision !== 'open') facts.push(`${say('outline.decision')}: ${say(`outline.decision.${decision}`)}`)
  if (reason) facts.push(`${say('outline.reason')}: ${reason}`)
  return facts
}
