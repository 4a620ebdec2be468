import * as Y from 'yjs'
import { firstId } from '../crowd.ts'
import { Line } from '../line.ts'
import type { Section } from '../report.ts'
import { runJob } from '../runner.ts'
import type { BenchServer, ReadyRoom } from '../servers/benchServer.ts'
import { type Context, planFor, type Subject, subjects, workshopRates } from './context.ts'

/** Ten people edit for ten seconds; then the server is killed. What the others had seen should be there again. */
export async function killed(context: Context): Promise<Section[]> {
  const cells: Section['rows'][number]['cells'] = {}
  for (const subject of subjects(context.options).filter(({ ownPages }) => !ownPages)) {
    const { lost, seen } = await run(context, subject)
    cells[subject.column] = { text: `${lost.toLocaleString('en')} of ${seen.toLocaleString('en')}` }
  }
  return [
    {
      title: 'kill -9 under load',
      rows: [{ what: 'edits that others had seen, and that are gone', better: null, cells }],
    },
  ]
}

async function run(context: Context, subject: Subject): Promise<{ lost: number; seen: number }> {
  const server = await context.start(subject.server)
  try {
    const wish = { people: 10, shapes: 100, dragging: 8, typing: 2 }
    const { options, log, keep } = context
    const plan = await planFor(server, [wish], { options, ownPages: subject.ownPages, rates: workshopRates })
    const killing = { ...plan, measureMs: 9_500 }
    const { seen, sent } = await runJob(server, { kind: 'kill', plan: killing })
    await server.kill()
    await server.start()
    const [room] = plan.rooms
    if (!room) throw new Error('no room to come back to')
    const there = await editsThere(server, room)
    const lost = seen.reduce((sum, count, at) => sum + Math.max(0, count - (there.get(firstId + at) ?? 0)), 0)
    const total = seen.reduce((sum, count) => sum + count, 0)
    const all = sent.reduce((sum, count) => sum + count, 0)
    keep({ scenario: 'kill', column: subject.column, lost, seen: total, sent: all })
    log(`kill, ${subject.column}: ${lost} of ${total} edits that others had seen are gone (${all} sent)`)
    return { lost, seen: total }
  } finally {
    await server.dispose()
  }
}

/** How many edits of each person the server has, as somebody who comes is told. */
async function editsThere(
  server: BenchServer,
  room: Pick<ReadyRoom, 'path' | 'name' | 'headers'>,
): Promise<Map<number, number>> {
  const { port, speech } = server
  const doc = new Y.Doc()
  const line = new Line({ port, speech, path: room.path, room: room.name, headers: room.headers[0] ?? {} })
  line.heard = (message) => {
    if (message.type === 'state' || message.type === 'update') Y.applyUpdate(doc, message.bytes)
  }
  await line.synced
  // y-websocket's server answers before it has read what it kept, and sends that after.
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  line.hangUp()
  return Y.decodeStateVector(Y.encodeStateVector(doc))
}
