import type { Board } from '@sheshi/records'
import { CloseCode } from '@sheshi/sync'
import { day } from './access.ts'
import { restoreWithin } from './http/boards.ts'
import { forgetPeopleOf, retire } from './retention.ts'
import type { Services } from './services.ts'

type Keeper = Pick<
  Services,
  'records' | 'rooms' | 'assets' | 'logger' | 'history' | 'ballots' | 'activity' | 'config' | 'exports'
>

/** How long after its end a guest's session still counts in the participation of a board, in days. */
const countedFor = 400

/** Lets go of what is past its time: deleted boards, boards and names of guests past their time, old invites. Safe to be interrupted. */
export async function tidy(services: Keeper, now = Date.now()): Promise<void> {
  const { records, history } = services
  await retire(services, now)
  for (const board of await records.boards.list()) {
    if (board.deletedAt !== null && Date.parse(board.deletedAt) + restoreWithin <= now) {
      await purge(services, board)
    }
  }
  for (const invite of await records.invites.list()) {
    if (Date.parse(invite.expiresAt) + 30 * day <= now) await records.invites.remove(invite.code)
  }
  for (const welcome of await records.welcomes.list()) {
    if (Date.parse(welcome.expiresAt) <= now) await records.welcomes.remove(welcome.id)
  }
  await history.tidy((await records.boards.list()).map(({ id }) => id))
  for (const session of await records.sessions.list()) {
    const over = now - Date.parse(session.expiresAt)
    if (over <= 0) continue
    if (session.kind === 'facilitator' || over > countedFor * day) await records.sessions.remove(session.id)
    // Their sector still counts in later exports; who they were does not matter any more.
    else if (session.tokenHash !== '')
      await records.sessions.update(session.id, (known) => ({
        ...known,
        tokenHash: '',
        name: '',
        city: null,
      }))
  }
}

/** The record goes last: interrupted, the board is still deleted and the rest follows next time. */
async function purge(services: Keeper, board: Readonly<Board>): Promise<void> {
  const { records, rooms, assets, logger, history, ballots } = services
  logger.info({ boardId: board.id }, 'a deleted board is removed for good')
  await history.forget(board.id)
  await rooms.remove(board.id)
  await assets.removeAll(board.id)
  await ballots.remove(board.id)
  await forgetPeopleOf(services, board)
  for (const invite of await records.invites.list({ boardId: board.id })) {
    await records.invites.remove(invite.code)
  }
  await records.boards.remove(board.id)
}

/** Sends out who may not be on a board any more: invites run out and people sign out while sockets stay open. */
export async function sendOutUninvited({ records, rooms, access }: Services): Promise<void> {
  for (const board of await records.boards.list()) {
    const people = new Map([...(rooms.peek(board.id)?.sessions ?? [])].map(({ who }) => [who.id, who]))
    for (const who of people.values()) {
      const end = await access.reasonToLeave(who, board.id)
      if (end) rooms.endSessions(board.id, end.code, end.reason, (one) => one.who.id === who.id)
    }
    if (board.deletedAt !== null) rooms.endSessions(board.id, CloseCode.RoomNotFound, 'board deleted')
  }
}

/** Closes at once what people have open on any board whose sessions are over. */
export async function sendOutSignedOut(
  { records, rooms }: Pick<Services, 'records' | 'rooms'>,
  sessionIds: ReadonlySet<string>,
): Promise<void> {
  if (sessionIds.size === 0) return
  for (const { id } of await records.boards.list()) {
    rooms.endSessions(id, CloseCode.Unauthorized, 'signed out', ({ who }) => sessionIds.has(who.id))
  }
}
