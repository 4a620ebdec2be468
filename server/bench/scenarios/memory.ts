import { wait } from '../crowd.ts'
import { type Column, type Row, type Section, short } from '../report.ts'
import { runJob } from '../runner.ts'
import type { Held } from '../servers/benchServer.ts'
import { type Context, planFor, type Subject, subjects } from './context.ts'

/** What a room takes, in kB. */
interface RoomMemory {
  open: number
  left: number
}

/** Milliseconds in which a server may come to rest. */
const restMs = 15_000

/** Rooms of three with 50 shapes each: what one takes while people are there and quiet, and after they have left. */
export async function memoryOfRooms(context: Context): Promise<Section[]> {
  const rooms = context.options.quick ? 100 : 1_000
  const results = new Map<Column, RoomMemory>()
  for (const subject of subjects(context.options).filter(({ ownPages }) => !ownPages)) {
    results.set(subject.column, await run(context, subject, rooms))
  }
  const row = (what: string, of: (result: RoomMemory) => number): Row => ({
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
        row('open and quiet, kB each, garbage collected', ({ open }) => open),
        row('all have left, kB each', ({ left }) => left),
      ],
    },
  ]
}

async function run(context: Context, subject: Subject, rooms: number): Promise<RoomMemory> {
  const server = await context.start(subject.server, true)
  try {
    // What the first room brings into memory is no room's.
    const one = { people: 3, shapes: 50, dragging: 0, typing: 0 }
    await server.room(one)
    const before = await server.held()
    const wishes = Array.from({ length: rooms }, () => one)
    const plan = await planFor(server, wishes, {
      options: context.options,
      ownPages: subject.ownPages,
      rates: { cursorHz: 0, dragHz: 0, typeHz: 0 },
    })
    let open = before
    await runJob(server, { kind: 'visit', plan }, async () => {
      await wait(restMs)
      open = await server.held()
    })
    // Ours keeps a room for half a minute, should somebody come back, and looks every quarter of a minute.
    await wait(60_000 + restMs)
    const left = await server.held()
    const each = ({ bytes }: Held) => (bytes - before.bytes) / 1_000 / rooms
    const result = { open: each(open), left: each(left) }
    context.keep({ scenario: 'memory', column: subject.column, rooms, before, open, left })
    context.log(
      `memory, ${subject.column}: ${short(result.open)} kB a room, ${short(result.left)} kB after all have left`,
    )
    return result
  } finally {
    await server.dispose()
  }
}
