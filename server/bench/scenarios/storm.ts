import { type Column, type Row, type Section, short } from '../report.ts'
import { runJob, spoiled } from '../runner.ts'
import type { StormResult } from '../storm.ts'
import { type Context, planFor, type Subject, subjects, workshopRates } from './context.ts'

/** A hundred people come within two seconds onto a board of 5,000 shapes on which ten edit. */
export async function joinStorm(context: Context): Promise<Section[]> {
  const { quick } = context.options
  const size = quick ? { joiners: 30, shapes: 1_000 } : { joiners: 100, shapes: 5_000 }
  const results = new Map<Column, StormResult>()
  for (const subject of subjects(context.options).filter(({ ownPages }) => !ownPages)) {
    results.set(subject.column, await run(context, subject, size))
  }
  const row = (
    what: string,
    better: Row['better'],
    cell: (result: StormResult) => Row['cells'][Column],
  ): Row => ({
    what,
    better,
    cells: Object.fromEntries([...results].map(([column, result]) => [column, cell(result)])),
  })
  const times = (of: StormResult['served'], note = '') => ({
    text: of ? `${[of.p50, of.p95, of.p99].map(short).join(' / ')}${note}` : '–',
    value: of?.p95 ?? null,
  })
  const rows = [
    row('from asking to the whole board, p50 / p95 / p99 in ms', 'less', ({ served, unserved }) =>
      times(served, unserved > 0 ? `, ${unserved} never` : ''),
    ),
    row('an edit meanwhile, p50 / p95 / p99 in ms', 'less', ({ editing }) => times(editing.edits)),
    row('server: CPU seconds until all were served', 'less', ({ editing }) => ({
      text: short(editing.server.cpu),
      value: editing.server.cpu,
    })),
    row('of these for the joining alone', 'less', (result) => {
      const cpu = joiningAlone(result)
      return { text: short(cpu), value: cpu }
    }),
    row('server: cores before, with the ten alone', null, ({ before }) => ({ text: short(before.core) })),
    row('peak memory, MB', 'less', ({ editing }) => ({ text: short(editing.peak), value: editing.peak })),
    row('generator: late p95 in ms / cores', null, ({ editing }) => ({
      text: `${short(editing.lag.late?.p95)} / ${short(editing.generator.core)}${spoiled(editing) ? ' (too late)' : ''}`,
    })),
  ]
  return [{ title: `${size.joiners} people join ${size.shapes.toLocaleString('en')} shapes in 2 s`, rows }]
}

/** What the ten had cost by themselves is taken off. */
function joiningAlone({ editing, before }: StormResult): number | null {
  const { cpu, seconds } = editing.server
  return cpu === null || before.core === null ? null : Math.max(cpu - before.core * seconds, 0)
}

async function run(
  context: Context,
  subject: Subject,
  { joiners, shapes }: { joiners: number; shapes: number },
): Promise<StormResult> {
  const server = await context.start(subject.server)
  try {
    const editing = 10
    const wish = { people: editing + joiners, shapes, dragging: editing, typing: 0 }
    const { options } = context
    const plan = await planFor(server, [wish], { options, ownPages: subject.ownPages, rates: workshopRates })
    const rooms = plan.rooms.map((room) => ({ ...room, headers: room.headers.slice(0, editing) }))
    const coming = plan.rooms.flatMap((room) => room.headers.slice(editing))
    const result = await runJob(server, {
      kind: 'storm',
      plan: {
        crowd: { ...plan, rooms },
        joiners: coming,
        withinMs: 2_000,
        shapes,
        patienceMs: 30_000,
      },
    })
    context.keep({ scenario: 'storm', column: subject.column, spoiled: spoiled(result.editing), ...result })
    const { served, editing: others } = result
    context.log(
      `storm, ${subject.column}: served ${short(served?.p50)} / ${short(served?.p95)} / ${short(served?.p99)} ms, ` +
        `edits p95 ${short(others.edits?.p95)} ms, server ${short(others.server.cpu)} s CPU ` +
        `(${short(result.before.core)} core before), generator late ${short(others.lag.late?.p95)} ms`,
    )
    return result
  } finally {
    await server.dispose()
  }
}
