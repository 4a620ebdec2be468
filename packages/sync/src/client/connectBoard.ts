import * as decoding from 'lib0/decoding'
import type { Awareness } from 'y-protocols/awareness'
import { encodeAwarenessUpdate } from 'y-protocols/awareness'
import { messageSync, WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { CloseCode, isFinal } from '../closeCodes.ts'
import { encodeAwarenessFrame, encodeCheckpoint, encodeQueryAwareness, MessageType } from '../protocol.ts'
import type { RoomId } from '../types.ts'
import { LineWatch, type WatchedLine } from './lineWatch.ts'
import { Outgoing } from './outgoing.ts'
import { Progress, type SaveState } from './progress.ts'

export interface ConnectOptions {
  /** The address of `/sync`, e.g. `wss://lab.example/sync`. */
  url: string
  boardId: RoomId
  doc: Y.Doc
  awareness: Awareness
  /** Further states of this page: y-protocols has one an id. Only what the page says goes through them. */
  moreAwareness?: readonly Awareness[]
  /** The epoch that the document is of, or will be of once it is loaded. */
  epoch?: number
  /** What this program says of its version, for the server to refuse what it could not read. */
  version?: Readonly<Record<string, string>>
  /**
   * The board's state as far as it can be had before the line is made, or null. The socket then brings what is newer;
   * whatever goes wrong here, it brings everything.
   */
  firstState?(): Promise<Uint8Array | null>
  /** Where the platform has no WebSocket of its own (Node before 22). */
  WebSocketPolyfill?: typeof WebSocket
  /**
   * What comes into the document here is never sent as an edit: the server would send a viewer away for it, and a copy
   * that a browser kept may be in the document only after the line is open.
   */
  readOnly?: boolean
}

/** A document kept in step with its board on the server. `getSnapshot` and `subscribe` fit `useSyncExternalStore`. */
export interface BoardConnection {
  getSnapshot(): SaveState
  /** Calls back when `getSnapshot`, `unsent` or `closed` changed; returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** Resolves once the document holds the board's state for the first time. */
  readonly synced: Promise<void>
  /** Resolves when `firstState` is in the document, or it is known that there is none. */
  readonly begun: Promise<void>
  /** True while something drawn here has not reached the server. */
  readonly unsent: boolean
  /** Set once the server refused for good; it stays so until `retryNow`. */
  readonly closed: { code: CloseCode; reason: string } | null
  /** Connects at once instead of waiting for the next try. */
  retryNow(): void
  dispose(): void
}

type AwarenessChanges = Record<'added' | 'updated' | 'removed', number[]>

/** What `ws` and browsers report for a frame larger than the server takes. */
const frameTooLarge = 1009
const longestWait = 5_000
/** Milliseconds over which people spread who lost their connections at once, by a restart. */
const spreadMs = 2_000
const firstWait = 100

/** Connects a document to its board, and goes on doing so until `dispose` or a final refusal. */
export function connectBoard(options: ConnectOptions): BoardConnection {
  return new Connection(options)
}

class Connection implements BoardConnection {
  readonly synced: Promise<void>
  readonly begun: Promise<void>
  closed: { code: CloseCode; reason: string } | null = null
  private readonly provider: WebsocketProvider
  private readonly progress = new Progress()
  private readonly listeners = new Set<() => void>()
  /** The first line has been asked for: before that nothing makes one. */
  private started = false
  private disposed = false
  private told: SaveState = 'connecting'
  private toldUnsent = false
  /** The states of this page; the first is the document's. */
  private readonly own: readonly Awareness[]
  private readonly hush: (() => void)[] = []
  private readonly outgoing = new Outgoing({
    isOpen: () => this.isOpen(),
    send: (frame) => this.send(frame),
    bufferedAmount: () => this.provider.ws?.bufferedAmount ?? 0,
  })
  /** Tries since the last one that brought the board's state. */
  private tries = 0
  private asking: ReturnType<typeof setTimeout> | null = null
  private readonly watch: LineWatch

  constructor(private readonly options: ConnectOptions) {
    const { url, boardId, doc, awareness, epoch, version, WebSocketPolyfill } = options
    this.own = [awareness, ...(options.moreAwareness ?? [])]
    this.provider = new WebsocketProvider(url, boardId, doc, {
      awareness,
      connect: false,
      // Two tabs would otherwise talk past the server, which then does not know what it has.
      disableBc: true,
      params: { ...version, ...(epoch !== undefined && { epoch: String(epoch) }) },
      maxBackoffTime: longestWait + spreadMs,
      shouldReconnect: ({ code }) => !isFinal(code) && code !== frameTooLarge,
      ...(WebSocketPolyfill && { WebSocketPolyfill }),
    })
    this.synced = new Promise((resolve) => {
      this.provider.on('sync', (synced) => {
        if (!synced) return
        this.tries = 0
        resolve()
      })
    })
    this.hearServer()
    // It would send a large edit in one frame.
    doc.off('update', this.provider._updateHandler)
    this.speakForOneselfOnly()
    doc.on('update', this.onUpdate)
    this.provider.on('status', ({ status }) => this.onStatus(status))
    this.provider.on('connection-close', () => {
      this.spreadTries()
      this.onDisconnect()
    })
    this.provider.on('closed', (event) => this.onRefused(event))
    this.watch = new LineWatch({
      state: () => this.lineState(),
      ask: () => this.send(encodeQueryAwareness()),
      bufferedAmount: () => this.provider.ws?.bufferedAmount ?? 0,
      renew: () => this.reconnect(),
      awake: () => {
        this.forgetGone()
        this.tellPresence()
      },
    })
    this.begun = this.begin()
  }

  private async begin(): Promise<void> {
    const { doc, firstState } = this.options
    if (firstState) {
      try {
        const state = await firstState()
        if (state && !this.disposed) Y.applyUpdate(doc, state, this.provider)
      } catch {
        // The socket brings it.
      }
    }
    if (this.disposed) return
    this.started = true
    this.provider.connect()
  }

  get unsent(): boolean {
    return this.progress.unsent
  }

  readonly getSnapshot = (): SaveState => this.told

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  retryNow(): void {
    if (this.provider.wsconnected) return
    this.closed = null
    // A socket that hangs while connecting is given up.
    this.reconnect()
    this.tell(true)
  }

  private reconnect(): void {
    this.tries = 0
    this.provider.disconnect()
    this.provider.connect()
  }

  private lineState(): ReturnType<WatchedLine['state']> {
    const { wsconnected, wsconnecting, synced } = this.provider
    if (this.closed || !this.started) return 'over'
    if (wsconnected) return synced ? 'open' : 'busy'
    return wsconnecting ? 'connecting' : 'waiting'
  }

  dispose(): void {
    this.disposed = true
    this.watch.stop()
    if (this.asking) clearTimeout(this.asking)
    this.outgoing.drop()
    this.options.doc.off('update', this.onUpdate)
    for (const stop of this.hush) stop()
    this.listeners.clear()
    this.provider.destroy()
  }

  /** Adds our messages to y-websocket's, and answers the server's state vector in frames that it takes. */
  private hearServer(): void {
    const handlers = this.provider.messageHandlers
    const sync = handlers[messageSync]
    if (!sync) throw new Error('y-websocket has no sync handler')
    handlers[messageSync] = (encoder, decoder, provider, emitSynced, type) => {
      if (decoding.peekVarUint(decoder) === 0) this.answer(decoder)
      else sync(encoder, decoder, provider, emitSynced, type)
    }
    const numbers: [number, (value: number) => void][] = [
      [MessageType.received, (number) => this.progress.received(number)],
      [MessageType.saved, (number) => this.progress.saved(number)],
      [MessageType.saving, (works) => this.progress.saving(works === 1)],
    ]
    for (const [type, hear] of numbers) {
      handlers[type] = (_encoder, decoder) => {
        hear(decoding.readVarUint(decoder))
        this.tell()
      }
    }
    handlers.forEach((handle, type) => {
      handlers[type] = (...heard) => {
        this.watch.heard()
        handle(...heard)
      }
    })
  }

  /** y-websocket doubles its wait with each try; here it is the same for nobody. */
  private spreadTries(): void {
    this.tries += 1
    const wait = Math.min(2 ** this.tries * firstWait, longestWait) + Math.random() * spreadMs
    // It adds one, and waits two to that power times its first wait.
    this.provider.wsUnsuccessfulReconnects = Math.log2(wait / firstWait) - 1
  }

  private answer(decoder: decoding.Decoder): void {
    decoding.readVarUint(decoder)
    const stateVector = decoding.readVarUint8Array(decoder)
    this.outgoing.sendUpdate(Y.encodeStateAsUpdate(this.options.doc, stateVector), 'answer')
    this.progress.upload()
    this.ask()
  }

  /** y-websocket sends back whatever presence it hears; with many people that doubles all traffic. */
  private speakForOneselfOnly(): void {
    this.options.awareness.off('update', this.provider._awarenessUpdateHandler)
    for (const awareness of this.own) {
      const tell = (changes: AwarenessChanges) => this.onAwareness(awareness, changes)
      awareness.on('update', tell)
      this.hush.push(() => awareness.off('update', tell))
    }
  }

  private onAwareness(awareness: Awareness, { added, updated, removed }: AwarenessChanges): void {
    const own = awareness.clientID
    if (![...added, ...updated, ...removed].includes(own)) return
    this.send(encodeAwarenessFrame(encodeAwarenessUpdate(awareness, [own])))
    // y-websocket takes the document's state away when the page closes; the others go with it.
    if (awareness !== this.options.awareness || !removed.includes(own)) return
    for (const other of this.own) if (other.getLocalState()) other.setLocalState(null)
  }

  private readonly onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || this.options.readOnly) return
    if (this.isOpen()) this.outgoing.sendUpdate(update, 'edit')
    this.progress.edited()
    this.askSoon()
    this.tell()
  }

  private onStatus(status: 'connected' | 'disconnected' | 'connecting'): void {
    if (status === 'connecting') {
      this.watch.connecting()
      this.progress.connecting()
    }
    if (status === 'connected') {
      this.watch.settled()
      this.progress.connected()
      this.forgetGone()
      queueMicrotask(() => this.tellPresence())
    }
    this.tell()
  }

  /** The others took us for gone at this clock; with the next one they see us again. */
  private tellPresence(): void {
    for (const awareness of this.own) {
      if (awareness.getLocalState()) awareness.setLocalState(awareness.getLocalState())
    }
  }

  /** And we took them for gone at the clock they still have: what the server says next must count. */
  private forgetGone(): void {
    const { meta, states, clientID } = this.options.awareness
    for (const id of meta.keys()) if (id !== clientID && !states.has(id)) meta.delete(id)
  }

  private onDisconnect(): void {
    this.watch.settled()
    this.outgoing.drop()
    this.progress.disconnected()
    this.tell()
  }

  private onRefused({ code, reason }: { code: number; reason: string }): void {
    const known = Object.values(CloseCode).find((value) => value === code)
    this.closed = {
      code: known ?? (code === frameTooLarge ? CloseCode.TooLarge : CloseCode.Forbidden),
      reason,
    }
    this.tell(true)
  }

  /** One checkpoint for all the edits of a turn. */
  private askSoon(): void {
    this.asking ??= setTimeout(() => {
      this.asking = null
      this.ask()
    }, 0)
  }

  private ask(): void {
    if (!this.isOpen()) return
    const number = this.progress.nextCheckpoint()
    if (number !== null) this.outgoing.send(encodeCheckpoint(number))
  }

  private isOpen(): boolean {
    const { ws, wsconnected } = this.provider
    return wsconnected && ws !== null && ws.readyState === ws.OPEN
  }

  private send(frame: Uint8Array<ArrayBuffer>): void {
    if (this.isOpen()) this.provider.ws?.send(frame)
  }

  private tell(force = false): void {
    const { state, unsent } = this.progress
    if (!force && state === this.told && unsent === this.toldUnsent) return
    this.told = state
    this.toldUnsent = unsent
    for (const listener of [...this.listeners]) listener()
  }
}
