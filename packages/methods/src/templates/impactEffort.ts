import { axisRoom } from './drawTable.ts'
import { boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Region, Template } from './types.ts'

const side = 792
const bounds = boardAround({ w: 1600, h: 1600 + axisRoom.bottom }, axisRoom.left)

type Quadrant = 'quick-wins' | 'big-projects' | 'fill-ins' | 'not-now'

function quadrant(id: Quadrant, x: 0 | 808, y: 0 | 808, color: Region['color']): Region {
  const more = { hintKey: `impact-effort.${id}.hint`, title: { at: 'top', size: 'xl' } } as const
  return field(id, `impact-effort.${id}`, { x, y, w: side, h: side }, color, more)
}

const script = ([1, 2, 3, 4] as const).map((no) => `impact-effort.script.${no}` as const)

/** Impact and effort: two axes, four fields (METHODS.md). */
export const impactEffort: Template = {
  id: 'impact-effort',
  step: 'innovate',
  reads: 'map',
  minutes: 20,
  groupSize: [3, 12],
  nameKey: 'impact-effort.name',
  descriptionKey: 'impact-effort.description',
  script,
  axes: {
    x: {
      labelKey: 'impact-effort.effort',
      lowKey: 'impact-effort.effort.low',
      highKey: 'impact-effort.effort.high',
    },
    y: {
      labelKey: 'impact-effort.impact',
      lowKey: 'impact-effort.impact.low',
      highKey: 'impact-effort.impact.high',
    },
    bounds: { x: 0, y: 0, w: 1600, h: 1600 },
  },
  bounds,
  regions: [
    inbox(bounds, 'impact-effort.inbox'),
    quadrant('quick-wins', 0, 0, 'light-green'),
    quadrant('big-projects', 808, 0, 'light-blue'),
    quadrant('fill-ins', 0, 808, 'yellow'),
    quadrant('not-now', 808, 808, 'grey'),
  ],
  pieces: [heading('impact-effort.name', bounds), howWeWork(script, bounds)],
}
