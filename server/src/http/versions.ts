import {
  type Board,
  type VersionChanges,
  VersionCreate,
  type VersionHead,
  VersionPatch,
  type VersionRecords,
  type VersionView,
} from '@sheshi/records'
import type { Response } from 'express'
import { encodeStateAsUpdate } from 'yjs'
import type { Addresses } from '../addresses.ts'
import { TooManyVersions } from '../history/History.ts'
import { peopleOf } from '../history/peopleOf.ts'
import { VersionDamaged } from '../history/VersionReader.ts'
import type { KeptVersion } from '../history/versionFiles.ts'
import type { Services } from '../services.ts'
import { version as software } from '../version.ts'
import { fieldProblem, Problem } from './problem.ts'
import { type BoardContext, boardRoute, type Route, sendJson } from './route.ts'

const path = '/boards/:boardId/versions'
const one = `${path}/:versionId`
/** Stands for the board as it is, wherever a version is asked for to be compared. */
const now = 'now'

/** A board's history: its versions, what they looked like, what changed between them. */
export function versionRoutes(services: Services): Route[] {
  return [
    boardRoute({
      method: 'get',
      path,
      who: 'facilitator',
      summary: 'The board’s versions, newest first',
      answers: { 200: { words: 'Versions, each with people, time and counts' } },
      handle: async ({ res, board }) => sendJson(res, await viewsOf(services, board)),
    }),
    boardRoute({
      method: 'post',
      path,
      who: 'facilitator',
      summary: 'Keep the board as it is now: as a named moment, or before a version is brought back',
      body: VersionCreate,
      answers: {
        201: { words: 'The version, which is saved' },
        409: { words: 'too-many-versions' },
        503: { words: 'not-saving' },
      },
      handle: (context) => createVersion(services, context),
    }),
    boardRoute({
      method: 'patch',
      path: one,
      who: 'facilitator',
      summary: 'Name a version, or name it otherwise; one that was kept by itself becomes a named moment',
      body: VersionPatch,
      answers: { 200: { words: 'The version' }, 409: { words: 'too-many-versions' } },
      handle: (context) => renameVersion(services, context),
    }),
    boardRoute({
      method: 'delete',
      path,
      who: 'facilitator',
      summary: 'Begin the history anew: all versions go, named moments too, and the board as it is stays',
      answers: { 204: { words: 'Gone' }, 503: { words: 'not-saving' } },
      handle: async ({ res, board }) => {
        await saving(() => services.history.beginAnew(board.id))
        res.status(204).end()
      },
    }),
    boardRoute({
      method: 'delete',
      path: one,
      who: 'facilitator',
      summary: 'Let go of a named moment; other versions go by themselves when they are old',
      answers: { 204: { words: 'Gone' }, 403: { words: 'forbidden: it is no named moment' } },
      handle: async ({ res, board, param }) => {
        const { id, head } = await findVersion(services, board, param('versionId'))
        if (head && head.kind !== 'named')
          throw new Problem('forbidden', { detail: 'Only named moments can be deleted' })
        await services.history.files.remove(board.id, [id])
        res.status(204).end()
      },
    }),
    ...readingRoutes(services),
  ]
}

function readingRoutes(services: Services): Route[] {
  const damaged = { 503: { words: 'version-damaged' } }
  return [
    boardRoute({
      method: 'get',
      path: `${one}/picture.svg`,
      who: 'facilitator',
      summary: 'How the board looked',
      answers: { 200: { words: 'The picture', types: ['image/svg+xml'] }, ...damaged },
      handle: ({ req, res, board, param }) => {
        const id = param('versionId')
        const etag = `"${id}-${software}"`
        if (req.get('if-none-match') === etag) return void res.status(304).end()
        return sendPicture(services, res, board, id, etag)
      },
    }),
    boardRoute({
      method: 'get',
      path: `${one}/changes`,
      who: 'facilitator',
      summary: 'What changed between two versions; either may be `now`',
      query: { since: 'id of the other version, or `now`' },
      answers: { 200: { words: 'Cards added, removed, reworded and moved' }, ...damaged },
      handle: (context) => sendChanges(services, context),
    }),
    boardRoute({
      method: 'get',
      path: `${one}/records`,
      who: 'facilitator',
      summary: 'What was on the board, as this version of the software reads it',
      answers: { 200: { words: 'The canvas’s records' }, ...damaged },
      handle: async ({ res, board, param }) => {
        const { at, state } = await stateOf(services, board, param('versionId'))
        const records = await readable(() => services.versions.recordsIn(board.id, state))
        const head: Omit<VersionRecords, 'records'> = { at }
        // The records are JSON already, and may be megabytes of it.
        res.set('cache-control', 'no-store').type('application/json')
        res.send(`${JSON.stringify(head).slice(0, -1)},"records":${records}}`)
      },
    }),
  ]
}

