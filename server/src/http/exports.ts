import { type Board, type Challenge, Export } from '@sheshi/records'
import type { Request, Response } from 'express'
import multer, { MulterError } from 'multer'
import yazl from 'yazl'
import { encodeStateAsUpdate } from 'yjs'
import { outlineIn, type Pictures } from '../exports/build.ts'
import { compareOutlines } from '../exports/compare.ts'
import { citiesShown, participationOf } from '../exports/participation.ts'
import { checkPng, decodeText } from '../exports/pictures.ts'
import { labLimits } from '../limits.ts'
import type { Services } from '../services.ts'
import { software } from '../version.ts'
import { sendFile } from './assets.ts'
import { newId } from './challenges.ts'
import { fieldProblem, Problem } from './problem.ts'
import { limitRate } from './rates.ts'
import { type BoardContext, boardRoute, type Context, hasBody, type Route, route, sendJson } from './route.ts'

const multipart = 'multipart/form-data'

/** Putting a board into the record of its challenge, and reading what was put there. */
export function exportRoutes(services: Services): Route[] {
  return [
    boardRoute({
      method: 'post',
      path: '/boards/:boardId/exports',
      who: 'facilitator',
      summary: 'Put the board as it is now into the record of its challenge',
      before: [limitRate(labLimits.exportsPerHour, 60, 'session')],
      takes: { types: [multipart], readers: [readPictures] },
      answers: {
        201: { words: 'The export', schema: Export },
        409: { words: 'board-without-challenge' },
        422: { words: 'invalid-body: a picture is none, or could do something' },
        429: { words: 'too-many-requests' },
      },
      handle: inTurn((context: BoardContext<undefined>) => createExport(services, context)),
    }),
    route({
      method: 'get',
      path: '/challenges/:challengeId/exports',
      who: 'facilitator',
      summary: 'The exports in a challenge’s record, oldest first',
      answers: { 200: { words: 'Exports', schema: Export.array() } },
      handle: async ({ res, param }) =>
        sendJson(res, await services.records.exports.list({ challengeId: param('challengeId') })),
    }),
    ...readingRoutes(services),
  ]
}

function readingRoutes(services: Services): Route[] {
  const path = '/challenges/:challengeId/exports/:exportId'
  return [
    route({
      method: 'get',
      path,
      who: 'facilitator',
      summary: 'One export with its outline',
      answers: { 200: { words: 'The export and, under `outline`, the structured content', schema: Export } },
      handle: async (context) => {
        const made = await findExport(services, context)
        sendJson(context.res, { ...made, outline: await outlineOf(services, made) })
      },
    }),
    route({
      method: 'get',
      path: `${path}/changes`,
      who: 'facilitator',
      summary: 'What changed since another export of the same board',
      query: { since: 'id of the earlier export' },
      answers: { 200: { words: 'Cards added, removed, reworded and moved' }, 422: { words: 'invalid-body' } },
      handle: (context) => sendChanges(services, context),
    }),
    route({
      method: 'get',
      path: `${path}/files/*path`,
      who: 'facilitator',
      summary: 'One file of an export',
      answers: { 200: { words: 'The file', types: ['*/*'] }, 404: { words: 'not-found' } },
      handle: async (context) => {
        const made = await findExport(services, context)
        const name = context.param('path')
        const found = services.exports.pathOf(made, name)
        if (!found) throw new Problem('not-found')
        await sendExportFile(context, made, name, found)
      },
    }),
    route({
      method: 'get',
      path: `${path}/bundle.zip`,
      who: 'facilitator',
      summary: 'All files of an export',
      answers: { 200: { words: 'The bundle', types: ['application/zip'] } },
      handle: async (context) => {
        const made = await findExport(services, context)
        await sendBundle(services, context.res, made)
      },
    }),
  ]
}

const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: labLimits.drawingBytes, files: 2, parts: 4, fields: 0 },
}).fields([
  { name: 'svg', maxCount: 1 },
  { name: 'png', maxCount: 1 },
])

/** Reads the pictures of a multipart body; another kind of body with something in it is refused. */
function readPictures(req: Request, res: Response, next: (error?: unknown) => void): void {
  if (!req.is(multipart)) {
    // No body, or `{}`, which says nothing either.
    const empty = !hasBody(req) || req.get('content-length') === '2'
    next(empty ? undefined : new Problem('unsupported-media-type'))
    return
  }
  upload(req, res, (error?: unknown) => {
    const ours = !error || error instanceof MulterError
    const detail = error instanceof Error ? error.message : 'The multipart body cannot be read'
    next(ours ? error : new Problem('invalid-body', { detail }))
  })
}

async function picturesOf({ bundles }: Services, req: Request): Promise<Pictures> {
  const files = req.files && !Array.isArray(req.files) ? req.files : {}
  const svgBytes = files.svg?.[0]?.buffer
  const png = files.png?.[0]?.buffer ?? null
  const svg = svgBytes ? decodeText(svgBytes) : null
  if (svgBytes) {
    const wrong = svg === null ? 'The SVG is not UTF-8' : await bundles.drawingProblem(svg)
    if (wrong !== null) throw fieldProblem('/svg', 'picture', wrong)
  }
  const wrong = png ? await checkPng(png) : null
  if (wrong !== null) throw fieldProblem('/png', 'picture', wrong)
  return { svg, png }
}

