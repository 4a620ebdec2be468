import { nearestColor } from './colors.ts'
import { intoParents } from './intoParents.ts'
import { fieldOf, listOf, numberOf, numbersOf, objectOf, textOf } from './json.ts'
import { recordsFrom, Tally } from './records.ts'
import { type ImportedBoard, ImportProblem, type Point, type Thing } from './types.ts'

const longest = 20_000
type Element = Record<string, unknown> & { id: string }

/** A board from an Excalidraw file. Throws an ImportProblem where it is none. */
export function readExcalidraw(value: unknown): ImportedBoard {
  const file = objectOf(value)
  if (file?.type !== 'excalidraw' || !Array.isArray(file.elements))
    throw new ImportProblem('unknown-format', 'No Excalidraw file')
  const tally = new Tally()
  const elements = elementsOf(file.elements, tally)
  const labels = labelsOf(elements)
  const files = objectOf(file.files) ?? {}
  const groups = groupsOf(elements)
  const parentOf = (element: Element) => frameOf(element, elements) ?? groups.of.get(element.id) ?? null
  const things = [...elements.values()].flatMap((element) => {
    const thing = thingOf(element, { labels, files, tally })
    return thing ? [{ ...thing, parent: parentOf(element) }] : []
  })
  // What holds others comes first.
  const frames = things.filter(({ kind }) => kind === 'frame')
  const others = things.filter(({ kind }) => kind !== 'frame')
  const gone = new Set(things.filter(({ parent }) => parent !== null).map(({ parent }) => parent))
  const used = groups.all.filter(({ id }) => gone.has(id))
  return recordsFrom(intoParents([...frames, ...used, ...others]), 'excalidraw', tally)
}

function elementsOf(list: unknown[], tally: Tally): Map<string, Element> {
  const found = new Map<string, Element>()
  for (const each of list) {
    const element = objectOf(each)
    const id = textOf(element?.id)
    if (element?.isDeleted === true) continue
    if (!element || id === '' || id.length > 150 || found.has(id)) tally.leave('element', 'invalid')
    else found.set(id, { ...element, id })
  }
  return found
}

/** Words that are bound to a shape or an arrow, by its id. */
function labelsOf(elements: ReadonlyMap<string, Element>): Map<string, string> {
  const labels = new Map<string, string>()
  for (const element of elements.values()) {
    const container = textOf(element.containerId)
    if (element.type === 'text' && elements.has(container)) labels.set(container, wordsOf(element))
  }
  return labels
}

const wordsOf = (element: Element): string =>
  (textOf(element.originalText) || textOf(element.text)).slice(0, longest)

function frameOf(element: Element, elements: ReadonlyMap<string, Element>): string | null {
  const frame = elements.get(textOf(element.frameId))
  return frame && isFrame(frame) && frame.id !== element.id && !isFrame(element) ? frame.id : null
}

const isFrame = ({ type }: Element): boolean => type === 'frame' || type === 'magicframe'

/** The outermost groups of two or more that lie in no frame; of groups in groups only these. */
function groupsOf(elements: ReadonlyMap<string, Element>): { all: Thing[]; of: Map<string, string> } {
  const members = new Map<string, Element[]>()
  for (const element of elements.values()) {
    const outermost = listOf(element.groupIds).at(-1)
    const isGrouped = typeof outermost === 'string' && outermost !== '' && outermost.length < 150
    if (!isGrouped || isFrame(element) || frameOf(element, elements) || element.type === 'arrow') continue
    if (textOf(element.containerId) !== '') continue
    members.set(outermost, [...(members.get(outermost) ?? []), element])
  }
  const all: Thing[] = []
  const of = new Map<string, string>()
  for (const [group, inside] of members) {
    if (inside.length < 2) continue
    const id = `group-${group}`
    const x = Math.min(...inside.map((each) => numberOf(each.x, 0)))
    const y = Math.min(...inside.map((each) => numberOf(each.y, 0)))
    all.push({ id, kind: 'group', x, y, w: 0, h: 0, rotation: 0, text: '', color: 'black', parent: null })
    for (const each of inside) of.set(each.id, id)
  }
  return { all, of }
}

