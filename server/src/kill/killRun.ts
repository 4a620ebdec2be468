import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRecords } from '@sheshi/board'
import { differences, faultsOf, Random } from '@sheshi/board/testing'
import * as Y from 'yjs'
import { openBoardLog } from '../storage/boardLog.ts'
import { holds } from '../testing/holds.ts'
import { until } from '../testing/honest.ts'
import { Running } from '../testing/running.ts'
import { Worker } from './worker.ts'

export interface KillRunOptions {
  /** The built server. */
  program: string
  seed: number
  kills: number
  boards?: number
  /** People on each board, besides one who comes late. */
  people?: number
  /** Milliseconds between two edits of one person. */
  pace?: number
  /** Milliseconds of load before a kill: from, and up to. */
  load?: readonly [number, number]
  signal?: 'SIGKILL' | 'SIGTERM'
  onKill?(kill: Kill): void
}

/** One kill, and what it did. */
export interface Kill {
  number: number
  /** Milliseconds of load. */
  after: number
  edits: number
  /** Edits and notes that had been called saved since the last kill. */
  saved: number
  /** Of all that was ever called saved. */
  lost: number
  /** Milliseconds from the start of the new process until it could serve. */
  restart: number
  /** Milliseconds until everybody was back and held the same. */
  agreed: number
  exitCode: number | null
  /** How the server closed the sockets that it closed. */
  codes: number[]
  /** Milliseconds until the process was gone. */
  gone: number
}

const key = 'a-key-for-the-kill-test'
const quiet = { info() {}, warn() {}, error() {} }

/** A board and all that was ever promised of it. */
interface Board {
  id: string
  epoch: number
  /** Of people who have left for good: what was called saved in this epoch. */
  saved: Uint8Array[]
  /** Notes that were answered with 201. */
  notes: string[]
  people: Worker[]
}

/** A server that is killed again and again while people work. */
class KillRun {
  private readonly random: Random
  private running: Running | null = null
  private readonly boards: Board[] = []
  private comers = 0
  private savedSoFar = 0

  constructor(
    private readonly options: KillRunOptions,
    private readonly dataDir: string,
  ) {
    this.random = new Random(options.seed)
  }

  async begin(): Promise<void> {
    await this.start()
    for (let made = 0; made < (this.options.boards ?? 3); made++) {
      const body = { title: `Board ${made}`, template: made === 0 ? 'brainstorm' : 'blank', locale: 'en' }
      const { id } = await this.ask<{ id: string }>('POST', '/boards', body)
      this.boards.push({ id, epoch: 1, saved: [], notes: [], people: [] })
    }
    for (const board of this.boards) {
      const { code } = await this.ask<{ code: string }>('POST', `/boards/${board.id}/invites`, {
        role: 'participant',
      })
      const { token } = await this.ask<{ token: string }>('POST', '/join', { code })
      for (let people = 0; people < (this.options.people ?? 4); people++) {
        // Some are guests, whose sessions must outlive the kill too.
        board.people.push(this.worker(board, people % 2 === 0 ? token : key))
      }
    }
    await this.everybodyConnects()
  }

  async kill(number: number): Promise<Kill> {
    const [from, to] = this.options.load ?? [300, 1_500]
    const after = from + this.random.int(to - from)
    const before = this.edits
    await this.work(after)
    const ending = performance.now()
    const exitCode = (await this.running?.end(this.options.signal ?? 'SIGKILL')) ?? null
    const gone = performance.now() - ending
    await until('all lines closed', () => this.people.every(({ isConnected }) => !isConnected))
    const edits = this.edits - before
    const codes = this.people.flatMap(({ closed }) => (closed ? [closed.code] : []))
    const saved = this.savedEver - this.savedSoFar
    this.savedSoFar = this.savedEver
    let lost = await this.lostOnDisk()
    await this.start()
    lost += await this.lostOverHttp()
    const coming = performance.now()
    await this.everybodyConnects()
    await this.everybodyAgrees()
    const agreed = performance.now() - coming
    this.lateComersLeave()
    const restart = this.running?.readyAfter ?? 0
    return { number, after, edits, saved, lost, restart, agreed, exitCode, codes, gone }
  }

  async end(): Promise<void> {
    for (const person of this.people) person.leave()
    await this.running?.end('SIGKILL')
  }

  private get people(): Worker[] {
    return this.boards.flatMap(({ people }) => people)
  }

  private get edits(): number {
    return this.people.reduce((sum, { everDone }) => sum + everDone, 0)
  }

  /** Everything ever called saved. */
  private get savedEver(): number {
    const people = this.people.reduce((sum, { everSaved }) => sum + everSaved, 0)
    return people + this.boards.reduce((sum, { notes }) => sum + notes.length, this.gone)
  }

  /** Saved edits of people who have left. */
  private gone = 0

  private async start(): Promise<void> {
    const { program } = this.options
    const env = { FACILITATOR_KEY: key, LOG_LEVEL: 'warn' }
    this.running = await Running.start({ program, dataDir: this.dataDir, env })
    if (!this.running.url) throw new Error(`the server does not start: ${this.running.output}`)
  }

  private async ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${this.running?.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }

  private worker(board: Board, token: string): Worker {
    this.comers += 1
    return new Worker(`w${this.comers}`, board.id, token, new Random(this.random.int(1e9)))
  }

  /** People work, notes come from phones and somebody comes late; resolves in the middle of it. */
  private async work(ms: number): Promise<void> {
    const timers = this.people.map((person) => setInterval(() => person.act(), this.options.pace ?? 25))
    const phone = setInterval(() => void this.postNote(), 40)
    const late = setTimeout(() => void this.comeLate(), ms / 2)
    const before = this.savedEver
    await new Promise((resolve) => setTimeout(resolve, ms))
    // A machine that is busy with other things may have got nowhere by then.
    await until('at work', () => this.savedEver - before >= 30)
    for (const timer of [...timers, phone]) clearInterval(timer)
    clearTimeout(late)
  }

