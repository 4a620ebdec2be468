import { putRecords, readRecords, removeRecords } from '@sheshi/board'
import {
  allOwnIds,
  type OwnThing,
  ownThings,
  type PersonalMark,
  personalMarks,
  regionsOnBoard,
  shapesOf,
  thingOf,
  withdrawIds,
  withoutMarks,
} from '@sheshi/methods'
import type { AuthSession, Board, BoardContributions, Contribution } from '@sheshi/records'
import { authorTag } from '../access.ts'
import { editAndSave } from '../http/content.ts'
import { Problem } from '../http/problem.ts'
import { type Round, signOf } from '../screening/Ballots.ts'
import type { Services } from '../services.ts'

type Person = Pick<Readonly<AuthSession>, 'id'>

const idOf = (shapeId: string): string => shapeId.replace(/^shape:/, '')

const viewOf = ({ id, kind, text, by }: OwnThing): Contribution => ({
  id: idOf(id),
  kind,
  text,
  signed: by !== null,
})

/** What somebody has made on a board. A board that cannot be read is no reason not to tell about the others. */
export async function contributionsOn(
  services: Services,
  board: Readonly<Board>,
  person: Person,
): Promise<Omit<BoardContributions, 'open'>> {
  const { id: boardId, title } = board
  const ballot = (await ballotOf(services, boardId, person)) !== null
  try {
    const { doc } = await services.rooms.open(boardId)
    const records = readRecords(doc)
    const who = authorTag(person.id, boardId)
    const things = ownThings(records, who, regionsOnBoard(records, board.template, board.locale))
    const withWords = new Set(things.flatMap(({ id }) => withdrawIds(records, id)))
    const lines = shapesOf(records, who).filter(({ id }) => !withWords.has(id)).length
    return { boardId, title, things: things.map(viewOf), lines, ballot, unreadable: false }
  } catch (error) {
    services.logger.warn({ boardId, error: String(error) }, 'what somebody made on a board is not known')
    return { boardId, title, things: [], lines: 0, ballot, unreadable: true }
  }
}

/** How many things each tag has made on a board; none where it cannot be read. */
export async function contributionCounts(
  { rooms, logger }: Services,
  board: Readonly<Board>,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  try {
    const records = readRecords((await rooms.open(board.id)).doc)
    for (const record of records.values()) {
      const who = record.typeName === 'shape' ? record.meta.who : null
      if (typeof who === 'string') counts.set(who, 0)
    }
    for (const who of counts.keys()) counts.set(who, ownThings(records, who, []).length)
  } catch (error) {
    logger.warn({ boardId: board.id, error: String(error) }, 'who made what on a board is not known')
  }
  return counts
}

/** What somebody gave in a board's screening; null where nothing. Damaged ballots are nobody's. */
export async function ballotOf(
  { ballots }: Services,
  boardId: string,
  person: Person,
): Promise<Round['ballots'][string] | null> {
  const round = await ballots.round(boardId).catch(() => null)
  return round?.ballots[signOf(boardId, person.id)] ?? null
}

/** Takes one thing of somebody's off a board. Throws `not-found`, also where it is not theirs. */
export async function removeOne(
  services: Services,
  board: Readonly<Board>,
  person: Person,
  thingId: string,
): Promise<void> {
  await editAndSave(services, board.id, 'own things', (doc) => {
    const records = readRecords(doc)
    const shape = records.get(`shape:${thingId}`)
    const own = shape?.typeName === 'shape' && shape.meta.who === authorTag(person.id, board.id)
    if (!own || !thingOf(records, shape, [])) throw new Problem('not-found')
    removeRecords(doc, withdrawIds(records, shape.id))
  })
}

/** Takes everything that somebody has made off a board, lines and arrows too. */
export async function removeAll(services: Services, boardId: string, person: Person): Promise<void> {
  await editIfAny(services, boardId, person, (doc, who) => {
    removeRecords(doc, allOwnIds(readRecords(doc), who))
  })
}

/** Takes marks of somebody off a board: their name alone, or all that leads to them. */
export async function takeMarks(
  services: Services,
  boardId: string,
  person: Person,
  marks: readonly PersonalMark[] = personalMarks,
): Promise<void> {
  await editIfAny(services, boardId, person, (doc, who) => {
    putRecords(doc, withoutMarks(readRecords(doc), who, marks))
  })
}

/** A board that holds nothing of somebody's is not written to: it did not change. */
async function editIfAny(
  services: Services,
  boardId: string,
  person: Person,
  change: (doc: Parameters<typeof removeRecords>[0], who: string) => void,
): Promise<void> {
  const { doc } = await services.rooms.open(boardId)
  const who = authorTag(person.id, boardId)
  if (withoutMarks(readRecords(doc), who, personalMarks).length === 0) return
  await editAndSave(services, boardId, 'own things', (live) => change(live, who))
}
