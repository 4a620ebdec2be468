import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import type { Place } from './person.ts'

/** Nothing but the pages themselves goes into the network. */
const preferences = {
  'app.normandy.enabled': false,
  'app.update.auto': false,
  'browser.safebrowsing.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.systemAddon.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
}

/** Keys that have no letter, as WebDriver writes them. */
export const keys = { control: '\uE009', enter: '\uE007', escape: '\uE00C', tab: '\uE004' } as const

interface Answer {
  id?: number
  type: string
  method?: string
  params?: unknown
  result?: unknown
  error?: string
  message?: string
}

interface Evaluated {
  type: 'success' | 'exception'
  result?: { value?: string }
  exceptionDetails?: { text: string }
}

/** A Firefox with one page, spoken to over WebDriver BiDi. Playwright drives only a build of its own. */
export class Firefox {
  /** What the page complained about, and whom it asked. */
  readonly complaints: string[] = []
  readonly requests: string[] = []
  private readonly waiting = new Map<number, (answer: Answer) => void>()
  private number = 0
  private context = ''

  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
    private readonly socket: WebSocket,
  ) {}

  static async start(program: string): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), 'sheshi-firefox-'))
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    )
    await writeFile(join(profile, 'user.js'), lines.join('\n'))
    const child = spawn(
      program,
      ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile],
      {
        env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: '1366', MOZ_HEADLESS_HEIGHT: '900' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    const socket = new WebSocket(`${await addressOf(child)}/session`)
    await once(socket, 'open')
    const firefox = new Firefox(child, profile, socket)
    socket.on('message', (data) => firefox.hear(JSON.parse(String(data)) as Answer))
    await firefox.send('session.new', { capabilities: {} })
    await firefox.send('session.subscribe', { events: ['log.entryAdded', 'network.beforeRequestSent'] })
    const { contexts } = await firefox.send<{ contexts: { context: string }[] }>(
      'browsingContext.getTree',
      {},
    )
    firefox.context = contexts[0]?.context ?? ''
    // Only a page in front has the keyboard.
    await firefox.send('browsingContext.activate', { context: firefox.context })
    return firefox
  }

  async close(): Promise<void> {
    const gone = once(this.child, 'exit')
    this.socket.close()
    this.child.kill('SIGKILL')
    await gone
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }

  async goto(url: string): Promise<void> {
    await this.send('browsingContext.navigate', { context: this.context, url, wait: 'complete' })
  }

  async reload(): Promise<void> {
    await this.send('browsingContext.reload', { context: this.context, wait: 'complete' })
  }

  /** What a function answers in the page; what it is given and answers goes as JSON. */
  async evaluate<T, A = undefined>(run: (given: A) => T | Promise<T>, given?: A): Promise<T> {
    const expression = `(async () => JSON.stringify([await (${run})(${JSON.stringify(given)})]))()`
    const answer = await this.send<Evaluated>('script.evaluate', {
      expression,
      target: { context: this.context },
      awaitPromise: true,
    })
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text)
    return (JSON.parse(answer.result?.value ?? '[]') as [T])[0]
  }

  /** Presses keys one after the other; each of `holding` is held meanwhile. */
  async type(text: string, holding: readonly string[] = []): Promise<void> {
    const press = (value: string) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]
    const actions = [
      ...holding.map((value) => ({ type: 'keyDown', value })),
      ...[...text].flatMap(press),
      ...holding.map((value) => ({ type: 'keyUp', value })),
    ]
    await this.perform({ type: 'key', id: 'keyboard', actions })
  }

  async click({ x, y }: Place): Promise<void> {
    const actions = [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    await this.perform({ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions })
  }

  /** Clicks the middle of the first thing that a selector finds, as soon as it is there. */
  async clickOn(selector: string): Promise<void> {
    await this.waitFor((found) => Boolean(document.querySelector(found)), selector)
    const middle = await this.evaluate((found) => {
      const thing = document.querySelector(found)
      thing?.scrollIntoView({ block: 'center' })
      const { x, y, width, height } = thing?.getBoundingClientRect() ?? new DOMRect()
      return { x: x + width / 2, y: y + height / 2 }
    }, selector)
    await this.click(middle)
  }

  /** Resolves once a function of the page answers true. */
  async waitFor<A = undefined>(run: (given: A) => boolean, given?: A, ms = 20_000): Promise<void> {
    const source = `async (given) => {
      for (const end = performance.now() + ${ms}; performance.now() < end; ) {
        if ((${run})(given)) return true
        await new Promise((again) => requestAnimationFrame(again))
      }
      return false
    }`
    const wait = new Function(`return ${source}`)() as (given: A | undefined) => Promise<boolean>
    if (await this.evaluate(wait, given)) return
    const seen = await this.evaluate(() => `${location.pathname}: ${document.body.innerText.slice(0, 500)}`)
    throw new Error(`Firefox waited for ${ms} ms: ${run}\n${seen}\n${this.complaints.join('\n')}`)
  }

  private perform(source: object): Promise<unknown> {
    return this.send('input.performActions', { context: this.context, actions: [source] })
  }

  private send<T>(method: string, params: object): Promise<T> {
    this.number += 1
    const id = this.number
    this.socket.send(JSON.stringify({ id, method, params }))
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (answer) => {
        if (answer.type === 'error') reject(new Error(`${method}: ${answer.error} ${answer.message}`))
        else resolve(answer.result as T)
      })
    })
  }

  private hear(answer: Answer): void {
    if (answer.id !== undefined) {
      this.waiting.get(answer.id)?.(answer)
      this.waiting.delete(answer.id)
    } else if (answer.method === 'log.entryAdded') {
      const { level, text } = answer.params as { level: string; text: string }
      if (level === 'error') this.complaints.push(text)
    } else if (answer.method === 'network.beforeRequestSent') {
      this.requests.push((answer.params as { request: { url: string } }).request.url)
    }
  }
}

/** Where a Firefox that has just been started listens: it says so itself. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    child.once('exit', (code) => reject(new Error(`Firefox ended with ${code}:\n${said}`)))
  })
}
