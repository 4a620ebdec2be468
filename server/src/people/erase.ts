import type { AuthSession, PersonData } from '@sheshi/records'
import { authorTag, isOver } from '../access.ts'
import { sendOutSignedOut } from '../housekeeping.ts'
import type { Services } from '../services.ts'
import { ballotOf, contributionsOn, removeAll, takeMarks } from './contributions.ts'

/** All that is kept of one guest's session, for them or for a facilitator they ask. */
export async function dataOf(services: Services, session: Readonly<AuthSession>): Promise<PersonData> {
  const { access, records } = services
  const boards: PersonData['boards'] = []
  for (const [boardId, { role, at }] of Object.entries(session.grants)) {
    const board = await records.boards.get(boardId)
    if (!board || board.deletedAt !== null) continue
    const open = (await access.roleOn({ kind: 'guest', by: 'cookie', session, token: '' }, boardId)) !== null
    const scores = (await ballotOf(services, boardId, session))?.scores ?? null
    const tag = authorTag(session.id, boardId)
    boards.push({
      ...(await contributionsOn(services, board, session)),
      open,
      role,
      joinedAt: at,
      tag,
      scores,
    })
  }
  const { name, sector, city, createdAt, expiresAt } = session
  return {
    format: 'sheshi-person/1',
    name,
    sector,
    city,
    createdAt,
    expiresAt,
    live: !isOver(session),
    boards,
  }
}

/**
 * Lets go of everything about a guest: first the session, so that nothing new can come, then ballots, marks or things
 * on every board, the history's list of people, and the record at last. What fails in between can be asked for again.
 */
export async function erasePerson(
  services: Services,
  session: Readonly<AuthSession>,
  { things }: { things: boolean },
): Promise<void> {
  const { records, ballots, history, logger } = services
  const boardIds = Object.keys(session.grants)
  await records.sessions.update(session.id, (known) => ({
    ...known,
    ...{ tokenHash: '', name: '', sector: null, city: null },
  }))
  await sendOutSignedOut(services, new Set([session.id]))
  for (const boardId of boardIds) {
    if (!(await records.boards.get(boardId))) continue
    await ballots.withdraw(boardId, session.id)
    if (things) await removeAll(services, boardId, session)
    // What stays, because it is others' as well or was asked to stay, is nobody's.
    await takeMarks(services, boardId, session)
    await history.forgetPerson(boardId, session.id)
  }
  await records.sessions.remove(session.id)
  logger.info({ boards: boardIds.length, things }, 'a person was erased')
}
