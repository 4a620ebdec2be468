import { fork } from 'node:child_process'
import type { CrowdResult } from './crowd.ts'
import type { Job, Results } from './generator.ts'
import type { BenchServer } from './servers/benchServer.ts'

/** A job that has given nothing by then has hung. Milliseconds. */
const givenUpAfter = 180_000

/** Lets a generator, in a process of its own, do a job with a server. `whileIn` runs when all have come in. */
export function runJob<K extends Job['kind']>(
  server: BenchServer,
  job: Extract<Job, { kind: K }>,
  whileIn: () => Promise<void> = async () => {},
): Promise<Results[K]> {
  const [, programme = ''] = process.argv
  const generator = fork(programme, ['--generator'], { execArgv: [] })
  let late: NodeJS.Timeout | undefined
  return new Promise<Results[K]>((resolve, reject) => {
    late = setTimeout(() => reject(new Error(`${server.name}: the generator gave nothing`)), givenUpAfter)
    generator.on('exit', (code) => reject(new Error(`the generator ended with ${code}`)))
    generator.on('message', (message: { entered?: true; result?: Results[K]; failed?: string }) => {
      if (message.entered) {
        server.letGo()
        whileIn().then(() => generator.send('go'), reject)
        return
      }
      if (message.result) resolve(message.result)
      else reject(new Error(`${server.name}: ${message.failed}`))
    })
    generator.send(job)
  }).finally(() => {
    clearTimeout(late)
    generator.kill('SIGKILL')
  })
}

/** Later than this at its 95th percentile, in milliseconds, and the generator measures itself. */
export const lateAtMost = 10
/** So much of what was planned must have been sent. */
const sentAtLeast = 0.98

/** Why a run says nothing about the server; null: it does. */
export function spoiled({ lag }: CrowdResult): string | null {
  const late = lag.late?.p95 ?? 0
  if (late > lateAtMost) return `generator late by ${late.toFixed(0)} ms`
  if (lag.sent < sentAtLeast * lag.planned)
    return `generator sent ${((100 * lag.sent) / lag.planned).toFixed(0)} %`
  return null
}
