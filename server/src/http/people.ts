import {
  type AuthSession,
  type Board,
  type BoardContributions,
  type BoardPerson,
  splitBySector,
} from '@sheshi/records'
import { authorTag, type Caller, cookieName, isOver } from '../access.ts'
import { labLimits } from '../limits.ts'
import {
  contributionCounts,
  contributionsOn,
  removeAll,
  removeOne,
  takeMarks,
} from '../people/contributions.ts'
import { dataOf, erasePerson } from '../people/erase.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { limitRate } from './rates.ts'
import { boardRoute, type Context, type Route, route, sendJson } from './route.ts'
import { cookieOptions } from './session.ts'

const notOnes = {
  401: { words: 'not-signed-in' },
  404: { words: 'not-found: no board or thing of the caller’s' },
}
const saved = { 503: { words: 'not-saving' } }
const withThings = { things: '`remove`: what they made goes too; else it stays, and is nobody’s' }

const gently = limitRate(labLimits.ownListsPerMinute, 1, 'session')

/** What is kept of people: for themselves below `/me`, for facilitators below each board. */
export const peopleRoutes = (services: Services): Route[] => [
  ...ownRoutes(services),
  ...contributionRoutes(services),
  ...boardPeopleRoutes(services),
  presentRoute(services),
]

function ownRoutes(services: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/me',
      who: 'open',
      summary: 'All that is kept of the caller, a guest',
      before: [gently],
      answers: {
        200: { words: 'Session, boards and what was made on them' },
        401: { words: 'not-signed-in' },
      },
      handle: async ({ res, caller }) => sendJson(res, await dataOf(services, guestOf(caller))),
    }),
    route({
      method: 'delete',
      path: '/me',
      who: 'open',
      summary: 'Let go of everything about the caller, a guest: name, sector, city, ballots, marks, session',
      query: withThings,
      answers: { 204: { words: 'Gone, and signed out' }, 401: { words: 'not-signed-in' }, ...saved },
      handle: async ({ req, res, caller }) => {
        await erasePerson(services, guestOf(caller), { things: req.query.things === 'remove' })
        res.clearCookie(cookieName, cookieOptions(services, req))
        res.status(204).end()
      },
    }),
  ]
}

function contributionRoutes(services: Services): Route[] {
  const ofBoard = '/me/contributions/:boardId'
  return [
    route({
      method: 'get',
      path: '/me/contributions',
      who: 'open',
      summary: 'What the caller has made, board by board; where an invite has ended too',
      before: [gently],
      query: { boardId: 'only on this board; a facilitator, who is on every board, must name one' },
      answers: {
        200: { words: 'Boards with things' },
        401: { words: 'not-signed-in' },
        429: { words: 'too-many-requests' },
      },
      handle: async (context) => sendJson(context.res, await ownContributions(services, context)),
    }),
    route({
      method: 'delete',
      path: ofBoard,
      who: 'open',
      summary: 'Take everything off a board that the caller has made on it',
      answers: { 204: { words: 'Gone from the board' }, ...notOnes, ...saved },
      handle: async (context) => {
        const { board, session } = await ownBoard(services, context)
        await removeAll(services, board.id, session)
        context.res.status(204).end()
      },
    }),
    route({
      method: 'delete',
      path: `${ofBoard}/name`,
      who: 'open',
      summary: 'Take the caller’s name off what they made on a board',
      answers: { 204: { words: 'It stands on nothing any more' }, ...notOnes, ...saved },
      handle: async (context) => {
        const { board, session } = await ownBoard(services, context)
        await takeMarks(services, board.id, session, ['by'])
        context.res.status(204).end()
      },
    }),
    route({
      method: 'delete',
      path: `${ofBoard}/things/:thingId`,
      who: 'open',
      summary: 'Take one thing off a board that the caller has made, also where their invite has ended',
      answers: { 204: { words: 'Gone from the board' }, ...notOnes, ...saved },
      handle: async (context) => {
        const { board, session } = await ownBoard(services, context)
        await removeOne(services, board, session, context.param('thingId'))
        context.res.status(204).end()
      },
    }),
  ]
}

function boardPeopleRoutes(services: Services): Route[] {
  const one = '/boards/:boardId/people/:personId'
  return [
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/people',
      who: 'facilitator',
      summary: 'The sessions that have joined the board, the latest first',
      answers: { 200: { words: 'Sessions, each with what was said at joining and how much was made' } },
      handle: async ({ res, board }) => sendJson(res, await peopleOn(services, board)),
    }),
    boardRoute({
      method: 'get',
      path: one,
      who: 'facilitator',
      summary: 'All that is kept of one session, to be handed to the person',
      answers: { 200: { words: 'As `GET /me` answers it to them' }, 404: { words: 'not-found' } },
      handle: async ({ res, board, param }) => {
        const data = await dataOf(services, await personOn(services, board, param('personId')))
        res.attachment('person.json')
        sendJson(res, data)
      },
    }),
    boardRoute({
      method: 'delete',
      path: one,
      who: 'facilitator',
      summary: 'Erase a person: their session ends, and everything about them is let go of, on every board',
      query: withThings,
      answers: { 204: { words: 'Gone, and sent out' }, 404: { words: 'not-found' }, ...saved },
      handle: async ({ req, res, board, param }) => {
        const session = await personOn(services, board, param('personId'))
        await erasePerson(services, session, { things: req.query.things === 'remove' })
        res.status(204).end()
      },
    }),
  ]
}

