import type { CrowdResult } from '../crowd.ts'
import type { Cell, Column, Row, Section } from '../report.ts'
import { spoiled } from '../runner.ts'
import { type Context, rowsOf, runCrowd, type Subject, subjects, workshopRates, worstP95 } from './context.ts'

const levels = [20, 50, 100, 150, 200, 240, 280, 320, 360, 400, 480, 560, 640, 720, 800]
/** These are run whatever came out before: the targets are set at them. */
const always = new Set([100])
/** A workshop that is slower than this, in milliseconds, is one too large. */
const slow = 100
/** A shared machine has bad moments: a workshop is too large when it is twice. */
const tries = 2
/** With those that say nothing about the server because the clients were the limit. */
const runsAtMost = 4

/** Everybody's cursor at 20 Hz, 20 % drag at 20 Hz, 5 % type; and the largest workshop with a p95 under 100 ms. */
export async function workshop(context: Context): Promise<Section[]> {
  const { options } = context
  const wanted = options.people ?? (options.quick ? [20, 50] : levels)
  const found = new Map<Column, Map<number, CrowdResult>>()
  const largest: Row = {
    what: 'largest workshop with p95 < 100 ms, people',
    better: 'more',
    cells: {},
  }
  for (const subject of subjects(options)) {
    const runs = new Map<number, CrowdResult>()
    found.set(subject.column, runs)
    const searching = options.people === null && !options.quick
    const bounds = await climb(context, subject, wanted, runs, searching)
    if (searching) largest.cells[subject.column] = await narrow(context, subject, bounds, runs)
  }
  const rows = wanted.flatMap((people) => {
    const results = new Map<Column, CrowdResult>()
    for (const [column, runs] of found) {
      const run = runs.get(people)
      if (run) results.set(column, run)
    }
    return rowsOf(`${people} people`, results)
  })
  return [
    { title: 'A workshop', rows: [...(Object.keys(largest.cells).length > 0 ? [largest] : []), ...rows] },
  ]
}

interface Bounds {
  held: number
  failed: number | null
}

async function climb(
  context: Context,
  subject: Subject,
  wanted: readonly number[],
  runs: Map<number, CrowdResult>,
  searching: boolean,
): Promise<Bounds> {
  const bounds: Bounds = { held: 0, failed: null }
  for (const people of wanted) {
    if (bounds.failed !== null && !always.has(people)) continue
    const holds = await tryIt(context, subject, people, runs)
    if (holds && bounds.failed === null) bounds.held = people
    else if (!holds && searching) bounds.failed ??= people
  }
  return bounds
}

/** Halves what is between the workshop that was held and the one that was not. */
async function narrow(
  context: Context,
  subject: Subject,
  bounds: Bounds,
  runs: Map<number, CrowdResult>,
): Promise<Cell> {
  let { held } = bounds
  if (bounds.failed === null) return { text: `${held} or more`, value: held }
  let { failed } = bounds
  for (;;) {
    const step = held < 100 ? 4 : 10
    const middle = Math.round((held + failed) / 2 / step) * step
    if (middle <= held || middle >= failed) return { text: String(held), value: held }
    if (await tryIt(context, subject, middle, runs)) held = middle
    else failed = middle
  }
}

/** Whether a workshop of so many is held. A run that was thrown out is neither yes nor no. */
async function tryIt(
  context: Context,
  subject: Subject,
  people: number,
  runs: Map<number, CrowdResult>,
): Promise<boolean> {
  const dragging = Math.round(people * 0.2)
  const typing = Math.round(people * 0.05)
  const wish = { people, shapes: Math.max(400, people), dragging, typing }
  for (let slowRuns = 0, all = 0; slowRuns < tries && all < runsAtMost; all++) {
    const result = await runCrowd(context, subject, {
      scenario: 'workshop',
      wishes: [wish],
      rates: workshopRates,
    })
    const before = runs.get(people)
    if (!before || isBetter(result, before)) runs.set(people, result)
    if (spoiled(result)) continue
    if (result.thrownOut === 0 && worstP95(result) < slow) return true
    slowRuns++
  }
  return false
}

function isBetter(one: CrowdResult, other: CrowdResult): boolean {
  const [spoiledOne, spoiledOther] = [spoiled(one) !== null, spoiled(other) !== null]
  return spoiledOne === spoiledOther ? worstP95(one) < worstP95(other) : spoiledOther
}
