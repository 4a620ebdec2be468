import { noteFill, readRecords } from '@sheshi/board'
import { outlineRows, regionsOnBoard, sectionsOf, templateById } from '@sheshi/methods'
import { noteColors, type OutlineRow, type PadView } from '@sheshi/records'
import { authorOf, canWrite, whoIs } from '../access.ts'
import { follow } from '../pad/EventStream.ts'
import type { Services } from '../services.ts'
import { outlineOf } from './content.ts'
import { localeOf } from './locale.ts'
import { Problem } from './problem.ts'
import { type BoardContext, boardRoute, type Route, sendJson } from './route.ts'

/** Streams that one person may have open on one board at once: some tabs, and some that have not noticed they broke. */
const streamsAtMost = 6

/** What hangs deeper is indented no further: a phone is narrow. */
const deepest = 5

const inLanguage = { locale: 'the language of names: en, it or sq; else as `Accept-Language` says' }

/** What the pad works with, the light page for phones in the room. */
export function padRoutes(services: Services): Route[] {
  return [
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/pad',
      who: 'reader',
      summary: 'What a page for writing notes needs to know',
      query: inLanguage,
      answers: { 200: { words: 'Title, regions and colours to choose from, and who the caller is here' } },
      handle: async (context) => sendJson(context.res, await padView(services, context)),
    }),
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/pad/outline',
      who: 'reader',
      summary: 'The board’s content as lines to read from top to bottom',
      query: inLanguage,
      answers: { 200: { words: 'Sections and cards, each with how deep it hangs' } },
      handle: async ({ req, res, board }) => {
        const { doc } = await services.rooms.open(board.id)
        const rows: OutlineRow[] = outlineRows(sectionsOf(outlineOf(doc, board), localeOf(req)), deepest)
        sendJson(res, rows)
      },
    }),
    boardRoute({
      method: 'get',
      path: '/boards/:boardId/events',
      who: 'reader',
      summary: 'What happens on the board, as a stream of events',
      query: inLanguage,
      answers: {
        200: {
          words:
            '`changed` (the drawing, at most once a second), `people` (how many), `showing` (what the facilitator ' +
            'looks at, or null), `saving` (whether all is on disk), `ended` (the close code, as on the socket)',
          types: ['text/event-stream'],
        },
        429: { words: 'too-many-requests: this person has enough streams open here' },
      },
      handle: (context) => sendEvents(services, context),
    }),
  ]
}

async function padView(
  { rooms }: Services,
  { req, board, caller, role }: BoardContext<undefined>,
): Promise<PadView> {
  const { doc } = await rooms.open(board.id, { first: true })
  const regions = regionsOnBoard(readRecords(doc), board.template, localeOf(req))
  const session = caller.kind === 'nobody' ? null : caller.session
  return {
    id: board.id,
    title: board.title,
    role,
    mayWrite: canWrite(role),
    author: authorOf(caller, board.id),
    name: session?.name ?? '',
    sector: session?.sector ?? null,
    regions: regions.map(({ id, name }) => ({ id, name })),
    scored: templateById(board.template).reads === 'screening',
    colors: noteColors.map((color) => ({ id: color, fill: noteFill(color) })),
  }
}

async function sendEvents(
  { rooms, watches }: Services,
  { req, res, board, caller, role }: BoardContext<undefined>,
): Promise<void> {
  const room = await rooms.open(board.id, { first: true })
  const who = whoIs(caller, role)
  const watch = watches.of(room, board)
  if (watch.streamsOf(who.id) >= streamsAtMost) throw new Problem('too-many-requests')
  // Gone while we looked.
  if (res.destroyed) return
  const session = caller.kind === 'nobody' ? null : caller.session
  const { name = '', sector = null } = session ?? {}
  follow(res, room, watch, { who, role, name, sector, locale: localeOf(req) })
}