  private async postNote(): Promise<void> {
    const board = this.random.pick(this.boards)
    if (!board) return
    try {
      const { id } = await this.ask<{ id: string }>('POST', `/boards/${board.id}/notes`, { text: 'By phone' })
      board.notes.push(id)
    } catch {
      // The server died before it answered: nothing was promised.
    }
  }

  private async comeLate(): Promise<void> {
    const board = this.random.pick(this.boards)
    const url = this.running?.url
    if (!board || !url) return
    const person = this.worker(board, key)
    board.people.push(person)
    await person.connect(url, board.epoch).catch(() => undefined)
    for (let made = 0; made < 5 && person.isConnected; made++) person.act()
  }

  private lateComersLeave(): void {
    for (const board of this.boards) {
      for (const person of board.people.splice(this.options.people ?? 4)) {
        person.leave()
        board.saved.push(...person.edits.slice(0, person.saved))
        this.gone += person.everSaved
      }
    }
  }

  /** What the folder holds, read by another program, before the server has touched it again. */
  private async lostOnDisk(): Promise<number> {
    const copy = await mkdtemp(join(tmpdir(), 'sheshi-killed-'))
    await cp(this.dataDir, copy, { recursive: true })
    const log = await openBoardLog(copy, { logger: quiet })
    let lost = 0
    for (const board of this.boards) {
      const doc = new Y.Doc()
      for (const update of (await log.load(board.id))?.updates ?? []) Y.applyUpdate(doc, update)
      lost += this.lostIn(board, doc)
    }
    await log.close()
    await rm(copy, { recursive: true })
    return lost
  }

  /** What the new server has, before anybody came back to bring it anything. */
  private async lostOverHttp(): Promise<number> {
    let lost = 0
    for (const board of this.boards) {
      const { epoch } = await this.ask<{ epoch: number }>('GET', `/boards/${board.id}`)
      // A new epoch holds the records of the old one, which was just looked through, and none of its updates.
      if (epoch !== board.epoch) board.saved = []
      else lost += this.lostIn(board, await this.documentOf(board))
      board.epoch = epoch
    }
    return lost
  }

  private lostIn(board: Board, doc: Y.Doc): number {
    const isThere = holds(doc)
    const records = readRecords(doc)
    const promised = board.people.flatMap(({ edits, saved }) => edits.slice(0, saved))
    const edits = [...board.saved, ...promised].filter((update) => !isThere(update)).length
    const notes = board.notes.filter((id) => !records.has(id)).length
    return edits + notes
  }

  private async documentOf(board: Board): Promise<Y.Doc> {
    const answer = await fetch(`${this.running?.url}/api/v1/boards/${board.id}/document`, {
      headers: { authorization: `Bearer ${key}` },
    })
    const doc = new Y.Doc()
    Y.applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()))
    return doc
  }

  private async everybodyConnects(): Promise<void> {
    await Promise.all(
      this.boards.flatMap((board) => board.people.map((person) => this.bringBack(board, person))),
    )
  }

  /** Connects; whose document is of the epoch before brings what it has, and opens the board anew. */
  private async bringBack(board: Board, person: Worker): Promise<void> {
    const url = this.running?.url ?? ''
    const isLate = person.isOfAnotherEpoch(board.epoch)
    await person.connect(url, board.epoch)
    // Late work is called saved first; then its bringer is sent on.
    await until('saved or sent on', () => (isLate ? person.hasMovedOn : person.isSaved))
    if (!isLate) return
    person.openAnew()
    await person.connect(url, board.epoch)
  }

  private async everybodyAgrees(): Promise<void> {
    for (const person of this.people) person.ask()
    await until('everybody’s work saved', () => this.people.every(({ isSaved }) => isSaved)).catch(
      (error) => {
        const states = this.people.filter(({ isSaved }) => !isSaved).map(({ state }) => state)
        throw new Error(`${String(error)}\n${states.join('\n')}\n${this.running?.output.slice(-2_000)}`)
      },
    )
    for (const board of this.boards) {
      const doc = await this.documentOf(board)
      const records = readRecords(doc)
      const faults = faultsOf(records)
      if (faults.length > 0) throw new Error(faults.join('\n'))
      const state = Y.encodeStateAsUpdate(doc)
      for (const person of board.people) {
        await until(`${person.name} up to date`, () => holds(person.doc)(state))
        const different = differences(records, readRecords(person.doc))
        if (different.length > 0) throw new Error(`${person.name} differs in ${different.join(', ')}`)
      }
    }
  }
}

/**
 * Starts the real server on a data folder, lets people work on several boards at once, ends it under load, looks for
 * everything that was ever called saved (in the folder, and in the new server before anybody is back), lets everybody
 * come back, and compares what they have; again and again. Throws where people end up with different boards.
 */
export async function runKills(options: KillRunOptions): Promise<Kill[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sheshi-kills-'))
  const run = new KillRun(options, dataDir)
  const kills: Kill[] = []
  try {
    await run.begin()
    for (let number = 1; number <= options.kills; number++) {
      const kill = await run.kill(number)
      options.onKill?.(kill)
      kills.push(kill)
    }
    return kills
  } catch (error) {
    throw new Error(`seed ${options.seed}, kill ${kills.length + 1}: ${String(error)}`, { cause: error })
  } finally {
    await run.end()
    await rm(dataDir, { recursive: true })
  }
}
