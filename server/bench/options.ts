import { parseArgs } from 'node:util'
import { type ServerName, serverNames } from './servers/benchServer.ts'

export const scenarioNames = ['cursors', 'workshop', 'storm', 'rooms', 'memory', 'kill'] as const
export type ScenarioName = (typeof scenarioNames)[number]

export interface Options {
  scenarios: readonly ScenarioName[]
  servers: readonly ServerName[]
  /** Numbers of people for `cursors` and `workshop`; null: those of the scenario. */
  people: readonly number[] | null
  /** Milliseconds in which a run is measured. */
  measureMs: number
  warmMs: number
  quick: boolean
  /** Puts the tables into docs/performance.md. */
  write: boolean
  profile: boolean
}

export const usage = `npm run bench -- rooms [options]
  --quick             shorter runs with fewer people, to try the programme
  --only a,b          of ${scenarioNames.join(', ')}
  --servers a,b       of ${serverNames.join(', ')}
  --people 50,100     numbers of people for cursors and workshop; no search for the largest workshop then
  --seconds 10        how long each run is measured
  --write             puts the tables into docs/performance.md
  --profile           writes CPU profiles of the servers to .sheshi/bench-profiles`

/** @throws Error that says what is wrong, for whoever typed it */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      servers: { type: 'string' },
      people: { type: 'string' },
      seconds: { type: 'string' },
      write: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  })
  const seconds = values.seconds === undefined ? (values.quick ? 4 : 10) : positive(values.seconds)
  return {
    scenarios: chosen(values.only, scenarioNames),
    servers: chosen(values.servers, serverNames),
    people: values.people?.split(',').map(positive) ?? null,
    measureMs: seconds * 1_000,
    warmMs: values.quick ? 1_000 : 3_000,
    quick: values.quick,
    write: values.write,
    profile: values.profile,
  }
}

function chosen<T extends string>(text: string | undefined, all: readonly T[]): readonly T[] {
  if (text === undefined) return all
  const names = text.split(',')
  const unknown = names.filter((name) => !all.some((known) => known === name))
  if (unknown.length > 0) throw new Error(`"${unknown.join(', ')}" is none of ${all.join(', ')}`)
  return all.filter((name) => names.includes(name))
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`"${text}" is no number above 0`)
  return value
}
