import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { RoomPlan } from '../crowd.ts'
import type { Speech } from '../messages.ts'
import type { Handle } from '../people.ts'
import { type Command, endChild, freePort, startChild } from './child.ts'

export const serverNames = ['sheshi', 'hocuspocus', 'y-websocket'] as const
export type ServerName = (typeof serverNames)[number]

/** What is wanted of a room before people come. */
export interface RoomWish {
  people: number
  shapes: number
  dragging: number
  typing: number
}

/** A room with its board, and how long its whole state is. */
export interface ReadyRoom extends RoomPlan {
  stateBytes: number
}

/** Heap and buffers, and all that the process has of the machine, in bytes. */
export interface Held {
  bytes: number
  rss: number
}

export interface StartOptions {
  /** The repository's root folder. */
  root: string
  /** Writes a profile of the server's CPU time there when it ends. */
  profileDir: string | null
  /** It can be asked what it holds in memory. */
  watchMemory: boolean
}

/** A server that is measured: a process of its own with a data folder of its own. */
export abstract class BenchServer {
  abstract readonly name: ServerName
  abstract readonly speech: Speech
  port = 0
  protected child: ChildProcess | null = null
  protected readonly dataDir: string

  constructor(protected readonly options: StartOptions) {
    const unlike = `${process.pid}-${Math.random().toString(36).slice(2, 8)}`
    this.dataDir = join(options.root, '.sheshi', 'bench-data', unlike)
  }

  /** Makes a room with a filled board and lets nobody in yet. */
  abstract room(wish: RoomWish): Promise<ReadyRoom>

  /** What must go on until people have come in; then it ends. */
  letGo(): void {}

  protected abstract command(): Omit<Command, 'port'>

  get pid(): number {
    const { pid } = this.child ?? {}
    if (pid === undefined) throw new Error(`${this.name} does not run`)
    return pid
  }

  /** Starts, or starts again on the same data. */
  async start(): Promise<void> {
    await mkdir(dirname(this.dataDir), { recursive: true })
    this.port = await freePort()
    const { args, cwd, env } = this.command()
    const { profileDir } = this.options
    const profiling = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : []
    const watcher = join(this.options.root, 'server', 'bench', 'peers', 'held.cjs')
    const watching = this.options.watchMemory ? ['--expose-gc', '--require', watcher] : []
    this.child = await startChild({ args: [...profiling, ...watching, ...args], cwd, env, port: this.port })
  }

  /** What it holds in memory once garbage is collected. */
  async held(): Promise<Held> {
    const { child } = this
    if (!child) throw new Error(`${this.name} does not run`)
    const answer = once(child, 'message')
    child.send('held')
    const [{ held, rss }] = (await answer) as [Record<'held' | 'rss', number>]
    return { bytes: held, rss }
  }

  async kill(): Promise<void> {
    if (this.child) await endChild(this.child, 'SIGKILL')
    this.child = null
  }

  /** Ends for good; the data goes. */
  async dispose(): Promise<void> {
    // A profile is written only by who ends in good order.
    if (this.child) await endChild(this.child, this.options.profileDir ? 'SIGTERM' : 'SIGKILL')
    this.child = null
    await rm(this.dataDir, { recursive: true, force: true })
  }
}

/** The first of these things; each person their own. */
export function handles(all: readonly Handle[], count: number): Handle[] {
  if (all.length < count) throw new Error(`a board with ${all.length} for ${count} hands`)
  return all.slice(0, count)
}
