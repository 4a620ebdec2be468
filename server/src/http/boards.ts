import { type Box, seedBoard } from '@sheshi/board'
import { buildTemplate, templates } from '@sheshi/methods'
import { type Board, BoardCreate, BoardPatch, type BoardView, type Role } from '@sheshi/records'
import { CloseCode } from '@sheshi/sync'
import type { Request } from 'express'
import { Doc } from 'yjs'
import { authorOf, day } from '../access.ts'
import { endOf } from '../retention.ts'
import type { Services } from '../services.ts'
import { newId } from './challenges.ts'
import { localeFor } from './locale.ts'
import { fieldProblem, Problem } from './problem.ts'
import { limitBoards } from './rates.ts'
import {
  type BoardContext,
  boardRoute,
  type Context,
  ifMatch,
  type Route,
  route,
  sendJson,
  sendRecord,
} from './route.ts'
import { recordsFromOwn } from './templates.ts'

/** How long a deleted board can be brought back, in milliseconds. */
export const restoreWithin = day

const answer = { words: 'The board, its version as ETag' }

/** `/templates` and `/boards`: making, listing, renaming, moving, deleting and bringing back. */
export function boardRoutes(services: Services): Route[] {
  return [...collectionRoutes(services), ...singleRoutes(services)]
}

function collectionRoutes(services: Services): Route[] {
  const { records } = services
  return [
    route({
      method: 'get',
      path: '/templates',
      who: 'open',
      summary: 'What a board can be made from',
      answers: { 200: { words: 'Templates with names and descriptions in every language' } },
      handle: ({ res }) => sendJson(res, templates),
    }),
    route({
      method: 'post',
      path: '/boards',
      who: 'facilitator',
      summary: 'Make a board from a template',
      body: BoardCreate,
      before: [limitBoards],
      answers: {
        201: answer,
        422: { words: 'unknown-template, invalid-body' },
        429: { words: 'too-many-requests' },
        503: { words: 'not-saving' },
      },
      handle: async (context) => {
        const board = await createBoard(services, context.req, context.body)
        context.res.location(services.addresses.under(`/api/v1/boards/${board.id}`))
        sendRecord(context, await boardView(services, board, 'facilitator'), 201)
      },
    }),
    route({
      method: 'get',
      path: '/boards',
      who: 'facilitator',
      summary: 'The lab’s boards',
      query: {
        challengeId: 'only those of this challenge',
        deleted: '`true`: those deleted in the last day, which can be brought back',
      },
      answers: { 200: { words: 'Boards, last changed first' } },
      handle: async ({ req, res }) => {
        const deleted = req.query.deleted === 'true'
        const { challengeId } = req.query
        const all = await records.boards.list(typeof challengeId === 'string' ? { challengeId } : {})
        const wanted = all.filter((board) => (deleted ? restorable(board) : board.deletedAt === null))
        const views = await Promise.all(wanted.map((board) => boardView(services, board, 'facilitator')))
        sendJson(
          res,
          views.sort((one, other) => (one.changedAt < other.changedAt ? 1 : -1)),
        )
      },
    }),
  ]
}

function singleRoutes(services: Services): Route[] {
  const { records, rooms } = services
  return [
    boardRoute({
      method: 'get',
      path: '/boards/:boardId',
      who: 'reader',
      summary: 'One board, for those who may see it',
      answers: { 200: answer },
      handle: async (context) => sendRecord(context, await viewWithEpoch(services, context)),
    }),
    boardRoute({
      method: 'patch',
      path: '/boards/:boardId',
      who: 'facilitator',
      summary: 'Rename a board, move it to another challenge, or keep it however old it is',
      body: BoardPatch,
      answers: { 200: answer, 412: { words: 'changed' }, 422: { words: 'invalid-body' } },
      handle: async (context) => {
        await requireChallenge(services, context.body.challengeId)
        const changed = await records.boards.update(
          context.board.id,
          (board) => ({ ...board, ...context.body, changedAt: new Date().toISOString() }),
          ifMatch(context.req),
        )
        sendRecord(context, await boardView(services, changed, context.role))
      },
    }),
    boardRoute({
      method: 'delete',
      path: '/boards/:boardId',
      who: 'facilitator',
      summary: 'Delete a board; it can be brought back for a day',
      answers: { 204: { words: 'Deleted; everybody on it is sent out' }, 412: { words: 'changed' } },
      handle: async ({ req, res, board }) => {
        const deletedAt = new Date().toISOString()
        await records.boards.update(board.id, (known) => ({ ...known, deletedAt }), ifMatch(req))
        rooms.endSessions(board.id, CloseCode.RoomNotFound, 'board deleted')
        res.status(204).end()
      },
    }),
    route({
      method: 'post',
      path: '/boards/:boardId/restore',
      who: 'facilitator',
      summary: 'Bring a deleted board back',
      answers: { 200: answer, 404: { words: 'not-found: never there, or its day is over' } },
      handle: (context) => restore(services, context),
    }),
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/preview.svg',
      who: 'reader',
      summary: 'A small picture of the board',
      query: {
        box: 'the part to show: x, y, width and height on the board, whole numbers with commas between',
      },
      answers: { 200: { words: 'The picture', types: ['image/svg+xml'] } },
      handle: async ({ req, res, board }) => {
        const svg = await services.previews.of(board.id, boxIn(req))
        // Asked again each time, answered 304 by Express's ETag while the drawing is the same.
        res.set('cache-control', 'private, no-cache')
        res.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        res.type('image/svg+xml').send(svg)
      },
    }),
  ]
}