async function viewsOf(
  { records, history, addresses }: Services,
  board: Readonly<Board>,
): Promise<VersionView[]> {
  const sessions = await records.sessions.list()
  return (await history.files.list(board.id)).map((version) => viewOf(board, version, sessions, addresses))
}

function viewOf(
  board: Readonly<Board>,
  { id, at, head }: Omit<KeptVersion, 'bytes'>,
  sessions: Parameters<typeof peopleOf>[1],
  addresses: Addresses,
): VersionView {
  return {
    id,
    at: new Date(at).toISOString(),
    kind: head?.kind ?? 'work',
    name: head?.name ?? '',
    exportNumber: head?.exportNumber ?? null,
    backTo: head?.backTo ?? null,
    people: head ? peopleOf(head, sessions) : [],
    changes: head?.changes ?? 0,
    counts: head?.counts ?? {},
    bytes: head?.packed ?? 0,
    readable: head !== null,
    pictureUrl: addresses.under(`/api/v1/boards/${board.id}/versions/${id}/picture.svg`),
  }
}

async function viewOfHead({ records, addresses }: Services, board: Readonly<Board>, head: VersionHead) {
  const kept = { id: head.id, at: Date.parse(head.at), head }
  return viewOf(board, kept, await records.sessions.list(), addresses)
}

async function createVersion(
  services: Services,
  { res, board, body }: BoardContext<VersionCreate>,
): Promise<void> {
  const wanted =
    'name' in body
      ? { kind: 'named' as const, name: body.name }
      : {
          kind: 'restore' as const,
          backTo: new Date((await findVersion(services, board, body.backTo)).at).toISOString(),
        }
  const head = await saving(() => services.history.take(board.id, wanted))
  res.location(services.addresses.under(`/api/v1/boards/${board.id}/versions/${head.id}`))
  sendJson(res, await viewOfHead(services, board, head), 201)
}

async function renameVersion(
  services: Services,
  { res, board, param, body }: BoardContext<VersionPatch>,
): Promise<void> {
  const { history } = services
  const { id, head } = await findVersion(services, board, param('versionId'))
  const changed = await saving(async () => {
    if (head?.kind === 'work') await history.requireRoom(board.id)
    return history.files.change(board.id, id, (before) => ({
      ...before,
      kind: before.kind === 'work' ? 'named' : before.kind,
      name: body.name,
    }))
  })
  if (!changed) throw new Problem('version-damaged')
  const after = await findVersion(services, board, id)
  sendJson(res, viewOf(board, after, await services.records.sessions.list(), services.addresses))
}

/** A disk that does not take a version is said to fail, as for every other write. */
async function saving<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TooManyVersions) throw new Problem('too-many-versions')
    if (error instanceof Error && 'syscall' in error)
      throw new Problem('not-saving', { detail: error.message })
    throw error
  }
}

async function findVersion({ history }: Services, board: Readonly<Board>, id: string): Promise<KeptVersion> {
  const found = (await history.files.list(board.id)).find((version) => version.id === id)
  if (!found) throw new Problem('not-found')
  return found
}

async function sendPicture(
  services: Services,
  res: Response,
  board: Readonly<Board>,
  id: string,
  etag: string,
): Promise<void> {
  const picture = await readable(() => services.versions.pictureOf(board.id, id))
  if (picture === null) throw new Problem('not-found')
  res.set('cache-control', 'private, max-age=31536000, immutable').set('etag', etag)
  res.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  res.type('image/svg+xml').send(picture)
}

async function sendChanges(services: Services, context: BoardContext<undefined>): Promise<void> {
  const { req, res, board, param } = context
  const { since } = req.query
  const other = typeof since === 'string' && since !== '' ? since : null
  if (other === null) throw fieldProblem('/since', 'unknown', 'Name a version in ?since=, or now')
  const before = await stateOf(services, board, other)
  const after = await stateOf(services, board, param('versionId'))
  const answer: VersionChanges = {
    since: { id: other, at: before.at },
    version: { id: param('versionId'), at: after.at },
    ...(await readable(() => services.versions.changes(board, before.state, after.state))),
  }
  sendJson(res, answer)
}

/** The document of a version, or of the board as it is now. */
async function stateOf(
  services: Services,
  board: Readonly<Board>,
  id: string,
): Promise<{ at: string; state: Uint8Array }> {
  if (id === now) {
    const { doc } = await services.rooms.open(board.id)
    return { at: new Date().toISOString(), state: encodeStateAsUpdate(doc) }
  }
  const { at } = await findVersion(services, board, id)
  const state = await readable(() => services.versions.stateOf(board.id, id))
  if (!state) throw new Problem('not-found')
  return { at: new Date(at).toISOString(), state }
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof VersionDamaged) throw new Problem('version-damaged')
    throw error
  }
}
