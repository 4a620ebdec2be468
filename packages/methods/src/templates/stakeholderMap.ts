import { axisRoom } from './drawTable.ts'
import { boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Region, SheetPiece, Template, TextPiece } from './types.ts'

const side = 792
const bounds = boardAround({ w: 1600, h: 1600 + axisRoom.bottom }, axisRoom.left)

type Quadrant = 'satisfy' | 'partner' | 'inform' | 'voice'

function quadrant(id: Quadrant, x: 0 | 808, y: 0 | 808, color: Region['color']): Region {
  const more = { hintKey: `stakeholder-map.${id}.hint`, title: { at: 'top', size: 'xl' } } as const
  const region = field(id, `stakeholder-map.${id}`, { x, y, w: side, h: side }, color, more)
  return { ...region, noteColor: 'yellow' }
}

/** What the colours of notes mean, above the map. */
const legend = (['internal', 'external'] as const).flatMap((id, at): [SheetPiece, TextPiece] => {
  const x = 1616 + 24
  const y = 1384 + at * 104
  const color = id === 'internal' ? 'light-blue' : 'yellow'
  return [
    { kind: 'sheet', id: `${id}.colour`, bounds: { x, y, w: 72, h: 72 }, color },
    { kind: 'text', id, labelKey: `stakeholder-map.${id}`, x: x + 96, y: y + 4, w: 336, size: 'm' },
  ]
})

const script = ([1, 2, 3, 4, 5] as const).map((no) => `stakeholder-map.script.${no}` as const)

/** Stakeholder map: interest and influence (ODI), insiders and outsiders told apart by colour (METHODS.md). */
export const stakeholderMap: Template = {
  id: 'stakeholder-map',
  step: 'engage',
  reads: 'map',
  minutes: 45,
  groupSize: [3, 10],
  nameKey: 'stakeholder-map.name',
  descriptionKey: 'stakeholder-map.description',
  script,
  axes: {
    x: {
      labelKey: 'stakeholder-map.interest',
      lowKey: 'stakeholder-map.interest.low',
      highKey: 'stakeholder-map.interest.high',
    },
    y: {
      labelKey: 'stakeholder-map.influence',
      lowKey: 'stakeholder-map.influence.low',
      highKey: 'stakeholder-map.influence.high',
    },
    bounds: { x: 0, y: 0, w: 1600, h: 1600 },
  },
  bounds,
  regions: [
    { ...inbox(bounds, 'stakeholder-map.inbox'), noteColor: 'yellow' },
    quadrant('satisfy', 0, 0, 'light-violet'),
    quadrant('partner', 808, 0, 'light-green'),
    quadrant('inform', 0, 808, 'grey'),
    quadrant('voice', 808, 808, 'light-red'),
  ],
  pieces: [heading('stakeholder-map.name', bounds), howWeWork(script, bounds, 1344), ...legend],
}
