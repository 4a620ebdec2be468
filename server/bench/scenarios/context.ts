import type { CrowdPlan, CrowdResult } from '../crowd.ts'
import type { Options } from '../options.ts'
import type { Cell, Column, Row } from '../report.ts'
import { short } from '../report.ts'
import { runJob, spoiled } from '../runner.ts'
import type { BenchServer, RoomWish, ServerName } from '../servers/benchServer.ts'

/** What a scenario works with. */
export interface Context {
  options: Options
  /** A fresh server with an empty data folder, running. */
  start(name: ServerName, watchMemory?: boolean): Promise<BenchServer>
  log(text: string): void
  /** Keeps a run's numbers for the JSON file. */
  keep(run: Record<string, unknown>): void
}

/** Who is measured: a server, and which kind of clients it has. */
export interface Subject {
  column: Column
  server: ServerName
  ownPages: boolean
}

export const subjects = ({ servers }: Options): Subject[] =>
  servers.flatMap((server): Subject[] => {
    const plain = { column: server, server, ownPages: false }
    if (server !== 'sheshi') return [plain]
    return [plain, { column: 'sheshi, own pages', server, ownPages: true }]
  })

/** How fast somebody points, drags and types. */
export interface Rates {
  cursorHz: number
  dragHz: number
  typeHz: number
}

export const workshopRates: Rates = { cursorHz: 20, dragHz: 20, typeHz: 5 }

/** The plan of a crowd in these rooms. */
export async function planFor(
  server: BenchServer,
  wishes: readonly RoomWish[],
  { options, ownPages, rates }: { options: Options; ownPages: boolean; rates: Rates },
): Promise<CrowdPlan> {
  const rooms = []
  for (const wish of wishes) rooms.push(await server.room(wish))
  return {
    port: server.port,
    serverPid: server.pid,
    speech: server.speech,
    rooms,
    ownPages,
    ...rates,
    probes: 10,
    warmMs: options.warmMs,
    measureMs: options.measureMs,
    drainMs: 1_000,
  }
}

/** One run of a crowd on a fresh server. */
export async function runCrowd(
  context: Context,
  subject: Subject,
  { scenario, wishes, rates }: { scenario: string; wishes: readonly RoomWish[]; rates: Rates },
): Promise<CrowdResult> {
  const server = await context.start(subject.server)
  try {
    const plan = await planFor(server, wishes, {
      options: context.options,
      ownPages: subject.ownPages,
      rates,
    })
    const result = await runJob(server, { kind: 'crowd', plan })
    context.keep({ scenario, column: subject.column, spoiled: spoiled(result), ...result })
    context.log(`${scenario}, ${result.people} people, ${subject.column}: ${inWords(result)}`)
    return result
  } finally {
    await server.dispose()
  }
}

function inWords(result: CrowdResult): string {
  const { presence, edits, server, generator, lag, missing, thrownOut, reason } = result
  const times = (name: string, of: typeof presence) =>
    of ? `${name} ${[of.p50, of.p95, of.p99].map(short).join(' / ')} ms; ` : ''
  const out = thrownOut > 0 ? `; ${thrownOut} thrown out (${reason})` : ''
  return (
    `${times('cursors', presence)}${times('edits', edits)}server ${short(server.core)} core, ` +
    `generator ${short(generator.core)} core, late ${short(lag.late?.p95)} ms at p95; ` +
    `${missing} under way${out}${spoiled(result) ? `; THROWN OUT: ${spoiled(result)}` : ''}`
  )
}

/** The worse of the two 95th percentiles: what a workshop feels. */
export const worstP95 = ({ presence, edits }: CrowdResult): number =>
  Math.max(presence?.p95 ?? 0, edits?.p95 ?? 0)

/** Runs in the form of a table: how long things took, and what they cost. */
export function rowsOf(what: string, results: ReadonlyMap<Column, CrowdResult>): Row[] {
  const told = new Set<Column>()
  const row = (name: string, better: Row['better'], cell: (result: CrowdResult) => Cell): Row => ({
    what: `${what}: ${name}`,
    better,
    cells: Object.fromEntries(
      [...results].map(([column, result]) => {
        const why =
          result.thrownOut > 0 ? `${result.thrownOut} people not let in or put out` : spoiled(result)
        if (!why) return [column, cell(result)]
        const text = told.has(column) ? '–' : `thrown out: ${why}`
        told.add(column)
        return [column, { text }]
      }),
    ),
  })
  const times = (name: string, of: (result: CrowdResult) => CrowdResult['presence']) =>
    row(`${name}, p50 / p95 / p99 in ms`, 'less', (result) => {
      const found = of(result)
      if (!found) return { text: '–' }
      return { text: [found.p50, found.p95, found.p99].map(short).join(' / '), value: found.p95 }
    })
  const hasEdits = [...results.values()].some(({ edits }) => edits !== null)
  return [
    times('a cursor', ({ presence }) => presence),
    ...(hasEdits ? [times('an edit', ({ edits }) => edits)] : []),
    row('server, cores', 'less', ({ server }) => ({ text: short(server.core), value: server.core })),
    row('messages to each a second', 'less', ({ framesEach }) => ({
      text: short(framesEach),
      value: framesEach,
    })),
    row('kB to each a second', 'less', ({ bytesEach }) => ({
      text: short(bytesEach / 1e3),
      value: bytesEach / 1e3,
    })),
    row('peak memory, MB', 'less', ({ peak }) => ({ text: short(peak), value: peak })),
    row('generator: late p95 in ms / cores', null, ({ lag, generator }) => ({
      text: `${short(lag.late?.p95)} / ${short(generator.core)}`,
    })),
  ]
}
