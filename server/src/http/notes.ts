import { createHash } from 'node:crypto'
import {
  hasHeld,
  plainText,
  putRecords,
  readRecords,
  removeRecords,
  rewordRecord,
  type TLRecord,
} from '@sheshi/board'
import {
  noteFit,
  type OwnThing,
  ownThings,
  placeThing,
  regionsOnBoard,
  type ThingWanted,
  thingOf,
  withdrawIds,
} from '@sheshi/methods'
import { NoteColor, NoteCreate, NotePatch, type OwnNote } from '@sheshi/records'
import type * as Y from 'yjs'
import { authorOf } from '../access.ts'
import { addressOf } from '../assets.ts'
import { labLimits } from '../limits.ts'
import type { Services } from '../services.ts'
import { editAndSave } from './content.ts'
import { fieldProblem, Problem } from './problem.ts'
import { limitRate } from './rates.ts'
import { type BoardContext, boardRoute, type Route, sendJson } from './route.ts'

const notOnes = { 403: { words: 'forbidden: somebody else’s' }, 404: { words: 'not-found: it is gone' } }

/** `/boards/:boardId/notes`: what phones and programs put on a board, and what they have put there. */
export function noteRoutes(services: Services): Route[] {
  return [
    boardRoute({
      method: 'post',
      path: '/boards/:boardId/notes',
      who: 'writer',
      summary: 'Put a note on the board, with a picture or a sketch if there is one',
      body: NoteCreate,
      before: [limitRate(labLimits.notesPerMinute, 1, 'session')],
      answers: {
        200: { words: 'It is there already: a note with this `id` of the same sender was taken before' },
        201: { words: 'The id of the note, which is saved' },
        429: { words: 'too-many-requests' },
        503: { words: 'not-saving' },
      },
      handle: (context) => addNote(services, context),
    }),
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/notes/mine',
      who: 'reader',
      summary: 'What the caller has put on the board, on the canvas too; the latest first',
      answers: { 200: { words: 'Notes, pictures and sketches' } },
      handle: async ({ res, board, caller }) => {
        const { doc } = await services.rooms.open(board.id)
        const who = authorOf(caller, board.id)
        const records = readRecords(doc)
        const regions = regionsOnBoard(records, board.template, board.locale)
        sendJson(res, who === null ? [] : ownThings(records, who, regions).map(viewOf))
      },
    }),
    boardRoute({
      method: 'patch',
      path: '/boards/:boardId/notes/:noteId',
      who: 'writer',
      summary: 'Reword one’s own note; what others have typed into it stays',
      body: NotePatch,
      answers: { 200: { words: 'The note as it is now' }, ...notOnes, 503: { words: 'not-saving' } },
      handle: (context) => changeNote(services, context),
    }),
    boardRoute({
      method: 'delete',
      path: '/boards/:boardId/notes/:noteId',
      who: 'writer',
      summary: 'Take one’s own note off the board',
      answers: { 204: { words: 'It is gone' }, ...notOnes, 503: { words: 'not-saving' } },
      handle: async (context) => {
        await editAndSave(services, context.board.id, 'note', (doc) => {
          const records = readRecords(doc)
          removeRecords(doc, withdrawIds(records, ownThing(records, context).id))
        })
        context.res.status(204).end()
      },
    }),
  ]
}

const idOf = (shapeId: string): string => shapeId.replace(/^shape:/, '')

function viewOf({ id, kind, text, textId, color, region, by }: OwnThing): OwnNote {
  const known = NoteColor.safeParse(color)
  return {
    id: idOf(id),
    kind,
    text,
    color: known.success ? known.data : null,
    region,
    editable: textId !== null,
    signed: by !== null,
  }
}

async function addNote(services: Services, context: BoardContext<NoteCreate>): Promise<void> {
  const { res, board, body } = context
  const wanted = await wantedOf(services, context)
  let answer = { id: wanted.id ?? '', isNew: false }
  await editAndSave(services, board.id, 'note', (doc) => {
    // Sent again because the answer was lost; also where somebody has taken it off the board since.
    if (body.id !== undefined && hasHeld(doc, answer.id)) return
    const placed = place(doc, wanted)
    answer = { id: placed[0]?.id ?? '', isNew: true }
    putRecords(doc, placed)
  })
  sendJson(res, { id: answer.id }, answer.isNew ? 201 : 200)
}

