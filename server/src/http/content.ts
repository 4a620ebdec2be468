import { readRecords } from '@sheshi/board'
import { outlineToCsv, outlineToMarkdown, readOutline } from '@sheshi/methods'
import type { Board } from '@sheshi/records'
import { SyncError } from '@sheshi/sync'
import express from 'express'
import type * as Y from 'yjs'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { labLimits } from '../limits.ts'
import type { Services } from '../services.ts'
import { fieldProblem, Problem } from './problem.ts'
import { type BoardContext, boardRoute, hasBody, type Route, sendJson } from './route.ts'

const outlineTypes = ['application/json', 'text/markdown', 'text/csv']
const binary = 'application/octet-stream'
/** How long a writer waits to hear that a change is saved, in milliseconds. */
const saveWithin = 10_000

/** What is on a board: its outline, the whole document. */
export function contentRoutes(services: Services): Route[] {
  return [
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/outline',
      who: 'reader',
      summary: 'The board’s structured content',
      answers: { 200: { words: 'By `Accept`', types: outlineTypes }, 406: { words: 'not-acceptable' } },
      handle: (context) => sendOutline(services, context),
    }),
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/document',
      who: 'facilitator',
      summary: 'The whole document as one Yjs update (v1)',
      answers: { 200: { words: 'The update', types: [binary] } },
      handle: async ({ res, board }) => {
        const { doc } = await services.rooms.open(board.id)
        res.set('cache-control', 'no-store')
        res.type(binary).send(Buffer.from(encodeStateAsUpdate(doc)))
      },
    }),
    boardRoute({
      method: 'put',
      path: '/boards/:boardId/document',
      who: 'facilitator',
      summary: 'Merge a Yjs update (v1) into the document',
      takes: {
        types: [binary],
        readers: [express.raw({ type: binary, limit: labLimits.documentBytes })],
      },
      answers: { 204: { words: 'Merged and saved' }, 422: { words: 'invalid-body' } },
      handle: async ({ req, res, board }) => {
        const sent = Buffer.isBuffer(req.body) ? req.body : null
        if (!sent && hasBody(req)) throw new Problem('unsupported-media-type')
        await mergeDocument(services, board.id, new Uint8Array(sent ?? []))
        res.status(204).end()
      },
    }),
  ]
}

async function sendOutline({ rooms }: Services, { req, res, board }: BoardContext<undefined>): Promise<void> {
  const type = req.accepts(outlineTypes)
  if (!type) throw new Problem('not-acceptable', { detail: `Possible: ${outlineTypes.join(', ')}` })
  const { doc } = await rooms.open(board.id)
  const outline = outlineOf(doc, board)
  if (type === 'application/json') return sendJson(res, outline)
  res.set('cache-control', 'no-store').vary('accept').type(type)
  const { title, locale } = board
  res.send(type === 'text/csv' ? outlineToCsv(outline) : outlineToMarkdown(outline, { title, locale }))
}

/** A document's outline as its board's template reads it. */
export const outlineOf = (doc: Y.Doc, { template, locale }: Pick<Board, 'template' | 'locale'>) =>
  readOutline(readRecords(doc), { template, locale })

/** Malformed, or made for a document that this one is not: refused before the board sees a byte. */
async function mergeDocument(services: Services, boardId: string, update: Uint8Array): Promise<void> {
  const { doc, epoch } = await services.rooms.open(boardId)
  const older = olderEpoch(update, epoch)
  if (older !== null) return carryOver(services, boardId, older, update)
  const trial = new Doc()
  try {
    applyUpdate(trial, encodeStateAsUpdate(doc))
    applyUpdate(trial, update)
    readRecords(trial)
    if (trial.store.pendingStructs !== null || trial.store.pendingDs !== null) {
      throw new Error('It depends on changes that are not in this board')
    }
  } catch (error) {
    throw fieldProblem(
      '',
      'update',
      `No update for this board: ${error instanceof Error ? error.message : ''}`,
    )
  } finally {
    trial.destroy()
  }
  await editAndSave(services, boardId, 'import', (live) => applyUpdate(live, update))
}

/** The epoch of a whole document that was taken from the board before its present one; else null. */
function olderEpoch(update: Uint8Array, current: number): number | null {
  const given = new Doc()
  try {
    applyUpdate(given, update)
    const epoch = given.getMap('meta').get('epoch')
    return typeof epoch === 'number' && epoch < current ? epoch : null
  } catch {
    return null
  } finally {
    given.destroy()
  }
}

async function carryOver(
  { rooms, saveFailure }: Services,
  boardId: string,
  epoch: number,
  update: Uint8Array,
): Promise<void> {
  const failure = await saveFailure()
  if (failure !== null) throw new Problem('not-saving', { detail: failure })
  try {
    await rooms.carryOver(boardId, epoch, update)
  } catch (error) {
    if (!(error instanceof SyncError)) throw error
    throw fieldProblem('', 'epoch', `This document is too old for this board: ${error.reason}`)
  }
}

/** Writes into a board and resolves once that is on disk. Throws the problem `not-saving` where it is not. */
export async function editAndSave(
  { rooms, saveFailure }: Services,
  boardId: string,
  why: string,
  change: (doc: Y.Doc) => void,
): Promise<void> {
  const failure = await saveFailure()
  if (failure !== null) throw new Problem('not-saving', { detail: failure })
  const room = await rooms.open(boardId)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const problem = new Problem('not-saving', { detail: 'It is on the board, but not on disk yet' })
    timer = setTimeout(() => reject(problem), saveWithin)
  })
  try {
    await Promise.race([room.edit(why, change), late])
  } finally {
    clearTimeout(timer)
  }
}
