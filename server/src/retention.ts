import type { Board } from '@sheshi/records'
import { day } from './access.ts'
import type { Services } from './services.ts'

/** So long before a board is deleted, facilitators are told, in days; half of its time where that is shorter. */
const warnDays = 14

type Judged = Pick<Board, 'keep' | 'deletedAt' | 'warnedAt'>

/**
 * When a board is deleted because nothing has changed on it, in milliseconds since 1970: after so many days, but never
 * before it was said for `warnDays`; null while that is further away, or never. Pure.
 */
export function endOf(
  { keep, deletedAt, warnedAt }: Readonly<Judged>,
  lastChange: string,
  days: number,
  now = Date.now(),
): number | null {
  if (days === 0 || keep || deletedAt !== null) return null
  const due = Date.parse(lastChange) + days * day
  const notice = Math.min(warnDays, days / 2) * day
  if (due - notice > now) return null
  // What was said before the last change does not count: the board has been in use since.
  const saidAt = warnedAt !== undefined && warnedAt > lastChange ? Date.parse(warnedAt) : now
  return Math.max(due, saidAt + notice)
}

type Keeper = Pick<Services, 'records' | 'rooms' | 'logger' | 'activity' | 'config'>

/** Says of each board that will go that it does, and puts those whose time is over into the bin for a day. */
export async function retire(services: Keeper, now = Date.now()): Promise<void> {
  const { records, rooms, logger, activity, config } = services
  for (const board of await records.boards.list({ deletedAt: null })) {
    const lastChange = activity.lastChange(board)
    const end = endOf(board, lastChange, config.retentionDays, now)
    if (end === null) continue
    const at = new Date(now).toISOString()
    const told = board.warnedAt !== undefined && board.warnedAt > lastChange
    if (!told) {
      await records.boards.update(board.id, (known) => ({ ...known, warnedAt: at }), { keepVersion: true })
      const deletesAt = new Date(end).toISOString()
      logger.warn({ boardId: board.id, deletesAt }, 'a board that nothing changes on will be deleted')
    } else if (end <= now && !rooms.peek(board.id)?.sessions.size) {
      const gone = { deletedAt: at, deletedFor: 'retention' as const }
      await records.boards.update(board.id, (known) => ({ ...known, ...gone }))
      logger.warn(
        { boardId: board.id },
        'a board that nothing changed on was deleted; it can be brought back for a day',
      )
    }
  }
}

/**
 * Lets go of what is kept of people for a board that is gone: who had joined it, and, where it went by its age, those
 * exports that hold somebody's name. Others stay in the record of their challenge.
 */
export async function forgetPeopleOf(
  { records, exports, logger }: Pick<Services, 'records' | 'exports' | 'logger'>,
  board: Readonly<Board>,
): Promise<void> {
  for (const session of await records.sessions.list({ kind: 'guest' })) {
    const { [board.id]: gone, ...grants } = session.grants
    if (!gone) continue
    if (Object.keys(grants).length === 0) await records.sessions.remove(session.id)
    else await records.sessions.update(session.id, (known) => ({ ...known, grants }))
  }
  if (board.deletedFor !== 'retention') return
  for (const made of await records.exports.list({ boardId: board.id })) {
    if (!holdsNames(await exports.read(made, 'board.json'))) continue
    logger.info({ exportId: made.id }, 'an export that names people goes with its board')
    await records.exports.remove(made.id)
    await exports.remove(made.id)
  }
}

/** A note in it is signed. In the text of a note the quotes would be escaped. */
const holdsNames = (boardJson: string): boolean => /"by": ?"[^"]/.test(boardJson)
