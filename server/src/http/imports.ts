import { type Board, type Imported, type Locale, line } from '@sheshi/records'
import type { Request, Response } from 'express'
import multer, { MulterError } from 'multer'
import { applyUpdate } from 'yjs'
import type { BoardRead, ImportAnswer } from '../exports/importBoard.ts'
import { labLimits } from '../limits.ts'
import type { Services } from '../services.ts'
import { viewOfBoard } from './boards.ts'
import { newId } from './challenges.ts'
import { localeFor } from './locale.ts'
import { fieldProblem, Problem } from './problem.ts'
import { limitBoards } from './rates.ts'
import { type Context, type Route, route, sendRecord } from './route.ts'

const multipart = 'multipart/form-data'

/** `POST /boards/import`: a board from a bundle, or from another program's file. */
export function importRoutes(services: Services): Route[] {
  return [
    route({
      method: 'post',
      path: '/boards/import',
      who: 'facilitator',
      summary:
        'Make a board from a file: a bundle, JSON Canvas, Excalidraw or OCIF. Fields: `file`, and if wanted `title`, `challengeId`, `locale`',
      before: [limitBoards],
      takes: { types: [multipart], readers: [readUpload] },
      answers: {
        201: { words: 'The board; `imported` says what was taken over and what was not' },
        413: { words: 'too-large' },
        422: { words: 'unknown-file, broken-file, invalid-body' },
        429: { words: 'too-many-requests' },
        503: { words: 'not-saving' },
      },
      handle: async (context) => {
        const board = await importFile(services, context)
        context.res.location(services.addresses.under(`/api/v1/boards/${board.id}`))
        sendRecord(context, await viewOfBoard(services, board), 201)
      },
    }),
  ]
}

const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: labLimits.bundleBytes, files: 1, fields: 3, parts: 5, fieldSize: 2_000 },
}).single('file')

function readUpload(req: Request, res: Response, next: (error?: unknown) => void): void {
  if (!req.is(multipart)) {
    next(new Problem('unsupported-media-type'))
    return
  }
  upload(req, res, (error?: unknown) => {
    const ours = !error || error instanceof MulterError
    const detail = error instanceof Error ? error.message : 'The multipart body cannot be read'
    next(ours ? error : new Problem('invalid-body', { detail }))
  })
}

interface Wanted {
  bytes: Uint8Array
  file: string
  title: string | null
  challengeId: string | null
  locale: Locale
}

async function importFile(services: Services, context: Context<undefined>): Promise<Board> {
  const wanted = await readWanted(services, context.req)
  const failure = await services.saveFailure()
  if (failure !== null) throw new Problem('not-saving', { detail: failure })
  const id = newId()
  const { bytes, locale } = wanted
  const read = readOf(await services.bundles.import({ what: 'import', boardId: id, bytes, locale }))
  const lost = await services.assets.borrow(id, read.borrowed)
  return keepBoard(services, boardOf(id, wanted, read, lost), read)
}

async function readWanted({ records }: Services, req: Request): Promise<Wanted> {
  if (!req.file) throw fieldProblem('/file', 'required', 'There is no file')
  const fields = (req.body ?? {}) as Record<string, unknown>
  const challengeId =
    typeof fields.challengeId === 'string' && fields.challengeId !== '' ? fields.challengeId : null
  if (challengeId !== null && !(await records.challenges.get(challengeId)))
    throw fieldProblem('/challengeId', 'unknown', 'There is no such challenge')
  const title = line(200).safeParse(fields.title)
  return {
    bytes: new Uint8Array(req.file.buffer),
    // multer reads the name as Latin-1.
    file: Buffer.from(req.file.originalname, 'latin1').toString('utf8').slice(0, 200),
    title: title.success ? title.data : null,
    challengeId,
    locale: localeFor(fields.locale, req),
  }
}

function readOf(answer: ImportAnswer): BoardRead {
  if ('read' in answer) return answer.read
  const kinds = { 'unknown-format': 'unknown-file', broken: 'broken-file', 'too-large': 'too-large' } as const
  throw new Problem(kinds[answer.refused], { detail: answer.detail })
}

function boardOf(id: string, wanted: Wanted, read: BoardRead, lost: number): Board {
  const now = new Date().toISOString()
  const { report } = read
  const left =
    lost > 0 ? [...report.left, { kind: 'image', why: 'missing-picture', count: lost }] : report.left
  const imported: Imported = { ...report, left, file: wanted.file, at: now }
  const named = line(200).safeParse(read.title || wanted.file.replace(/\.[a-z.]{1,12}$/i, ''))
  return {
    id,
    title: wanted.title ?? (named.success ? named.data : '–'),
    template: read.template,
    locale: read.locale,
    challengeId: wanted.challengeId,
    createdAt: now,
    changedAt: now,
    imported,
    deletedAt: null,
    version: 1,
  }
}

/** Pictures, room, record: without its record a room is nobody's. What fails takes all of it away again. */
async function keepBoard(services: Services, board: Board, read: BoardRead): Promise<Board> {
  const { rooms, records, assets, history } = services
  try {
    for (const picture of read.pictures) await assets.keep(board.id, Buffer.from(picture))
    await rooms.create(board.id, (doc) => applyUpdate(doc, read.state))
    await records.boards.insert(board)
  } catch (error) {
    await assets.removeAll(board.id)
    await rooms.remove(board.id).catch(() => undefined)
    throw error
  }
  const { doc } = await rooms.open(board.id)
  await history.start(board.id, doc)
  return board
}
