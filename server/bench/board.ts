import { makeShape, putRecords, richText, type TLShape } from '@sheshi/board'
import { boardLayout, indexAt } from '@sheshi/board/testing'
import * as Y from 'yjs'
import type { Handle } from './people.ts'

/** A filled board: the whole state, and what people can take in hand. */
export interface FilledBoard {
  state: Uint8Array
  drag: Handle[]
  type: Handle[]
}

/** Notes, boxes and texts in rows, as they lie on a board of a workshop. */
function shapeAt(place: number): TLShape {
  const kind = (['note', 'geo', 'note', 'text'] as const)[place % 4] ?? 'note'
  const words = kind === 'geo' ? '' : `Idea ${place}: more trees by the river`
  return makeShape({
    type: kind,
    id: `shape:bench${place}`,
    x: (place % 60) * 220,
    y: Math.floor(place / 60) * 220,
    index: indexAt(place),
    props: { richText: richText(words) },
  })
}

/** Fills a board that a server has seeded. Every shape has been moved once, so that a drag goes on from there. */
export function fillBoard(seeded: Uint8Array, shapes: number): FilledBoard {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seeded)
  doc.clientID = 2_900_000_000
  const made = Array.from({ length: shapes }, (_, place) => shapeAt(place))
  putRecords(doc, made)
  doc.transact(() => {
    for (const shape of made) boardLayout.change(doc, shape, { ...shape, x: shape.x + 0.5 })
  })
  const drag = made.filter(({ type }) => type === 'geo').map((shape) => dragHandle(doc, shape))
  const type = made.filter(({ type }) => type === 'note').map((shape) => typeHandle(doc, shape))
  return { state: Y.encodeStateAsUpdate(doc), drag, type }
}

function entryOf(doc: Y.Doc, { id }: TLShape): Y.Map<unknown> {
  const entry = doc.getMap('records').get(id)
  if (!(entry instanceof Y.Map)) throw new Error(`${id} is not on the board`)
  return entry
}

function dragHandle(doc: Y.Doc, shape: TLShape): Handle {
  const item = entryOf(doc, shape)._map.get('at')
  if (!item) throw new Error(`${shape.id} was never moved`)
  const { client, clock } = item.lastId
  return { last: { client, clock }, at: [shape.x, shape.y, shape.parentId] }
}

/** The end of a note's first line. */
function typeHandle(doc: Y.Doc, shape: TLShape): Handle {
  const text = entryOf(doc, shape).get(':richText')
  const line = text instanceof Y.XmlFragment ? text.get(0) : null
  const run = line instanceof Y.XmlElement ? line.get(0) : null
  let item = run instanceof Y.XmlText ? run._start : null
  while (item?.right) item = item.right
  if (!item) throw new Error(`${shape.id} has no text`)
  const { client, clock } = item.lastId
  return { last: { client, clock }, at: [0, 0, ''] }
}
