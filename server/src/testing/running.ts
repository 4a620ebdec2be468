import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'vite'

/** Builds the server as `npm start` does; `outDir` must lie where plain node finds the packages from npm. */
export async function buildServer(root: string, outDir: string): Promise<string> {
  await build({ root, logLevel: 'error', build: { outDir, sourcemap: false, emptyOutDir: true } })
  return join(outDir, 'main.js')
}

export interface RunningOptions {
  /** The built server. */
  program: string
  dataDir: string
  env?: Record<string, string>
}

/** The built server in a process of its own. */
export class Running {
  /** The address it answers on; null where it ended before it was ready. */
  url: string | null = null
  /** Milliseconds until it could serve. */
  readyAfter = 0
  /** What it printed and logged. */
  output = ''
  private readonly child: ChildProcess

  private constructor({ program, dataDir, env = {} }: RunningOptions) {
    this.child = spawn(process.execPath, [program], {
      env: {
        PATH: process.env.PATH,
        HOST: '127.0.0.1',
        PORT: '0',
        DATA_DIR: dataDir,
        NODE_ENV: 'production',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  }

  /** Resolves when it is ready, or has ended. */
  static async start(options: RunningOptions): Promise<Running> {
    const began = performance.now()
    const running = new Running(options)
    running.url = await running.untilReady()
    running.readyAfter = performance.now() - began
    return running
  }

  get exitCode(): number | null {
    return this.child.exitCode
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** Resolves with the exit code; null where the signal ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit')
      this.child.kill(signal)
      await gone
    }
    return this.child.exitCode
  }

  /** A number of `/metrics`, summed over its labels. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text()
    const values = [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'gm'))]
    if (!text.includes(`# TYPE ${name} `)) throw new Error(`there is no ${name}`)
    return values.reduce((sum, [, value]) => sum + Number(value), 0)
  }

  private untilReady(): Promise<string | null> {
    return new Promise((resolve) => {
      const listen = (chunk: Buffer) => {
        this.output += chunk.toString()
        const ready = /^ready (\S+)$/m.exec(this.output)?.[1]
        if (ready) resolve(ready)
      }
      this.child.stdout?.on('data', listen)
      this.child.stderr?.on('data', listen)
      this.child.once('close', () => resolve(null))
    })
  }
}
