import { makeShape, pageBounds } from '@sheshi/board'
import { createShapeId, type TLRecord, type TLShape } from '@tldraw/tlschema'
import { getIndicesAbove, type IndexKey } from '@tldraw/utils'
import { label } from '../labels/index.ts'
import { type BoardView, pageOf, viewBoard } from '../outline/board.ts'
import { devices, sheetsOf } from '../outline/prototype.ts'
import type { PrototypeScreen } from '../outline.types.ts'
import { backdrop, text } from '../templates/draft.ts'
import { templateById } from '../templates/index.ts'
import { type Bounds, overlap } from '../types.ts'
import { annexOf } from './annex.ts'

export type Device = PrototypeScreen['device']
/** What a screen can be drawn for, in the order to offer them. */
export const screenDevices: readonly { device: Device; w: number; h: number }[] = devices.map(
  ([device, w, h]) => ({ device, w, h }),
)

const gap = 64
/** Far enough for any number of screens in a row. */
const mostSteps = 2000

interface NewScreen {
  device: Device
  locale: string
  /** What it is called: from its number. */
  nameOf: (no: number) => string
}

/**
 * The records of one more screen: a frame of the device's size with the next number, right of the screen with the
 * highest one, where nothing is, and the sheet for remarks beside it. The frame comes first.
 */
export function newScreen(records: ReadonlyMap<string, TLRecord>, wanted: NewScreen): TLShape[] {
  const { device, locale, nameOf } = wanted
  const view = viewBoard(records, templateById('prototype-sketch'))
  const { screens } = sheetsOf(view)
  const last = screens.at(-1)
  const no = (last?.no ?? 0) + 1
  const size = screenDevices.find((each) => each.device === device) ?? { w: 390, h: 844 }
  const bounds = freePlace(view, last?.frame.bounds, size)
  const { w, h } = size
  const [under, title, above] = indexesAbove(records)
  if (!under || !title || !above) return []
  const frame = makeShape({
    type: 'frame',
    x: bounds.x,
    y: bounds.y,
    index: above,
    props: { w, h, name: nameOf(no) },
    meta: { frame: `screen.${no}`, no, device },
  })
  const gutter = annexOf(bounds, 'screen')
  const labelKey = 'prototype-sketch.gutter'
  const sheet = backdrop('', gutter, { color: 'yellow' }, { guide: 'gutter' })(under)
  const place = { x: gutter.x + 24, y: gutter.y + 20, w: gutter.w - 48, size: 'l' } as const
  const words = text('', label(labelKey, locale), place, { labelKey })(title)
  return [frame, { ...sheet, id: createShapeId() }, { ...words, id: createShapeId() }]
}

/** In the row of the last screen, to its right; at the origin where there is none yet. */
function freePlace(view: BoardView, last: Bounds | undefined, size: { w: number; h: number }): Bounds {
  const besideLast = last ? annexOf(last, 'screen') : null
  const start = { x: besideLast ? besideLast.x + besideLast.w + gap : 0, y: last?.y ?? 0 }
  const taken = occupied(view.records)
  for (let step = 0; step < mostSteps; step += 1) {
    const bounds = { x: Math.round(start.x) + step * gap, y: Math.round(start.y), ...size }
    const whole = { ...bounds, y: bounds.y - gap, w: bounds.w + 16 + 280, h: bounds.h + gap }
    if (!taken.some((other) => overlap(whole, other))) return bounds
  }
  return { ...start, ...size }
}

function occupied(records: ReadonlyMap<string, TLRecord>): Bounds[] {
  return [...records.values()].flatMap((record) => {
    if (record.typeName !== 'shape' || record.type === 'arrow' || !record.parentId.startsWith('page:'))
      return []
    return (pageOf(records, record) && pageBounds(records, record.id)) || []
  })
}

/** Three places above everything on the page. */
function indexesAbove(records: ReadonlyMap<string, TLRecord>): IndexKey[] {
  let top: IndexKey | null = null
  for (const record of records.values()) {
    if (record.typeName === 'shape' && (top === null || record.index > top)) top = record.index
  }
  return getIndicesAbove(top, 3)
}