interface Around {
  labels: ReadonlyMap<string, string>
  files: Record<string, unknown>
  tally: Tally
}

const geos: Record<string, string> = { rectangle: 'rectangle', ellipse: 'ellipse', diamond: 'diamond' }

function thingOf(element: Element, { labels, files, tally }: Around): Thing | null {
  const base = baseOf(element, labels.get(element.id) ?? '')
  const type = textOf(element.type)
  if (Object.hasOwn(geos, type)) {
    const filled = isPainted(element.backgroundColor)
    const color = nearestColor(filled ? element.backgroundColor : element.strokeColor, 'black')
    return { ...base, kind: 'shape', geo: geos[type] ?? 'rectangle', filled, color }
  }
  switch (type) {
    case 'text':
      return labels.get(textOf(element.containerId)) === undefined
        ? { ...base, kind: 'text', text: wordsOf(element) }
        : null
    case 'frame':
    case 'magicframe':
      return { ...base, kind: 'frame', text: textOf(element.name).slice(0, 500), rotation: 0 }
    case 'arrow':
      return arrowOf(element, base, tally)
    case 'line':
    case 'freedraw':
      return strokeOf(element, base, type === 'line' ? 'line' : 'draw')
    case 'image':
      return { ...base, kind: 'image', picture: textOf(fieldOf(files[textOf(element.fileId)], 'dataURL')) }
    default:
      tally.leave(type, type === 'iframe' || type === 'embeddable' ? 'not-allowed' : 'unknown-kind')
      return null
  }
}

const isPainted = (color: unknown): boolean => typeof color === 'string' && /^#/.test(color)

/** Theirs turn round their middle, ours round their corner. */
function baseOf(element: Element, text: string): Thing {
  const [w, h] = [Math.abs(numberOf(element.width, 1)), Math.abs(numberOf(element.height, 1))]
  const [left, top] = [numberOf(element.x, 0), numberOf(element.y, 0)]
  const rotation = numberOf(element.angle, 0)
  const [sin, cos] = [Math.sin(rotation), Math.cos(rotation)]
  return {
    id: element.id,
    kind: 'shape',
    x: left + w / 2 - (cos * w) / 2 + (sin * h) / 2,
    y: top + h / 2 - (sin * w) / 2 - (cos * h) / 2,
    w,
    h,
    rotation,
    text,
    color: nearestColor(element.strokeColor, 'black'),
    parent: null,
    ...(element.locked === true ? { locked: true } : {}),
  }
}

const pointsOf = (element: Element): Point[] =>
  listOf(element.points).map((each) => {
    const [x = 0, y = 0] = numbersOf(each)
    return { x, y }
  })

function arrowOf(element: Element, base: Thing, tally: Tally): Thing | null {
  const points = pointsOf(element)
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || points.length < 2) {
    tally.leave('arrow', 'invalid')
    return null
  }
  // Arrows of ours have one bend at most.
  if (points.length > 2) tally.leave('arrow', 'simplified')
  const [left, top] = [numberOf(element.x, 0), numberOf(element.y, 0)]
  const at = ({ x, y }: Point): Point => ({ x: left + x, y: top + y })
  return {
    ...base,
    ...at(first),
    kind: 'arrow',
    rotation: 0,
    from: textOf(fieldOf(element.startBinding, 'elementId')) || null,
    to: textOf(fieldOf(element.endBinding, 'elementId')) || null,
    points: [at(first), at(last)],
    heads: { start: textOf(element.startArrowhead) !== '', end: textOf(element.endArrowhead) !== '' },
  }
}

/** Their points begin at the element's place, which need not be its corner. */
function strokeOf(element: Element, base: Thing, kind: 'line' | 'draw'): Thing {
  const points = pointsOf(element)
  const left = points.reduce((least, { x }) => Math.min(least, x), 0)
  const top = points.reduce((least, { y }) => Math.min(least, y), 0)
  const corner = { ...element, x: numberOf(element.x, 0) + left, y: numberOf(element.y, 0) + top }
  const { x, y } = baseOf(corner, '')
  return { ...base, x, y, kind, points: points.map((point) => ({ x: point.x - left, y: point.y - top })) }
}
