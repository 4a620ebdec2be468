import { nearestColor } from './colors.ts'
import { intoParents, smallestAround } from './intoParents.ts'
import { listOf, numberOf, objectOf, textOf } from './json.ts'
import { fromMarkdownText } from './markdownText.ts'
import { recordsFrom, Tally } from './records.ts'
import { type ImportedBoard, ImportProblem, type Thing } from './types.ts'

/** The longest text of a card (`checkRecord` refuses longer ones). */
const longest = 20_000
/** Groups in which things are looked for; more would make a hostile file slow. */
const mostGroups = 500

/** A board from a JSON Canvas document. Throws an ImportProblem where it is none. */
export function readCanvas(value: unknown): ImportedBoard {
  const file = objectOf(value)
  const isCanvas =
    file && (Array.isArray(file.nodes) || Array.isArray(file.edges) || Object.keys(file).length === 0)
  if (!isCanvas) throw new ImportProblem('unknown-format', 'No JSON Canvas document')
  const tally = new Tally()
  const known = new Map<string, Thing>()
  for (const each of listOf(file.nodes)) {
    const node = objectOf(each) ?? {}
    const id = textOf(node.id)
    const thing = id === '' || id.length > 150 || known.has(id) ? null : nodeOf(node, id, tally)
    if (thing) known.set(id, thing)
  }
  const nodes = intoGroups([...known.values()])
  const edges = listOf(file.edges).flatMap((each) => edgeOf(objectOf(each) ?? {}, known, tally))
  return recordsFrom([...nodes, ...edges], 'json-canvas', tally)
}

function nodeOf(node: Record<string, unknown>, id: string, tally: Tally): Thing | null {
  const thing: Thing = {
    id,
    kind: 'shape',
    x: numberOf(node.x, 0),
    y: numberOf(node.y, 0),
    w: Math.max(1, numberOf(node.width, 200)),
    h: Math.max(1, numberOf(node.height, 100)),
    rotation: 0,
    text: '',
    color: nearestColor(node.color, 'black'),
    parent: null,
    geo: 'rectangle',
  }
  switch (node.type) {
    case 'text':
      return asText(thing, fromMarkdownText(textOf(node.text).slice(0, longest)))
    case 'group':
      return { ...thing, kind: 'frame', text: textOf(node.label).slice(0, 500) }
    case 'link':
      return { ...thing, text: textOf(node.url).slice(0, 2_000) }
    case 'file':
      // The file itself lies with the program that wrote this one.
      tally.leave('file', 'missing-picture')
      return { ...thing, text: textOf(node.file).slice(0, 2_000) }
    default:
      tally.leave(textOf(node.type), 'unknown-kind')
      return null
  }
}

/** Square paper is a note, as ours is written; anything else keeps its form. */
function asText(thing: Thing, text: string): Thing {
  const isNote = thing.w === 200 && thing.h >= 200
  return {
    ...thing,
    text,
    kind: isNote ? 'note' : 'shape',
    color: isNote && thing.color === 'black' ? 'yellow' : thing.color,
  }
}

/** A group holds what lies in it; groups come first, large ones before small ones, as they lie on one another. */
function intoGroups(things: Thing[]): Thing[] {
  const frames = things.filter(({ kind }) => kind === 'frame')
  const groups = frames.sort((a, b) => b.w * b.h - a.w * a.h).slice(0, mostGroups)
  const rest = things.filter(({ kind }) => kind !== 'frame')
  const placed = [...frames, ...rest].map((thing) => ({
    ...thing,
    parent: smallestAround(groups, thing)?.id ?? null,
  }))
  return intoParents(placed)
}

function edgeOf(edge: Record<string, unknown>, known: ReadonlyMap<string, Thing>, tally: Tally): Thing[] {
  const from = known.get(textOf(edge.fromNode))
  const to = known.get(textOf(edge.toNode))
  const id = textOf(edge.id)
  if (!from || !to || id === '' || id.length > 150 || known.has(id)) {
    tally.leave('edge', from && to ? 'invalid' : 'loose-arrow')
    return []
  }
  const middle = ({ x, y, w, h }: Thing) => ({ x: x + w / 2, y: y + h / 2 })
  const start = middle(from)
  return [
    {
      id,
      kind: 'arrow',
      ...start,
      w: 0,
      h: 0,
      rotation: 0,
      text: textOf(edge.label).slice(0, 500),
      color: nearestColor(edge.color, 'black'),
      parent: null,
      from: from.id,
      to: to.id,
      points: [start, middle(to)],
      heads: { start: edge.fromEnd === 'arrow', end: edge.toEnd !== 'none' },
    },
  ]
}
