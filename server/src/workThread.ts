import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker, workerData } from 'node:worker_threads'
import { allowEmbeds, embedHosts } from '@sheshi/board'

/** How long a thread that nobody asks anything is kept, in milliseconds. */
const keptFor = 60_000

/** A program of ours beside the built server, or beside the folder of its parts; from source there is none. */
export const builtProgram = (name: string): string | undefined =>
  [`./${name}.js`, `../${name}.js`]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path))

/** What a thread is told at its start. */
interface Told {
  embedHosts: readonly string[]
}

/** The first thing that a thread's program does: it judges records as the server does. */
export const judgeAlike = (): void => allowEmbeds((workerData as Told).embedHosts)

interface WorkOptions<Asked, Answer> {
  /** The thread's program; undefined: the work is done in this thread. */
  program: string | undefined
  /** The work itself, for where there is no program. */
  here(asked: Asked): Answer | Promise<Answer>
  /** The answer where the thread died over a question. */
  failed(reason: string): Answer
  /** How long one question may take, in milliseconds; without it, as long as it takes. */
  within?: number
}

/** Work that takes processor time, in a thread of its own, so that it does not hold up those who draw. One question at a time. */
export class WorkThread<Asked, Answer> {
  private worker: Worker | null = null
  private idle: NodeJS.Timeout | null = null
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: WorkOptions<Asked, Answer>) {}

  ask(asked: Asked): Promise<Answer> {
    const { program, here } = this.options
    const turn = this.last.then(() => (program ? this.askThread(program, asked) : here(asked)))
    this.last = turn.catch(() => undefined)
    return turn
  }

  /** Ends the thread; the next question begins another. */
  async close(): Promise<void> {
    if (this.idle) clearTimeout(this.idle)
    const { worker } = this
    this.worker = null
    await worker?.terminate()
  }

  private askThread(program: string, asked: Asked): Promise<Answer> {
    const { failed, within } = this.options
    if (this.idle) clearTimeout(this.idle)
    const worker =
      this.worker ?? new Worker(program, { workerData: { embedHosts: embedHosts() } satisfies Told })
    this.worker = worker
    worker.unref()
    return new Promise((resolve) => {
      const finish = (found: Answer) => {
        clearTimeout(late)
        worker.off('message', finish).off('error', fail).off('exit', gone)
        this.idle = setTimeout(() => void this.close(), keptFor).unref()
        resolve(found)
      }
      // A thread that died, of too little memory for example, takes only this question with it.
      const fail = (error: unknown) => {
        if (this.worker === worker) this.worker = null
        finish(failed(String(error)))
      }
      const gone = () => fail('the thread has ended')
      const late = within === undefined ? undefined : setTimeout(() => void worker.terminate(), within)
      worker.on('message', finish).on('error', fail).on('exit', gone)
      worker.postMessage(asked)
    })
  }
}
