import type { CrowdResult } from '../crowd.ts'
import type { Column, Section } from '../report.ts'
import { type Context, rowsOf, runCrowd, subjects } from './context.ts'

/** Everybody in one room only points, 20 times a second. */
export async function cursors(context: Context): Promise<Section[]> {
  const { options } = context
  const levels = options.people ?? (options.quick ? [10, 50] : [10, 50, 100, 150, 200])
  const rows = []
  for (const people of levels) {
    const results = new Map<Column, CrowdResult>()
    for (const subject of subjects(options)) {
      const wish = { people, shapes: 100, dragging: 0, typing: 0 }
      const run = { scenario: 'cursors', wishes: [wish], rates: { cursorHz: 20, dragHz: 0, typeHz: 0 } }
      results.set(subject.column, await runCrowd(context, subject, run))
    }
    rows.push(...rowsOf(`${people} people`, results))
  }
  return [{ title: 'Cursors at 20 Hz in one room', rows }]
}