async function wantedOf(
  { assets }: Services,
  { board, caller, body }: BoardContext<NoteCreate>,
): Promise<ThingWanted> {
  const { text, region, color, picture, sketch, signed } = body
  const session = caller.kind === 'nobody' ? null : caller.session
  const who = authorOf(caller, board.id)
  const stored = picture && (await assets.find(board.id, picture.asset))
  if (picture && !stored) throw fieldProblem('/picture/asset', 'unknown', 'This board has no such picture')
  return {
    template: board.template,
    text,
    who,
    sector: caller.kind === 'guest' ? caller.session.sector : null,
    city: caller.kind === 'guest' ? caller.session.city : null,
    by: (signed && session?.name) || null,
    ...(region !== undefined && { region }),
    ...(color && { color }),
    ...(body.id !== undefined && { id: shapeIdOf(`${who} ${body.id}`) }),
    ...(picture &&
      stored && {
        picture: {
          src: addressOf(board.id, picture.asset),
          name: picture.asset,
          mimeType: stored.type,
          width: picture.width,
          height: picture.height,
        },
      }),
    ...(sketch && { sketch: sketch.strokes }),
  }
}

/** The same for the same sender's same id, and nobody else's. */
const shapeIdOf = (key: string): string =>
  `shape:${createHash('sha256').update(key).digest('base64url').slice(0, 21)}`

/** Throws the problem where the template has no such region. */
function place(doc: Y.Doc, wanted: ThingWanted): TLRecord[] {
  try {
    return placeThing(readRecords(doc), wanted)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw fieldProblem('/region', 'unknown', error.message)
  }
}

/** What the path names, if it is there (404) and the caller's own (403); facilitators may change anybody's. */
function ownThing(
  records: ReadonlyMap<string, TLRecord>,
  { board, caller, role, param }: Pick<BoardContext<unknown>, 'board' | 'caller' | 'role' | 'param'>,
): OwnThing {
  const shape = records.get(`shape:${param('noteId')}`)
  const thing =
    shape?.typeName === 'shape'
      ? thingOf(records, shape, regionsOnBoard(records, board.template, board.locale))
      : null
  if (shape?.typeName !== 'shape' || !thing) throw new Problem('not-found')
  const author = authorOf(caller, board.id)
  const own = author !== null && shape.meta.who === author
  if (!own && role !== 'facilitator') throw new Problem('forbidden')
  return thing
}

async function changeNote(services: Services, context: BoardContext<NotePatch>): Promise<void> {
  const { res, board, body } = context
  await editAndSave(services, board.id, 'note', (doc) => {
    const thing = ownThing(readRecords(doc), context)
    if (body.text !== undefined) reword(doc, thing, body.text, body.before ?? thing.text)
    if (body.color && thing.color !== null) recolor(doc, thing, body.color)
  })
  const { doc } = await services.rooms.open(board.id)
  sendJson(res, viewOf(ownThing(readRecords(doc), context)))
}

function reword(doc: Y.Doc, { textId, kind }: OwnThing, text: string, before: string): void {
  if (textId === null) throw fieldProblem('/text', 'no-words', 'There are no words on it')
  if (kind === 'note' && text === '') throw fieldProblem('/text', 'too_small', 'A note needs words')
  const then = rewordRecord(doc, textId, before, text)
  // A canvas measures its letters and mends this; until one has, the note is as high as its words need.
  if (then?.typeName === 'shape' && then.type === 'note') {
    putRecords(doc, [{ ...then, props: { ...then.props, ...noteFit(plainText(then)) } } as TLRecord])
  }
}

function recolor(doc: Y.Doc, { textId }: OwnThing, color: NoteColor): void {
  const note = readRecords(doc).get(textId ?? '')
  if (note?.typeName === 'shape') putRecords(doc, [{ ...note, props: { ...note.props, color } } as TLRecord])
}
