import type { TLRecord } from '@tldraw/tlschema'
import { inkOf, paperOf } from './colors.ts'
import { type PictureAt, thingsOf } from './things.ts'
import type { Point, Thing } from './types.ts'

/** The version of the Open Canvas Interchange Format that is written. */
export const ocifVersion = 'https://canvasprotocol.org/ocif/v0.7.0'

interface Extension {
  type: string
  [name: string]: unknown
}

interface OcifNode {
  id: string
  position?: [number, number]
  size?: [number, number]
  rotation?: number
  parent?: string
  resource?: string
  data?: Extension[]
}

interface OcifResource {
  id: string
  representations: { mimeType?: string; content?: string; location?: string }[]
}

/** An OCIF 0.7 document. */
export interface Ocif {
  ocif: string
  nodes: OcifNode[]
  resources: OcifResource[]
}

/**
 * A board as OCIF 0.7. Words are text resources, arrows are edges with an arrow, frames and groups are parents. What
 * only we know of a thing (that it is a note, its region) goes along as `@ocif/data`, which others keep and pass over.
 */
export function toOcif(records: ReadonlyMap<string, TLRecord>, pictureAt?: PictureAt): Ocif {
  const things = thingsOf(records, pictureAt)
  const members = membersOf(things)
  const nodes: OcifNode[] = []
  const resources: OcifResource[] = []
  for (const thing of things) {
    const resource = resourceOf(thing)
    if (resource) resources.push(resource)
    nodes.push(nodeOf(thing, resource?.id ?? null, members.get(thing.id) ?? []))
  }
  return { ocif: ocifVersion, nodes, resources }
}

function membersOf(things: readonly Thing[]): Map<string, string[]> {
  const members = new Map<string, string[]>()
  for (const { id, parent } of things) {
    if (parent === null) continue
    const known = members.get(parent)
    if (known) known.push(id)
    else members.set(parent, [id])
  }
  return members
}

function resourceOf({ id, kind, text, picture }: Thing): OcifResource | null {
  if (kind === 'image') {
    const words = text === '' ? [] : [{ mimeType: 'text/plain', content: text }]
    return picture ? { id: `${id}.content`, representations: [located(picture), ...words] } : null
  }
  if (text === '') return null
  return { id: `${id}.content`, representations: [{ mimeType: 'text/plain', content: text }] }
}

const pictureTypes = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
])

/** Who reads a file beside this one should not have to guess what it is. */
function located(location: string): OcifResource['representations'][number] {
  const mimeType = pictureTypes.get(/\.(\w+)$/.exec(location)?.[1] ?? '')
  return mimeType === undefined ? { location } : { location, mimeType }
}

function nodeOf(thing: Thing, resource: string | null, members: string[]): OcifNode {
  const { id, kind, x, y, w, h, rotation, parent } = thing
  const node: OcifNode = { id }
  if (kind !== 'arrow') {
    node.position = [x, y]
    if (kind !== 'group') node.size = [w, h]
    // Theirs goes counter-clockwise.
    if (rotation !== 0) node.rotation = degrees(-rotation)
  }
  if (parent !== null) node.parent = parent
  if (resource !== null) node.resource = resource
  node.data = [
    ...looksOf(thing),
    ...(kind === 'group' ? [{ type: '@ocif/group', members }] : []),
    ownData(thing),
  ]
  return node
}

const degrees = (radians: number): number => ((radians * 180) / Math.PI) % 360 || 0

const stroke = { strokeWidth: 3 }

function looksOf(thing: Thing): Extension[] {
  const { kind, geo, color, filled, points = [] } = thing
  const ink = { ...stroke, strokeColor: inkOf(color) }
  switch (kind) {
    case 'note':
      return [{ type: '@ocif/rect', strokeWidth: 1, strokeColor: paperOf(color), fillColor: paperOf(color) }]
    case 'shape': {
      const fill = filled ? { fillColor: paperOf(color) } : {}
      return [{ type: geo === 'ellipse' || geo === 'oval' ? '@ocif/oval' : '@ocif/rect', ...ink, ...fill }]
    }
    case 'frame':
      return [{ type: '@ocif/rect', strokeWidth: 1, strokeColor: '#9ca3af', fillColor: '#ffffff' }]
    case 'text':
      return [{ type: '@ocif/textstyle', color: inkOf(color) }]
    case 'draw':
    case 'highlight':
    case 'line':
      return [{ type: '@ocif/path', ...ink, path: pathOf(points) }]
    case 'arrow':
      return arrowOf(thing)
    default:
      return []
  }
}

function arrowOf({ color, points = [], heads, from, to }: Thing): Extension[] {
  const [start, end] = points
  const marker = (has: boolean | undefined) => (has ? 'arrowhead' : 'none')
  const drawn: Extension = {
    type: '@ocif/arrow',
    ...stroke,
    strokeColor: inkOf(color),
    start: [start?.x ?? 0, start?.y ?? 0],
    end: [end?.x ?? 0, end?.y ?? 0],
    startMarker: marker(heads?.start),
    endMarker: marker(heads?.end),
  }
  if (!from || !to) return [drawn]
  return [drawn, { type: '@ocif/edge', start: from, end: to, directed: heads?.end === true }]
}

const pathOf = (points: readonly Point[]): string =>
  points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'} ${x} ${y}`).join(' ')

/** One end of an arrow may be tied while the other is not: an edge of theirs has both. */
function ownData({ kind, color, geo, filled, locked, marks, from, to }: Thing): Extension {
  return {
    type: '@ocif/data',
    kind,
    color,
    ...(geo === undefined ? {} : { geo }),
    ...(filled === undefined ? {} : { filled }),
    ...(locked ? { locked } : {}),
    ...(marks ? { marks } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  }
}
