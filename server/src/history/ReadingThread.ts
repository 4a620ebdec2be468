import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type Answer, answer, type Reading } from './reading.ts'

/** How long a thread that nobody asks anything is kept, in milliseconds. */
const keptFor = 60_000

/** Beside the built server, or beside the folder of its parts; from source there is none. */
const builtThread = ['./versions.js', '../versions.js']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path))

/**
 * Reads versions in a thread of its own, so that who looks at a board's history does not hold up those who draw.
 * Without a program for it (from source) it reads in this thread. One question at a time.
 */
export class ReadingThread {
  private worker: Worker | null = null
  private idle: NodeJS.Timeout | null = null
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly program: string | undefined = builtThread) {}

  ask(asked: Reading): Promise<Answer> {
    const turn = this.last.then(() => (this.program ? this.askThread(this.program, asked) : answer(asked)))
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

  private askThread(program: string, asked: Reading): Promise<Answer> {
    if (this.idle) clearTimeout(this.idle)
    const worker = this.worker ?? new Worker(program)
    this.worker = worker
    worker.unref()
    return new Promise((resolve) => {
      const finish = (found: Answer) => {
        worker.off('message', finish).off('error', fail).off('exit', gone)
        this.idle = setTimeout(() => void this.close(), keptFor).unref()
        resolve(found)
      }
      // A thread that died, of too little memory for example, takes only this question with it.
      const fail = (error: unknown) => {
        if (this.worker === worker) this.worker = null
        finish({ error: String(error) })
      }
      const gone = () => fail('the thread has ended')
      worker.on('message', finish).on('error', fail).on('exit', gone)
      worker.postMessage(asked)
    })
  }
}
