import { randomInt } from 'node:crypto'
import { encodeLasting, encodeMoving, lastingId, PALETTE, type PresenceState } from '@sheshi/board'
import type { Locale, Role } from '@sheshi/records'
import { encodeAwareness, type Room, type RoomSocket, type Session, type Who } from '@sheshi/sync'
import type { Response } from 'express'
import type { BoardWatch, Watcher } from './BoardWatch.ts'

/** Milliseconds after which a browser whose stream broke asks again. */
const retryMs = 3_000
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

/** Who follows a board by a stream of events. */
export interface Follower {
  who: Who
  role: Role
  name: string
  sector: string | null
  locale: Locale
}

/**
 * A stream of events (`text/event-stream`) that is a session of the room: it counts, is limited and is sent out like
 * one that draws, and the others see who it is. It asks for no state, so that the room sends it no edits.
 * @throws SyncError where the room lets nobody in; nothing of the answer has left then
 */
export function follow(res: Response, room: Room, watch: BoardWatch, follower: Follower): void {
  const write = (text: string) => void res.write(text)
  const tell = (event: string, data: unknown) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const socket: RoomSocket = {
    send: (frame) => watch.hear(frame),
    close: (code, reason) => {
      tell('ended', { code, reason })
      res.end()
    },
    get bufferedAmount() {
      return res.writableLength
    },
  }
  // Before the head of the answer, which cannot be taken back.
  const session = room.join(socket, follower.who)
  res.status(200).set({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // nginx would keep events until it has a page of them.
    'x-accel-buffering': 'no',
    // Nothing follows on this line; one that idles would hold up a server that stops.
    connection: 'close',
  })
  res.locals.stream = true
  write(`retry: ${retryMs}\n\n`)
  const presence = presenceOf(room, session, watch, follower)
  presence()
  const watcher: Watcher = {
    person: follower.who.id,
    locale: follower.locale,
    tell,
    stayAlive() {
      write(': here\n\n')
      presence()
    },
  }
  const stop = watch.watch(watcher)
  res.once('close', () => {
    stop()
    room.leave(session)
  })
}

/** Says who is there, each time anew: pages forget whoever is silent. */
function presenceOf(room: Room, session: Session, watch: BoardWatch, { role, name, sector }: Follower) {
  const clientId = randomInt(1, 2 ** 32)
  const state: PresenceState = {
    name,
    color: randomInt(PALETTE.length),
    role,
    ...(sector ? { sector } : {}),
    cursor: null,
    viewport: null,
    page: 'page:page',
    selection: [],
    following: null,
  }
  let clock = 0
  return () => {
    clock += 1
    const frame = encodeAwareness([
      { clientId, clock, state: bytes(encodeMoving(state, false)) },
      { clientId: lastingId(clientId), clock, state: bytes(encodeLasting(state)) },
    ])
    room.receive(session, frame)
    // Who says something is not sent it again.
    watch.hear(frame)
  }
}
