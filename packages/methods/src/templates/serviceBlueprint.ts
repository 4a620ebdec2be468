import { lineGap } from './drawTable.ts'
import { boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Region, Template } from './types.ts'

const steps = [1, 2, 3, 4, 5, 6, 7, 8] as const
const head = { w: 320, h: 64, size: 'l' } as const
const cell = { w: 240, h: 240 }

/** The lanes from what can be touched down to what nobody sees, and the line under each that has one. */
const lanes = [
  ['evidence', 'light-violet', null],
  ['user', 'yellow', 'interaction'],
  ['frontstage', 'light-blue', 'visibility'],
  ['backstage', 'light-green', 'internal'],
  ['support', 'grey', null],
] as const

const top = (lane: number) =>
  lanes.slice(0, lane).reduce<number>((y, [, , line]) => y + cell.h + (line ? lineGap : 8), head.h)
const w = steps.length * (cell.w + 8) - 8
const bounds = boardAround({ w, h: top(lanes.length) - 8 }, head.w)

const cells = lanes.flatMap(([lane, color], at) =>
  steps.map((step): Region => {
    const place = { x: (step - 1) * (cell.w + 8), y: top(at), w: cell.w, h: cell.h }
    return field(`${lane}.${step}`, `service-blueprint.${lane}`, place, color, {
      title: { at: 'none', size: 'm' },
      cell: { row: lane, column: `step.${step}` },
    })
  }),
)

const script = ([1, 2, 3, 4, 5] as const).map((no) => `service-blueprint.script.${no}` as const)

/** Service blueprint: five lanes and the three lines between them, in the order that METHODS.md names. */
export const serviceBlueprint: Template = {
  id: 'service-blueprint',
  step: 'innovate',
  reads: 'grid',
  minutes: 90,
  groupSize: [3, 8],
  nameKey: 'service-blueprint.name',
  descriptionKey: 'service-blueprint.description',
  script,
  grid: {
    rows: lanes.map(([lane]) => ({ id: lane, labelKey: `service-blueprint.${lane}` })),
    columns: steps.map((no) => ({ id: `step.${no}`, labelKey: `service-blueprint.step.${no}` })),
    lines: lanes.flatMap(([lane, , line]) =>
      line ? [{ afterRow: lane, labelKey: `service-blueprint.${line}` as const }] : [],
    ),
    head,
  },
  bounds,
  regions: [inbox(bounds), ...cells],
  pieces: [heading('service-blueprint.name', bounds), howWeWork(script, bounds)],
}
