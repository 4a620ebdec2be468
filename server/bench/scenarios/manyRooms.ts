import type { CrowdResult } from '../crowd.ts'
import type { Column, Section } from '../report.ts'
import { type Context, rowsOf, runCrowd, subjects } from './context.ts'

/** Many small rooms at once: in each, three people point five times a second and one of them drags. */
export async function manyRooms(context: Context): Promise<Section[]> {
  const { options } = context
  const rooms = options.quick ? 40 : 200
  const wishes = Array.from({ length: rooms }, () => ({ people: 3, shapes: 50, dragging: 1, typing: 0 }))
  const results = new Map<Column, CrowdResult>()
  for (const subject of subjects(options).filter(({ ownPages }) => !ownPages)) {
    const run = { scenario: 'rooms', wishes, rates: { cursorHz: 5, dragHz: 5, typeHz: 0 } }
    results.set(subject.column, await runCrowd(context, subject, run))
  }
  return [{ title: `${rooms} rooms of 3, all at 5 Hz`, rows: rowsOf(`${rooms} rooms`, results) }]
}