/** Exports are made one after the other, so that two at once do not get the same number. */
function inTurn<C>(handle: (context: C) => Promise<void>): (context: C) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (context) => {
    const turn = last.then(() => handle(context))
    last = turn.catch(() => undefined)
    return turn
  }
}

/** The files first, then the record: what the record names is there. */
async function createExport(services: Services, { req, res, board }: BoardContext<undefined>): Promise<void> {
  const { records, rooms, exports } = services
  const challenge = await challengeOf(services, board)
  const pictures = await picturesOf(services, req)
  const earlier = await records.exports.list({ challengeId: challenge.id, boardId: board.id })
  const sessions = await records.sessions.list({ kind: 'guest' })
  const { doc } = await rooms.open(board.id)
  const { record, files } = await services.bundles.make({
    what: 'bundle',
    head: {
      id: newId(),
      challengeId: challenge.id,
      boardId: board.id,
      boardTitle: board.title,
      template: board.template,
      locale: board.locale,
      number: Math.max(0, ...earlier.map((made) => made.number)) + 1,
      createdAt: new Date().toISOString(),
      exportedBy: 'facilitator',
      session: participationOf(board.id, sessions, services.activity.lastChange(board)),
      software,
    },
    challengeTitle: challenge.title,
    step: challenge.step,
    cities: citiesShown(board.id, sessions),
    state: encodeStateAsUpdate(doc),
    pictures,
    dataDir: services.assets.dataDir,
  })
  await exports.write(record.id, files).catch((error: Error) => {
    throw new Problem('not-saving', { detail: error.message })
  })
  try {
    await records.exports.insert(record)
  } catch (error) {
    await exports.remove(record.id)
    throw error
  }
  await keepVersion(services, board.id, record.number)
  await services.out.exported(challenge, record)
  res.location(services.addresses.under(`/api/v1/challenges/${challenge.id}/exports/${record.id}`))
  sendJson(res, record, 201)
}

/** The export is made: that it cannot be marked in the board's history is told to the operator alone. */
async function keepVersion(
  { history, logger }: Services,
  boardId: string,
  exportNumber: number,
): Promise<void> {
  try {
    await history.take(boardId, { kind: 'export', exportNumber })
  } catch (error) {
    logger.warn({ boardId, error: String(error) }, 'no version was kept of an export')
  }
}

async function challengeOf({ records }: Services, board: Readonly<Board>): Promise<Readonly<Challenge>> {
  const challenge = board.challengeId ? await records.challenges.get(board.challengeId) : null
  if (!challenge) throw new Problem('board-without-challenge')
  return challenge
}

async function findExport(
  { records }: Services,
  { param }: Pick<Context<unknown>, 'param'>,
): Promise<Readonly<Export>> {
  const made = await records.exports.get(param('exportId'))
  if (made?.challengeId !== param('challengeId')) throw new Problem('not-found')
  return made
}

const outlineOf = async ({ exports }: Services, made: Readonly<Export>) =>
  outlineIn(await exports.read(made, 'board.json'))

async function sendChanges(services: Services, context: Context<undefined>): Promise<void> {
  const made = await findExport(services, context)
  const { since } = context.req.query
  const earlier = typeof since === 'string' ? await services.records.exports.get(since) : null
  if (earlier?.challengeId !== made.challengeId || earlier.boardId !== made.boardId) {
    throw fieldProblem('/since', 'unknown', 'Name an export of the same board in ?since=')
  }
  const [before, after] = await Promise.all([outlineOf(services, earlier), outlineOf(services, made)])
  const { id, number, createdAt } = earlier
  sendJson(context.res, { since: { id, number, createdAt }, ...compareOutlines(before, after) })
}

async function sendExportFile(
  { res }: Context<undefined>,
  made: Readonly<Export>,
  name: string,
  path: string,
) {
  const file = made.files.find((one) => one.path === name)
  // A drawing opened by its address may look like itself, and do nothing.
  const looks = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
  res.set('content-security-policy', looks)
  const pictured = file?.type.startsWith('image/') === true
  if (!pictured) res.attachment(name)
  // After attachment(), which guesses; not by set(), which adds a charset.
  res.setHeader('content-type', file?.type ?? 'application/octet-stream')
  await sendFile(res, path, 'private, max-age=31536000, immutable')
}

function sendBundle({ exports }: Services, res: Response, made: Readonly<Export>): Promise<void> {
  const zip = new yazl.ZipFile()
  for (const { path, open } of exports.streams(made)) {
    zip.addReadStreamLazy(path, { mtime: new Date(made.createdAt) }, (done) => done(null, open()))
  }
  zip.end()
  res.attachment(`${fileName(made.boardTitle)}-${made.number}.zip`).type('application/zip')
  res.set('cache-control', 'private, no-cache')
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    res.on('close', resolve)
    zip.outputStream.on('error', reject).pipe(res)
  })
}

/** A title as a file name: letters and digits of any language, joined by hyphens. */
const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'board'
