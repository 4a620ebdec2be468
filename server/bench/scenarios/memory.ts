import type { MemoryResult } from '../generator.ts'
import { memory } from '../measures.ts'
import { type Column, type Row, type Section, short } from '../report.ts'
import { runJob } from '../runner.ts'
import { type Context, planFor, type Subject, subjects } from './context.ts'

interface RoomMemory {
  open: number | null
  left: number | null
}

/** Rooms of three with 50 shapes each: what one takes while people are there and quiet, and after they have left. */
export async function memoryOfRooms(context: Context): Promise<Section[]> {
  const rooms = context.options.quick ? 100 : 1_000
  const results = new Map<Column, RoomMemory>()
  for (const subject of subjects(context.options).filter(({ ownPages }) => !ownPages)) {
    results.set(subject.column, await run(context, subject, rooms))
  }
  const row = (what: string, of: (result: RoomMemory) => number | null): Row => ({
    what,
    better: 'less',
    cells: Object.fromEntries(
      [...results].map(([column, result]) => [column, { text: short(of(result)), value: of(result) }]),
    ),
  })
  return [
    {
      title: `${rooms.toLocaleString('en')} rooms of 3 with 50 shapes each`,
      rows: [
        row('open and quiet, kB each', ({ open }) => open),
        row('all have left, kB each', ({ left }) => left),
      ],
    },
  ]
}

async function run(context: Context, subject: Subject, rooms: number): Promise<RoomMemory> {
  const server = await context.start(subject.server)
  try {
    // What the first room brings into memory is no room's.
    const one = { people: 3, shapes: 50, dragging: 0, typing: 0 }
    await server.room(one)
    const before = memory(server.pid, 'now')
    const wishes = Array.from({ length: rooms }, () => one)
    const rates = { cursorHz: 0, dragHz: 0, typeHz: 0 }
    const plan = await planFor(server, wishes, {
      options: context.options,
      ownPages: subject.ownPages,
      rates,
    })
    const leftMs = context.options.quick ? 35_000 : 50_000
    const found = await runJob(server, { kind: 'memory', plan, openMs: 15_000, leftMs })
    const each = (now: MemoryResult['open']) =>
      now === null || before === null ? null : ((now - before) * 1_000) / rooms
    const result = { open: each(found.open), left: each(found.left) }
    context.keep({ scenario: 'memory', column: subject.column, rooms, before, ...found })
    context.log(
      `memory, ${subject.column}: ${short(result.open)} kB a room, ${short(result.left)} kB after all have left`,
    )
    return result
  } finally {
    await server.dispose()
  }
}
