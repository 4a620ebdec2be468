import { connect, indexes, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { noteFit } from '../textFit.ts'
import type { PublishedNode, PublishedTree } from './riverPollution.ts'

/** A card to be drawn on the problem-tree template: its text, where its top left corner goes, and what it is linked to. */
export interface PlannedCard {
  key: string
  text: string
  /** Board pixels; notes are 200 × 200, the ready core card 280 × 280. */
  x: number
  y: number
  /** The key of the card nearer to the core; null for the core itself, which stands ready on the template. */
  parent: string | null
  side: 'core' | 'cause' | 'effect'
}

/** Top left corners of the rows, inside the bands of the template; the third row of causes lies in the lowest band. */
const rows = { cause: [1192, 1512, 1760], effect: [448, 80] }
const pitch = 240
/** The middle of the ready core card, which the tree is centred on. */
const trunk = 1532

const leavesOf = (nodes: PublishedNode[]): number =>
  nodes.reduce((sum, { children }) => sum + Math.max(1, leavesOf(children)), 0)

/** Where each card of a tree goes: leaves side by side, each parent over the first of its children, core first. */
export function planTree(tree: PublishedTree): PlannedCard[] {
  const planned: PlannedCard[] = [
    { key: 'core', text: tree.core, x: 1392, y: 792, parent: null, side: 'core' },
  ]
  const plan = (nodes: PublishedNode[], side: 'cause' | 'effect') => {
    const left = Math.round((trunk - (leavesOf(nodes) * pitch - 40) / 2) / 8) * 8
    let column = 0
    const visit = (node: PublishedNode, parent: string, depth: number, key: string) => {
      const y = rows[side][depth]
      if (y === undefined) throw new RangeError(`the template has no row for level ${depth + 1} of ${side}s`)
      planned.push({ key, text: node.text, x: left + column * pitch, y, parent, side })
      node.children.forEach((child, at) => {
        if (at > 0) column += 1
        visit(child, key, depth + 1, `${key}.${at + 1}`)
      })
    }
    nodes.forEach((node, at) => {
      visit(node, 'core', 0, `${side}.${at + 1}`)
      column += 1
    })
  }
  plan(tree.effects, 'effect')
  plan(tree.causes, 'cause')
  return planned
}

/**
 * A board's records with a tree drawn on it as people would: the ready core card filled in, a note for each card,
 * and an arrow from each cause to its effect. `records` is a problem-tree template's, with its page.
 */
export function drawTree(records: ReadonlyMap<string, TLRecord>, tree: PublishedTree): Map<string, TLRecord> {
  const drawn = new Map(records)
  const cards = new Map<string, TLShape>()
  const planned = planTree(tree)
  const order = indexes(records.size + planned.length * 2).slice(records.size)
  const nextIndex = () => {
    const index = order.shift()
    if (!index) throw new Error('fewer indices than shapes')
    return index
  }
  for (const { key, text, x, y, parent, side } of planned) {
    const shape = key === 'core' ? filled(records, text) : drawNote({ key, text, x, y, side }, nextIndex())
    drawn.set(shape.id, shape)
    cards.set(key, shape)
    const other = parent === null ? undefined : cards.get(parent)
    if (!other) continue
    const [from, to] = side === 'cause' ? [shape, other] : [other, shape]
    for (const record of connect(from, to, { index: nextIndex() })) drawn.set(record.id, record)
  }
  return drawn
}

function filled(records: ReadonlyMap<string, TLRecord>, text: string): TLShape {
  for (const record of records.values()) {
    if (record.typeName !== 'shape' || record.meta.card !== 'core' || record.type !== 'note') continue
    return { ...record, props: { ...record.props, richText: richText(text), ...noteFit(text) } } as TLShape
  }
  throw new Error('the board has no ready core card')
}

function drawNote({ key, text, x, y, side }: Omit<PlannedCard, 'parent'>, index: TLShape['index']): TLShape {
  const color = side === 'cause' ? 'yellow' : 'light-blue'
  const props = { richText: richText(text), font: 'sans', color, ...noteFit(text) } as const
  return makeShape({ type: 'note', id: `shape:drawn-${key}`, x, y, index, props })
}