const presentRoute = (services: Services): Route =>
  boardRoute({
    method: 'get',
    path: '/boards/:boardId/present',
    who: 'reader',
    summary: 'How many people are on the board, by sector and city as far as nobody can be worked out',
    answers: { 200: { words: 'Numbers; a part of fewer than three is not shown' } },
    handle: async ({ res, board }) => {
      const here = [...(services.rooms.peek(board.id)?.sessions ?? [])].filter(
        ({ who }) => who.role !== 'screen',
      )
      const roles = new Map(here.map(({ who }) => [who.id, who.role]))
      const guests = [...roles].flatMap(([id, role]) => (role === 'facilitator' ? [] : [id]))
      const sessions = await Promise.all(guests.map((id) => services.records.sessions.get(id)))
      const byCity = splitBySector(sessions.map((session) => session?.city))
      sendJson(res, {
        people: roles.size,
        bySector: splitBySector(sessions.map((session) => session?.sector)),
        byCity,
      })
    },
  })

/** Throws where nobody is signed in, or a facilitator: theirs is no session of a person on a board. */
function guestOf(caller: Caller): Readonly<AuthSession> {
  if (caller.kind === 'nobody') throw new Problem('not-signed-in')
  if (caller.kind === 'facilitator') throw new Problem('forbidden')
  return caller.session
}

function sessionOf(caller: Caller): Readonly<AuthSession> {
  if (caller.kind === 'nobody') throw new Problem('not-signed-in')
  // Who comes with the key itself is a program: it leaves no mark.
  if (!caller.session) throw new Problem('forbidden')
  return caller.session
}

async function ownContributions(
  services: Services,
  { req, caller }: Context<undefined>,
): Promise<BoardContributions[]> {
  const session = sessionOf(caller)
  const { boardId } = req.query
  const wanted = typeof boardId === 'string' ? [boardId] : Object.keys(session.grants)
  const found: BoardContributions[] = []
  for (const id of wanted) {
    const board = mayTouch(session, id) ? await services.access.liveBoard(id) : null
    if (!board) continue
    const open = (await services.access.roleOn(caller, id)) !== null
    found.push({ ...(await contributionsOn(services, board, session)), open })
  }
  return found
}

/** A guest's own boards are those they ever joined, whether or not their invite still stands. */
const mayTouch = ({ kind, grants }: Readonly<AuthSession>, boardId: string): boolean =>
  kind === 'facilitator' || Object.hasOwn(grants, boardId)

async function ownBoard(
  { access }: Services,
  { caller, param }: Context<undefined>,
): Promise<{ board: Readonly<Board>; session: Readonly<AuthSession> }> {
  const session = sessionOf(caller)
  const board = mayTouch(session, param('boardId')) ? await access.liveBoard(param('boardId')) : null
  if (!board) throw new Problem('not-found')
  return { board, session }
}

async function peopleOn(services: Services, board: Readonly<Board>): Promise<BoardPerson[]> {
  const sessions = await joined(services, board)
  const counts = await contributionCounts(services, board)
  const here = new Set([...(services.rooms.peek(board.id)?.sessions ?? [])].map(({ who }) => who.id))
  const people = sessions.flatMap((session): BoardPerson[] => {
    const grant = session.grants[board.id]
    if (!grant) return []
    const { name, sector, city } = session
    const id = authorTag(session.id, board.id)
    const { role, at: joinedAt } = grant
    const [contributions, present] = [counts.get(id) ?? 0, here.has(session.id)]
    return [{ id, name, sector, city, role, joinedAt, contributions, present, live: !isOver(session) }]
  })
  return people.sort((one, other) => (one.joinedAt < other.joinedAt ? 1 : -1))
}

const joined = async ({ records }: Services, board: Readonly<Board>): Promise<Readonly<AuthSession>[]> =>
  (await records.sessions.list({ kind: 'guest' })).filter(({ grants }) => Object.hasOwn(grants, board.id))

async function personOn(
  services: Services,
  board: Readonly<Board>,
  personId: string,
): Promise<Readonly<AuthSession>> {
  const found = (await joined(services, board)).find(({ id }) => authorTag(id, board.id) === personId)
  if (!found) throw new Problem('not-found')
  return found
}
