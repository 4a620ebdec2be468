import * as Y from 'yjs'
import { Crowd, type CrowdPlan, type CrowdResult, firstId, wait } from './crowd.ts'
import { Line } from './line.ts'
import { type Percentiles, Series, type Usage, watchCpu } from './measures.ts'
import { Person } from './people.ts'

export interface StormPlan {
  /** Those who are there and edit. */
  crowd: CrowdPlan
  /** Headers of those who come, one after another within this time. */
  joiners: Record<string, string>[]
  withinMs: number
  /** What the state that they get must at least hold. */
  shapes: number
  /** After this time who has not been served counts with it. */
  patienceMs: number
}

export interface StormResult {
  /** From asking, that is opening the connection, to having the whole board. */
  served: Percentiles | null
  /** Who was not served in time. */
  unserved: number
  editing: CrowdResult
  /** What the server used in the two seconds before, in which there were only the editors. */
  before: Usage
}

/** Someone's last place among the people whom `Crowd` numbers; who comes in a storm is numbered from here. */
const strangers = 10_000

/** Many join at once while a few edit. */
export async function storm(
  plan: StormPlan,
  random: () => number,
  entered: () => Promise<void>,
): Promise<StormResult> {
  const crowd = new Crowd(plan.crowd, random)
  await crowd.enter()
  await entered()
  crowd.start()
  await wait(plan.crowd.warmMs)
  const before = watchCpu(plan.crowd.serverPid)
  await wait(2_000)
  const alone = before()
  const close = crowd.open()
  const lookedInto: Uint8Array[] = []
  const lines = await comeIn(plan, random, lookedInto)
  const patience = wait(plan.patienceMs)
  const served = Promise.allSettled(lines.map((line) => line.synced))
  await Promise.race([served, patience])
  const now = performance.now()
  const editing = await close()
  const times = new Series()
  for (const line of lines) times.add((line.syncedAt ?? now) - line.askedAt)
  for (const line of lines) line.hangUp()
  crowd.leave()
  // One of them is looked into: what was timed must be the whole board.
  if (lines.at(-1)?.syncedAt) mustHold(lookedInto, plan.shapes)
  const unserved = lines.filter((line) => line.syncedAt === null).length
  return { served: times.percentiles(), unserved, editing, before: alone }
}

async function comeIn(plan: StormPlan, random: () => number, lookedInto: Uint8Array[]): Promise<Line[]> {
  const lines: Line[] = []
  const start = performance.now()
  const every = plan.withinMs / plan.joiners.length
  for (const [place, headers] of plan.joiners.entries()) {
    const due = start + place * every - performance.now()
    if (due > 0) await wait(due)
    lines.push(join(plan, { headers, place }, random, lookedInto))
  }
  return lines
}

function join(
  plan: StormPlan,
  { headers, place }: { headers: Record<string, string>; place: number },
  random: () => number,
  lookedInto: Uint8Array[],
): Line {
  const [room] = plan.crowd.rooms
  if (!room) throw new Error('a storm needs a room')
  const { port, speech, ownPages } = plan.crowd
  const person = new Person(firstId + strangers + place, 'Joiner', ownPages, random, null)
  const line: Line = new Line({
    port,
    speech,
    headers,
    path: room.path,
    room: room.name,
    greeting: (messages) => [messages.awareness(person.nextPresence(performance.now()))],
  })
  const isLast = place === plan.joiners.length - 1
  line.heard = (message) => {
    // Edits may come before the answer: together they are the board.
    if (isLast && (message.type === 'state' || message.type === 'update'))
      lookedInto.push(Uint8Array.from(message.bytes))
    if (message.type === 'state') line.wants = false
  }
  return line
}

function mustHold(updates: readonly Uint8Array[], shapes: number): void {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  const { size } = doc.getMap('records')
  doc.destroy()
  if (size < shapes) throw new Error(`a joiner got ${size} records instead of ${shapes}`)
}
