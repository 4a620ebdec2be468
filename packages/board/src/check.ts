import type {
  TLAsset,
  TLDrawShape,
  TLEmbedShape,
  TLGeoShape,
  TLImageShape,
  TLLineShape,
  TLRecord,
  TLShape,
} from '@tldraw/tlschema'
import { isAllowedEmbed } from './embeds.ts'
import {
  isOwnAddress,
  isSafeLink,
  MAX_TEXT,
  richTextLimits,
  richTextProblem,
  type Slack,
} from './richText.ts'
import { isObject, type JsonRecord, propsOf } from './schema.ts'
import { areSoundSegments, FARTHEST, validateRecord } from './validate.ts'

const MAX_POINTS = 20_000
const MAX_META = 16_384
const MAX_NODES = 100_000
const MAX_DEPTH = 32
/** Width and height of a cloud together, at its scale: more than a large screen shows at the smallest zoom. */
const MAX_CLOUD = 250_000

/** How far honest changes, each within the limits, can pass them by merging: two long texts typed into one note. */
const MERGED = 4

/** The reasons that say that a limit was passed. */
const tooLarge = new Set<string>([
  'the record is too large',
  'the text is too long',
  'a stroke has too many points',
  ...richTextLimits,
])

/** True where `checkRecord` refused a record because of its size. */
export const isTooLarge = (reason: string): boolean => tooLarge.has(reason)

interface Budget {
  text: number
  nodes: number
}

/** Why a piece of JSON is out of bounds, or null: numbers, texts, depth and number of nodes are all limited. */
function boundsProblem(value: unknown, farthest: number, budget: Budget, depth = 0): string | null {
  if (--budget.nodes < 0 || depth > MAX_DEPTH) return 'the record is too large'
  if (typeof value === 'number') return Math.abs(value) <= farthest ? null : 'a number is out of bounds'
  if (typeof value === 'string') {
    budget.text -= value.length
    return budget.text < 0 ? 'the text is too long' : null
  }
  if (typeof value !== 'object' || value === null) return null
  // Without a list of the values: this runs for every part of every record.
  for (const key in value) {
    const problem = boundsProblem((value as JsonRecord)[key], farthest, budget, depth + 1)
    if (problem) return problem
  }
  return null
}

/** `boundsProblem` of a shape's props, but for those that are judged more closely. */
function propsProblem(props: JsonRecord, budget: Budget, slack: Slack): string | null {
  for (const name in props) {
    if (name === 'richText' || (name === 'segments' && areSoundSegments(props.segments))) continue
    const problem = boundsProblem(props[name], FARTHEST, budget, 1)
    if (problem) return problem
  }
  if (props.richText === undefined) return null
  return richTextProblem(props.richText, slack)
}

/** Pictures come from our own server only: an outside address would be a request to another host. */
const isOwnSource = (src: unknown): boolean =>
  src === null ||
  src === undefined ||
  src === '' ||
  (typeof src === 'string' && (isOwnAddress(src) || /^asset:[\w-]{1,100}$/.test(src)))

function assetProblem(asset: TLAsset): string | null {
  const { src, image, favicon }: Record<string, unknown> = asset.props
  return [src, image, favicon].every(isOwnSource) ? null : 'a picture must come from this server'
}

function strokeProblem(segments: readonly { points: readonly unknown[] }[], slack: Slack): string | null {
  if (segments.length === 0 || segments.some((segment) => segment.points.length === 0))
    return 'a stroke needs at least one point'
  const points = segments.reduce((sum, segment) => sum + segment.points.length, 0)
  return points > MAX_POINTS * slack.times ? 'a stroke has too many points' : null
}

/** tldraw draws each bump of a cloud as an arc of its own: of a boundless one nobody's page would come to the end. */
function cloudProblem({ geo, w, h, growY, scale }: TLGeoShape['props']): string | null {
  const across = (w + h + growY) / scale
  return geo === 'cloud' && across > MAX_CLOUD ? 'a cloud is too large' : null
}

/** What passes tldraw's validator for this type of shape and yet breaks its editor, or fetches from outside. */
function shapeTypeProblem(shape: TLShape, slack: Slack): string | null {
  switch (shape.type) {
    case 'draw':
    case 'highlight':
      return strokeProblem((shape as TLDrawShape).props.segments, slack)
    case 'line':
      return Object.keys((shape as TLLineShape).props.points).length < 2 ? 'a line needs two points' : null
    case 'geo':
      return cloudProblem((shape as TLGeoShape).props)
    case 'embed':
      return isAllowedEmbed((shape as TLEmbedShape).props.url) ? null : 'embedded pages are not allowed'
    case 'image': {
      const { crop } = (shape as TLImageShape).props
      const empty = crop && (crop.bottomRight.x <= crop.topLeft.x || crop.bottomRight.y <= crop.topLeft.y)
      return empty ? 'the crop of a picture is empty' : null
    }
    default:
      return null
  }
}

function shapeProblem(shape: TLShape, slack: Slack): string | null {
  const props = propsOf(shape)
  const budget = { text: MAX_TEXT * slack.times, nodes: MAX_NODES }
  const problem =
    boundsProblem(shape.x, FARTHEST, budget) ??
    boundsProblem(shape.y, FARTHEST, budget) ??
    boundsProblem(shape.rotation, FARTHEST, budget) ??
    propsProblem(props, budget, slack)
  if (problem) return problem
  if (String(shape.parentId) === shape.id) return 'a shape cannot be its own parent'
  if (typeof props.scale === 'number' && (props.scale < 1e-3 || props.scale > 1e3))
    return 'the scale is out of bounds'
  if (!isSafeLink(props.url)) return 'this kind of link is not allowed'
  return shapeTypeProblem(shape, slack)
}

function commonProblem(record: TLRecord, slack: Slack): string | null {
  if (record.id.length > 200) return 'the id is too long'
  if ('index' in record && record.index.length > 300) return 'the index is too long'
  if (!('meta' in record)) return null
  return boundsProblem(record.meta, Number.MAX_VALUE, {
    text: MAX_META * slack.times,
    nodes: MAX_META * slack.times,
  })
}

/**
 * The one judge of records: null when `record` may stand on a board and tldraw can show it, else the reason in
 * English (for logs and reports). Checks tldraw's own validators and what they let pass although it kills the
 * editor: senseless rich text, strokes without points, numbers out of bounds, unsafe links, outside pictures.
 */
export const checkRecord = (record: unknown): string | null => problemOf(record, { times: 1 })

/** `checkRecord` for what a document holds: two long texts that were typed into one note at once are still shown. */
export const checkStored = (record: unknown): string | null => problemOf(record, { times: MERGED })

/**
 * The same for what somebody sends: all that the merging of honest changes can bring about is let pass, also what
 * cannot be shown, such as a list of which two people took out one half each.
 */
export const checkSent = (record: unknown): string | null =>
  problemOf(record, { times: MERGED, emptied: true })

function problemOf(record: unknown, slack: Slack): string | null {
  if (!isObject(record)) return 'not a record'
  try {
    validateRecord(record)
  } catch (error) {
    return (error instanceof Error ? error.message : 'invalid').slice(0, 500)
  }
  const valid = record as unknown as TLRecord
  const problem = commonProblem(valid, slack)
  if (problem) return problem
  if (valid.typeName === 'shape') return shapeProblem(valid, slack)
  const budget = { text: MAX_TEXT * slack.times, nodes: MAX_NODES }
  return boundsProblem(valid, 1e12, budget) ?? (valid.typeName === 'asset' ? assetProblem(valid) : null)
}
