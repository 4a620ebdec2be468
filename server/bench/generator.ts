import { Crowd, type CrowdPlan, type CrowdResult, wait } from './crowd.ts'
import { type StormPlan, type StormResult, storm } from './storm.ts'

/** What the generator can be asked to do. */
export type Job =
  | { kind: 'crowd'; plan: CrowdPlan }
  | { kind: 'storm'; plan: StormPlan }
  | { kind: 'visit'; plan: CrowdPlan }
  | { kind: 'kill'; plan: CrowdPlan }

/** How many edits of each person somebody else had seen when the server was killed, and how many were sent. */
export interface KillResult {
  seen: number[]
  sent: number[]
}

export interface Results {
  crowd: CrowdResult
  storm: StormResult
  visit: { visitors: number }
  kill: KillResult
}

/** A small generator of numbers, the same for every server: xorshift. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** Runs in a process of its own: takes one job, says when people are in, sends back what it measured. */
export function serveAsGenerator(): void {
  const tell = (message: object) => process.send?.(message)
  let go = () => {}
  const entered = () =>
    new Promise<void>((resolve) => {
      go = resolve
      tell({ entered: true })
    })
  // Whoever asked is gone: nobody waits for the answer.
  process.on('disconnect', () => process.exit(1))
  process.on('message', (message: Job | 'go') => {
    if (message === 'go') return go()
    run(message, entered).then(
      (result) => tell({ result }),
      (error: unknown) =>
        tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
}

async function run(job: Job, entered: () => Promise<void>): Promise<Results[Job['kind']]> {
  const random = randomFrom(20_261_122)
  if (job.kind === 'storm') return storm(job.plan, random, entered)
  const crowd = new Crowd(job.plan, random)
  await crowd.enter()
  await entered()
  if (job.kind === 'visit') {
    crowd.leave()
    return { visitors: crowd.seats.length }
  }
  crowd.start()
  if (job.kind === 'kill') return killUnderLoad(crowd, job.plan)
  const result = await crowd.measure()
  crowd.leave()
  return result
}

async function killUnderLoad(crowd: Crowd, plan: CrowdPlan): Promise<KillResult> {
  await wait(plan.measureMs)
  process.kill(plan.serverPid, 'SIGKILL')
  crowd.pace.stop()
  // What was written to the sockets before still comes.
  await wait(500)
  const seen = crowd.people.map((_, at) =>
    Math.max(...crowd.arrivals.map((arrivals) => arrivals.editsOf(at))),
  )
  return { seen, sent: crowd.people.map((person) => person.edits) }
}
