import { join } from 'node:path'
import { seedBoard } from '@sheshi/board'
import * as Y from 'yjs'
import { fillBoard } from '../board.ts'
import { Line } from '../line.ts'
import type { Speech } from '../messages.ts'
import { BenchServer, handles, type ReadyRoom, type RoomWish } from './benchServer.ts'

/** How long a server may take to answer the board's first state, in milliseconds. */
const takeWithin = 10_000

/** A server whose rooms come to be when somebody enters, and whose boards somebody has to bring. */
abstract class PeerServer extends BenchServer {
  private readonly keepers: Line[] = []
  private count = 0

  async room({ people, shapes, dragging, typing }: RoomWish): Promise<ReadyRoom> {
    const name = `room${this.count++}`
    const seeded = new Y.Doc()
    seedBoard(seeded, { records: [], template: 'blank', locale: 'en' })
    const filled = fillBoard(Y.encodeStateAsUpdate(seeded), shapes)
    await this.bring(name, filled.state)
    return {
      path: this.pathOf(name),
      name,
      headers: Array.from({ length: people }, () => ({})),
      drag: handles(filled.drag, dragging),
      type: handles(filled.type, typing),
      stateBytes: filled.state.length,
    }
  }

  /** The room stays open until the others are there: who comes to an empty one may be sent an unloaded board. */
  override letGo(): void {
    for (const line of this.keepers.splice(0)) line.hangUp()
  }

  protected abstract pathOf(room: string): string

  private async bring(name: string, state: Uint8Array): Promise<void> {
    const line = new Line({
      port: this.port,
      path: this.pathOf(name),
      headers: {},
      speech: this.speech,
      room: name,
    })
    this.keepers.push(line)
    await line.synced
    const taken = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.name} did not take the board`)), takeWithin)
      line.heard = ({ type }) => {
        // Both send an update to everybody, its author too.
        if (type !== 'update') return
        clearTimeout(late)
        resolve()
      }
    })
    line.send(line.messages.update(state))
    await taken
    line.wants = false
  }

  protected packages(...path: string[]): string {
    return join(this.options.root, 'server', 'bench', 'peers', ...path)
  }
}

/** The server that comes with y-websocket 2.1, keeping everything in LevelDB. */
export class YWebsocket extends PeerServer {
  readonly name = 'y-websocket'
  readonly speech: Speech = 'y-websocket'

  protected pathOf(room: string): string {
    return `/${room}`
  }

  protected command() {
    const env = { PORT: String(this.port), HOST: '127.0.0.1', YPERSISTENCE: this.dataDir }
    return {
      args: [this.packages('node_modules', 'y-websocket', 'bin', 'server.cjs')],
      cwd: this.packages(),
      env,
    }
  }
}

/** Hocuspocus 4, keeping documents in files through its database extension. */
export class Hocuspocus extends PeerServer {
  readonly name = 'hocuspocus'
  readonly speech: Speech = 'hocuspocus'

  protected pathOf(): string {
    return '/'
  }

  protected command() {
    const env = { PORT: String(this.port), DATA_DIR: this.dataDir }
    return { args: [this.packages('hocuspocus.mjs')], cwd: this.packages(), env }
  }
}