/** The part that `?box=` asks for; all of the board where it names none that makes sense. */
function boxIn(req: Request): Box | undefined {
  const said = /^(-?\d{1,7}),(-?\d{1,7}),([1-9]\d{0,6}),([1-9]\d{0,6})$/.exec(String(req.query.box ?? ''))
  if (!said) return undefined
  const [x = 0, y = 0, w = 1, h = 1] = said.slice(1).map(Number)
  return { x, y, w, h }
}

async function restore(services: Services, context: Context<undefined>): Promise<void> {
  const restored = await services.records.boards.update(context.param('boardId'), (board) => {
    if (board.deletedAt !== null && !restorable(board)) throw new Problem('not-found')
    const { deletedFor, warnedAt: _said, ...rest } = board
    // Brought back because it is needed: its time begins anew.
    const changedAt = deletedFor ? new Date().toISOString() : board.changedAt
    return { ...rest, changedAt, deletedAt: null }
  })
  sendRecord(context, await boardView(services, restored, 'facilitator'))
}

/** Deleted, and its day is not over. */
const restorable = ({ deletedAt }: Readonly<Board>): boolean =>
  deletedAt !== null && Date.parse(deletedAt) + restoreWithin > Date.now()

/** Known, and in a form that it has. */
function requireTemplate({ template, variant }: BoardCreate): void {
  const found = templates.find(({ id }) => id === template)
  if (!found) throw unknownOne('/template', 'templates', templates)
  if (variant !== undefined && !found.variants.some(({ id }) => id === variant))
    throw unknownOne('/variant', 'variants', found.variants)
}

function unknownOne(pointer: string, what: string, known: readonly { id: string }[]): Problem {
  const detail = `Known ${what}: ${known.map(({ id }) => id).join(', ') || 'none'}`
  return new Problem('unknown-template', { errors: [{ pointer, code: 'unknown', detail }] })
}

/** The room first, then the record: without its record a room is nobody's and is seen by nobody. */
async function createBoard(services: Services, req: Request, wanted: BoardCreate): Promise<Board> {
  requireTemplate(wanted)
  await requireChallenge(services, wanted.challengeId)
  const locale = localeFor(wanted.locale, req)
  const now = new Date().toISOString()
  const board: Board = {
    id: newId(),
    title: wanted.title,
    template: wanted.template,
    ...(wanted.fromTemplate ? { fromTemplate: wanted.fromTemplate } : {}),
    locale,
    challengeId: wanted.challengeId ?? null,
    createdAt: now,
    changedAt: now,
    deletedAt: null,
    version: 1,
  }
  const { template } = board
  const { variant, fromTemplate } = wanted
  const records = fromTemplate
    ? await recordsFromOwn(services, board, fromTemplate)
    : buildTemplate(template, locale, { variant })
  const seed = { records, template, locale }
  await services.rooms.create(board.id, (doc) => seedBoard(doc, seed))
  try {
    await services.records.boards.insert(board)
  } catch (error) {
    await services.rooms.remove(board.id)
    await services.assets.removeAll(board.id)
    throw error
  }
  const doc = new Doc()
  seedBoard(doc, seed)
  await services.history.start(board.id, doc)
  doc.destroy()
  return board
}

async function requireChallenge({ records }: Services, challengeId: string | null | undefined) {
  if (challengeId && !(await records.challenges.get(challengeId))) {
    throw fieldProblem('/challengeId', 'unknown', 'There is no such challenge')
  }
}

/** A board as its facilitator sees it. */
export const viewOfBoard = (services: Services, board: Readonly<Board>): Promise<BoardView> =>
  boardView(services, board, 'facilitator')

async function viewWithEpoch(
  services: Services,
  { board, role, caller }: BoardContext<undefined>,
): Promise<BoardView> {
  const author = authorOf(caller, board.id)
  return { ...(await boardView(services, board, role)), ...(await documentFacts(services, board.id)), author }
}

/** Opening the room begins a new epoch where one is due, before anybody connects. */
async function documentFacts(
  { rooms, logger }: Services,
  boardId: string,
): Promise<Pick<BoardView, 'epoch' | 'documentBytes'>> {
  try {
    const { epoch, boardBytes } = await rooms.open(boardId, { first: true })
    return { epoch, documentBytes: boardBytes }
  } catch (error) {
    // The board's record is fine; why its document is not, the socket says with its close code.
    logger.warn({ boardId, error: String(error) }, 'the epoch of a board is not known')
    return { epoch: null, documentBytes: null }
  }
}

async function boardView(services: Services, board: Readonly<Board>, role: Role): Promise<BoardView> {
  const { records, rooms, activity, addresses, config } = services
  const challenge = board.challengeId ? await records.challenges.get(board.challengeId) : null
  const changedAt = activity.lastChange(board)
  const end = role === 'facilitator' ? endOf(board, changedAt, config.retentionDays) : null
  const people = new Set([...(rooms.peek(board.id)?.sessions ?? [])].map((session) => session.who.id))
  return {
    ...board,
    changedAt,
    challengeTitle: challenge?.title ?? null,
    previewUrl: addresses.under(`/api/v1/boards/${board.id}/preview.svg?v=${Date.parse(changedAt)}`),
    present: people.size,
    role,
    ...(end !== null && { deletesAt: new Date(end).toISOString() }),
  }
}
