import { countCards, type Section, type SectionCard } from '@sheshi/methods'

/** One line of the panel's tree: a section or a card, with its place among the lines beside it. */
export interface Row {
  /** `section:…` or `card:…`; the same as long as the thing exists. */
  key: string
  kind: 'section' | 'card'
  id: string
  title: string
  facts: string[]
  level: number
  position: number
  siblings: number
  /** The key of the row it lies under. */
  parent: string | null
  /** The section it is, or is in. */
  section: string
  /** Of a card in a tree: the card it hangs under. */
  under: string | null
  /** It hangs in a tree, where more can hang under it. */
  inTree: boolean
  expandable: boolean
  expanded: boolean
  /** Of a section: how many cards it holds, at whatever depth. */
  count: number | null
  /** Of a section: people gave its name, and may change it. */
  named: boolean
}

export const sectionKey = (id: string): string => `section:${id}`
export const cardKey = (id: string): string => `card:${id}`

interface Shown {
  /** What somebody opened (true) or closed; everything else is open where something is in it. */
  opened: ReadonlyMap<string, boolean>
  /** Only rows with these words in them, and what they lie under. */
  query?: string
}

type Part = { section: Section } | { card: SectionCard; under: string | null; of: Section }
interface Frame {
  part: Part
  level: number
  position: number
  siblings: number
  parent: string | null
}

/** The lines of the tree from top to bottom, without what is closed. With a stack: a chain of causes may be long. */
export function rowsOf(sections: readonly Section[], { opened, query = '' }: Shown): Row[] {
  const wanted = simple(query)
  const found = wanted === '' ? null : matching(sections, wanted)
  const rows: Row[] = []
  const stack: Frame[] = []
  const push = (parts: Part[], level: number, parent: string | null) => {
    const kept = found ? parts.filter((part) => found.has(keyOf(part))) : parts
    kept.forEach((part, at) => {
      stack.push({ part, level, position: at + 1, siblings: kept.length, parent })
    })
    stack.splice(
      stack.length - kept.length,
      kept.length,
      ...stack.slice(stack.length - kept.length).reverse(),
    )
  }
  push(
    sections.map((section) => ({ section })),
    1,
    null,
  )
  for (let next = stack.pop(); next; next = stack.pop()) {
    const below = partsBelow(next.part).filter((part) => !found || found.has(keyOf(part)))
    const row = toRow(next, below.length > 0, found !== null, opened)
    rows.push(row)
    if (row.expanded) push(below, row.level + 1, row.key)
  }
  return rows
}

const keyOf = (part: Part): string =>
  'section' in part ? sectionKey(part.section.id) : cardKey(part.card.id)

/** Cards first, as the minutes have them. */
function partsBelow(part: Part): Part[] {
  if ('section' in part) {
    const { cards, sections } = part.section
    return [
      ...cards.map((card): Part => ({ card, under: null, of: part.section })),
      ...sections.map((section): Part => ({ section })),
    ]
  }
  const { card, of } = part
  return card.children.map((child): Part => ({ card: child, under: card.id, of }))
}

function toRow(
  { part, level, position, siblings, parent }: Frame,
  expandable: boolean,
  searching: boolean,
  opened: ReadonlyMap<string, boolean>,
): Row {
  const key = keyOf(part)
  const place = { key, level, position, siblings, parent, expandable }
  const isOpen = (usual: boolean) => expandable && (searching || (opened.get(key) ?? usual))
  if ('section' in part) {
    const { id, title, facts, kind } = part.section
    const count = countCards(part.section)
    const expanded = isOpen(count > 0)
    const named = kind === 'named'
    const rest = { section: id, under: null, inTree: kind === 'tree', expanded, count, named }
    return { ...place, kind: 'section', id, title, facts, ...rest }
  }
  const { card, of, under } = part
  const { id, text, facts } = card
  const inTree = of.kind === 'tree'
  const rest = { section: of.id, under, inTree, expanded: isOpen(true), count: null, named: false }
  return { ...place, kind: 'card', id, title: text, facts, ...rest }
}

/** Letters without their marks, so that `shkolle` finds `Shkollë`. */
const simple = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** The keys of all that has the wanted words, of what that lies under, and of what is in a section of that name. */
function matching(sections: readonly Section[], wanted: string): Set<string> {
  const found = new Set<string>()
  const stack: { part: Part; above: string[] }[] = sections.map((section) => ({
    part: { section },
    above: [],
  }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { part, above } = next
    const path = [...above, keyOf(part)]
    const words = 'section' in part ? part.section.title : [part.card.text, ...part.card.facts].join(' ')
    if (simple(words).includes(wanted)) for (const key of path) found.add(key)
    for (const below of partsBelow(part)) stack.push({ part: below, above: path })
  }
  return found
}

/** The row to go to when one is gone: what took its place, else the last one before it. */
export function nearestRow(before: readonly Row[], now: readonly Row[], key: string | null): string | null {
  const at = before.findIndex((row) => row.key === key)
  const there = new Set(now.map((row) => row.key))
  const after = before.slice(at + 1).find((row) => there.has(row.key) && row.parent === before[at]?.parent)
  const above = before.slice(0, Math.max(0, at)).findLast((row) => there.has(row.key))
  return after?.key ?? above?.key ?? now[0]?.key ?? null
}
