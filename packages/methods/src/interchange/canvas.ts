import { pageBounds, type TLRecord } from '@sheshi/board'
import { inkOf, paperOf } from './colors.ts'
import { toMarkdownText } from './markdownText.ts'
import { type PictureAt, thingsOf } from './things.ts'
import type { Thing } from './types.ts'

interface Place {
  id: string
  x: number
  y: number
  width: number
  height: number
  color?: string
}

type CanvasNode = Place &
  ({ type: 'text'; text: string } | { type: 'file'; file: string } | { type: 'group'; label?: string })

interface CanvasEdge {
  id: string
  fromNode: string
  toNode: string
  /** The published schema forgets it, so it is only there where it says something. */
  fromEnd?: 'arrow'
  toEnd: 'none' | 'arrow'
  color: string
  label?: string
}

/** A JSON Canvas 1.0 document. */
export interface JsonCanvas {
  nodes: CanvasNode[]
  edges: CanvasEdge[]
}

/**
 * A board as JSON Canvas 1.0, upright and in whole pixels. Words are text nodes, frames, groups and the places of the
 * template are groups, pictures are files, arrows between two things are edges. The format has no strokes and no loose
 * arrows: those are in the other files of a bundle.
 */
export function toCanvas(records: ReadonlyMap<string, TLRecord>, pictureAt?: PictureAt): JsonCanvas {
  const things = thingsOf(records, pictureAt)
  const titles = regionTitles(things)
  const nodes = things.flatMap((thing) => nodeOf(thing, records, titles))
  const known = new Set(nodes.map(({ id }) => id))
  const edges = things.flatMap((thing) => edgeOf(thing, known))
  return { nodes, edges }
}

/** What stands on a place of the template, by the key of its words. */
function regionTitles(things: readonly Thing[]): Map<string, string> {
  const titled = things.filter(({ kind, text, marks }) => kind === 'text' && text !== '' && marks?.labelKey)
  return new Map(titled.map(({ text, marks }) => [String(marks?.labelKey), text]))
}

function nodeOf(
  thing: Thing,
  records: ReadonlyMap<string, TLRecord>,
  titles: ReadonlyMap<string, string>,
): CanvasNode[] {
  const { id, kind, text, color, picture, locked, marks } = thing
  const box = pageBounds(records, `shape:${id}`)
  if (!box || kind === 'arrow' || kind === 'line' || kind === 'draw' || kind === 'highlight') return []
  const place: Place = {
    id,
    x: Math.round(box.x),
    y: Math.round(box.y),
    width: Math.max(1, Math.round(box.w)),
    height: Math.max(1, Math.round(box.h)),
  }
  if (kind === 'frame' || kind === 'group') return [group(place, text)]
  if (kind === 'image') return picture ? [{ ...place, type: 'file', file: picture }] : []
  // The sheets of a template hold things, as groups do.
  if (locked && kind === 'shape' && text === '')
    return [group(place, titles.get(String(marks?.labelKey)) ?? '')]
  const painted = kind === 'note' || thing.filled ? { color: paperOf(color) } : { color: inkOf(color) }
  return [{ ...place, type: 'text', text: toMarkdownText(text), ...painted }]
}

const group = (place: Place, label: string): CanvasNode => ({
  ...place,
  type: 'group',
  ...(label === '' ? {} : { label }),
})

function edgeOf({ id, kind, from, to, heads, color, text }: Thing, known: ReadonlySet<string>): CanvasEdge[] {
  if (kind !== 'arrow' || !from || !to || !known.has(from) || !known.has(to)) return []
  const label = text === '' ? {} : { label: text }
  return [
    {
      id,
      fromNode: from,
      toNode: to,
      ...(heads?.start ? { fromEnd: 'arrow' as const } : {}),
      toEnd: heads?.end ? 'arrow' : 'none',
      color: inkOf(color),
      ...label,
    },
  ]
}
