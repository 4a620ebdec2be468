import { isColor, nearestColor } from './colors.ts'
import { fieldOf, listOf, numbersOf, objectOf, textOf } from './json.ts'
import { recordsFrom, Tally } from './records.ts'
import { geoOf } from './shapes.ts'
import { type ImportedBoard, ImportProblem, type Point, type Thing, type ThingKind } from './types.ts'

/** A board from an OCIF document, ours or another program's. Throws an ImportProblem where it is none. */
export function readOcif(value: unknown): ImportedBoard {
  const file = objectOf(value)
  if (typeof file?.ocif !== 'string') throw new ImportProblem('unknown-format', 'No OCIF document')
  const tally = new Tally()
  const resources = resourcesOf(file.resources)
  const known = new Set<string>()
  const things: Thing[] = []
  for (const each of listOf(file.nodes)) {
    const node = objectOf(each)
    const id = textOf(node?.id)
    if (!node || id === '' || id.length > 150 || known.has(id)) {
      tally.leave('node', 'invalid')
      continue
    }
    known.add(id)
    const thing = thingOf(node, id, resources)
    if (thing) things.push(thing)
    else tally.leave('node', 'unknown-kind')
  }
  return recordsFrom(parentsFirst(things), 'ocif', tally)
}

/** Each after what it is in; what runs in a circle comes last, and is refused for want of its parent. */
function parentsFirst(things: Thing[]): Thing[] {
  const placed = new Set<string>()
  const sorted: Thing[] = []
  let rest = things
  while (rest.length > 0) {
    const ready = rest.filter(({ parent }) => parent === null || placed.has(parent))
    if (ready.length === 0) break
    for (const thing of ready) placed.add(thing.id)
    sorted.push(...ready)
    rest = rest.filter(({ id }) => !placed.has(id))
  }
  return [...sorted, ...rest]
}

interface Resource {
  text: string
  picture: string
}

function resourcesOf(value: unknown): Map<string, Resource> {
  const found = new Map<string, Resource>()
  for (const each of listOf(value)) {
    const resource = objectOf(each)
    const made: Resource = { text: '', picture: '' }
    for (const part of listOf(resource?.representations)) {
      const { mimeType, content, location } = objectOf(part) ?? {}
      const type = textOf(mimeType)
      if (typeof content === 'string' && (type.startsWith('text/') || type === '')) made.text ||= content
      else if (typeof content === 'string' && type.startsWith('image/'))
        made.picture ||= `data:${type};base64,${content}`
      else if (typeof location === 'string') made.picture ||= location
    }
    if (typeof resource?.id === 'string') found.set(resource.id, made)
  }
  return found
}

const kinds = new Set<string>([
  'note',
  'text',
  'shape',
  'frame',
  'group',
  'arrow',
  'line',
  'draw',
  'highlight',
  'image',
] satisfies ThingKind[])

function thingOf(node: Record<string, unknown>, id: string, resources: Map<string, Resource>): Thing | null {
  const looks = new Map(
    listOf(node.data).map((each) => [textOf(fieldOf(each, 'type')), objectOf(each) ?? {}]),
  )
  const own = looks.get('@ocif/data') ?? {}
  const resource = resources.get(textOf(node.resource)) ?? { text: '', picture: '' }
  const kind = kindOf(own, looks, resource)
  const [x = 0, y = 0] = numbersOf(node.position)
  const [w = 100, h = 100] = numbersOf(node.size)
  if (kind === null) return null
  const rotation = typeof node.rotation === 'number' ? (-node.rotation * Math.PI) / 180 : 0
  const shape = looks.get('@ocif/rect') ?? looks.get('@ocif/oval') ?? looks.get('@ocif/path') ?? {}
  const paint = shape.fillColor ?? shape.strokeColor ?? fieldOf(looks.get('@ocif/textstyle'), 'color')
  const thing: Thing = {
    id,
    kind,
    x,
    y,
    w,
    h,
    rotation,
    text: resource.text,
    color: isColor(own.color) ? own.color : nearestColor(paint, 'black'),
    parent: textOf(node.parent) || null,
  }
  if (own.locked === true) thing.locked = true
  if (kind === 'image') thing.picture = resource.picture
  if (kind === 'shape') {
    thing.geo = geoOf(own.geo) ?? (looks.has('@ocif/oval') ? 'ellipse' : 'rectangle')
    thing.filled = typeof own.filled === 'boolean' ? own.filled : shape.fillColor !== undefined
  }
  if (kind === 'draw' || kind === 'highlight' || kind === 'line') thing.points = pointsOf(textOf(shape.path))
  const marks = objectOf(own.marks)
  if (marks) thing.marks = marks as NonNullable<Thing['marks']>
  return kind === 'arrow' ? { ...thing, ...arrowOf(looks, own) } : thing
}

function kindOf(
  own: Record<string, unknown>,
  looks: ReadonlyMap<string, Record<string, unknown>>,
  resource: Resource,
): ThingKind | null {
  if (typeof own.kind === 'string' && kinds.has(own.kind)) return own.kind as ThingKind
  if (looks.has('@ocif/arrow')) return 'arrow'
  // An edge without a look has nothing that could be drawn.
  if (looks.has('@ocif/edge') || looks.has('@ocif/hyperedge')) return null
  if (looks.has('@ocif/path')) return 'draw'
  if (looks.has('@ocif/group')) return 'group'
  if (resource.picture !== '') return 'image'
  return looks.has('@ocif/rect') || looks.has('@ocif/oval') || resource.text === '' ? 'shape' : 'text'
}

function arrowOf(
  looks: ReadonlyMap<string, Record<string, unknown>>,
  own: Record<string, unknown>,
): Partial<Thing> {
  const drawn = looks.get('@ocif/arrow') ?? {}
  const edge = looks.get('@ocif/edge') ?? {}
  const at = (value: unknown): Point => {
    const [x = 0, y = 0] = numbersOf(value)
    return { x, y }
  }
  const start = at(drawn.start)
  return {
    x: start.x,
    y: start.y,
    rotation: 0,
    parent: null,
    points: [start, at(drawn.end)],
    from: textOf(edge.start ?? own.from) || null,
    to: textOf(edge.end ?? own.to) || null,
    heads: { start: drawn.startMarker === 'arrowhead', end: drawn.endMarker === 'arrowhead' },
  }
}

/** The corners of a path; curves become straight lines between their ends. */
function pointsOf(path: string): Point[] {
  const points: Point[] = []
  const taken: Record<string, number> = { M: 2, L: 2, Q: 4, C: 6, A: 7 }
  for (const [, command = '', rest = ''] of path.slice(0, 2_000_000).matchAll(/([MLQCAZ])([^MLQCAZ]*)/g)) {
    const numbers = (rest.match(/-?\d*\.?\d+(?:e[-+]?\d+)?/gi) ?? []).map(Number)
    const step = taken[command] ?? 0
    for (let end = step; step > 0 && end <= numbers.length; end += step) {
      points.push({ x: numbers[end - 2] ?? 0, y: numbers[end - 1] ?? 0 })
    }
  }
  return points
}
