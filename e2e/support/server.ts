import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'server', 'dist', 'main.js')

interface LabOptions {
  /** The path below which browsers are to find it. */
  prefix?: string
  /** More settings. */
  env?: Readonly<Record<string, string>>
}

/** The real server in its own process, with its own data folder; it can be killed and started again. */
export class LabServer {
  readonly key = 'a-key-for-the-journeys'
  private child: ChildProcess | null = null

  private constructor(
    readonly port: number,
    readonly dataDir: string,
    /** The path below which browsers find it; empty where it has its host to itself. */
    readonly prefix: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  static async create({ prefix = '', env = {} }: LabOptions = {}): Promise<LabServer> {
    const dataDir = await mkdtemp(join(tmpdir(), 'sheshi-e2e-'))
    const server = new LabServer(await freePort(), dataDir, prefix, env)
    await server.start()
    return server
  }

  /** Resolves once the server answers that it can serve. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [program], {
      env: {
        ...process.env,
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DATA_DIR: this.dataDir,
        FACILITATOR_KEY: this.key,
        PUBLIC_URL: this.url + this.prefix,
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    let output = ''
    await new Promise<void>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        output += chunk.toString()
        if (output.includes(`ready ${'http'}`)) resolve()
      }
      child.stdout?.on('data', listen)
      child.stderr?.on('data', listen)
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)))
    })
  }

  /** Ends it the hard way, as a power cut would; nothing is tidied up. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.child
    this.child = null
    if (!child || child.exitCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await gone
  }

  async dispose(): Promise<void> {
    await this.kill()
    await rm(this.dataDir, { recursive: true, force: true })
  }

  /** A call to the API as the facilitator; answers the parsed JSON, throws with the problem where it is refused. */
  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }
}

/** A port nobody listens on now, so that a server can come back on the same one. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
