import { connect, indexes, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { templateById } from '../templates/index.ts'
import { boardOf } from './board.ts'
import { randomFrom } from './random.ts'

const subjects = [
  'The river bank',
  'The bus stop at the school',
  'Heating in the old blocks',
  'The market square',
]
const remarks = ['floods every spring', 'has no ramp', 'costs a third of the pension', 'is dark after six']
/** How many of a hundred things are what; frames and groups only until there are this many. */
const shares = { note: 55, text: 7, geo: 6, draw: 17, frame: 1, group: 1, link: 13 }
const holders = 14

type Kind = keyof typeof shares
const kinds = (Object.keys(shares) as Kind[]).flatMap((kind) =>
  Array.from({ length: shares[kind] }, () => kind),
)

/**
 * A board of a template after a large meeting, with `size` records: notes, texts and labelled shapes all over it, some
 * in frames and groups, strokes, and arrows with their bindings. The same each time for the same `seed`.
 */
export function crowdedBoard(template: string, size: number, seed = 1): Map<string, TLRecord> {
  const random = randomFrom(seed)
  const records = boardOf(template)
  const { x, y, w, h } = templateById(template).bounds
  const order = indexes(size)
  const notes: TLShape[] = []
  const parents: string[] = []
  const make = (kind: Kind, at: number): TLRecord[] => {
    const head = { id: `shape:crowd${at}`, index: order[at] ?? 'a1' }
    if (kind === 'link') return notes.length < 2 ? [] : connect(random.pick(notes), random.pick(notes), head)
    // Most of a board stays outside of frames.
    const isInside = kind !== 'frame' && kind !== 'group' && parents.length > 0 && random.below(3) === 0
    const parentId = isInside ? random.pick(parents) : 'page:page'
    const place = { ...head, parentId, x: x + random.below(w), y: y + random.below(h) }
    const shape = shapeOf(kind, place, `${random.pick(subjects)} ${random.pick(remarks)} (${at})`)
    if (kind === 'note' && !isInside) notes.push(shape)
    return [shape]
  }
  for (let at = 0; records.size < size; at += 1) {
    const kind = random.pick(kinds)
    const isHolder = kind === 'frame' || kind === 'group'
    if (isHolder && parents.length >= holders) continue
    const made = make(kind, at)
    if (records.size + made.length > size) continue
    for (const record of made) records.set(record.id, record)
    if (isHolder) parents.push(`shape:crowd${at}`)
  }
  return records
}

interface Place {
  id: string
  parentId: string
  x: number
  y: number
  index: string
}

function shapeOf(kind: Exclude<Kind, 'link'>, place: Place, words: string): TLShape {
  switch (kind) {
    case 'note':
      return makeShape({
        ...place,
        type: kind,
        props: { richText: richText(words) },
        meta: { sector: 'citizens' },
      })
    case 'text':
      return makeShape({ ...place, type: kind, props: { richText: richText(words) } })
    case 'geo':
      return makeShape({ ...place, type: kind, props: { richText: richText(words), w: 180, h: 120 } })
    case 'draw':
      return makeShape({ ...place, type: kind, props: { segments: [stroke(words.length)] } })
    default:
      return makeShape({ ...place, type: kind })
  }
}

function stroke(bend: number) {
  const points = Array.from({ length: 24 }, (_, at) => ({ x: at * 6, y: (at * bend) % 40, z: 0.5 }))
  return { type: 'free' as const, points }
}
