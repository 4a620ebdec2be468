import { readRecords, renderPreview } from '@sheshi/board'
import { type Outline, outlineToCsv, outlineToMarkdown, readOutline } from '@sheshi/methods'
import type { Board, Challenge, Export, Participation } from '@sheshi/records'
import type * as Y from 'yjs'
import { encodeStateAsUpdate } from 'yjs'
import { describeFile, type NewFile, sha256 } from './files.ts'

/** The pictures that a browser made of the board. */
export interface Pictures {
  svg: string | null
  png: Uint8Array | null
}

interface Source {
  id: string
  /** 1 for a board's first export into its challenge. */
  number: number
  board: Readonly<Board>
  challenge: Readonly<Challenge>
  doc: Y.Doc
  pictures: Pictures
  participation: Participation
  software: string
}

/** What `board.json` holds: the outline for readers, the records for canvases. */
interface BoardFile {
  format: 'sheshi-board/1'
  title: string
  template: string
  locale: string
  outline: Outline
  schema: unknown
  records: unknown[]
}

/** Makes an export's record and files from the document as it is now, in one synchronous step. */
export function buildExport(source: Source): { record: Export; files: NewFile[] } {
  const { id, number, board, challenge, participation, software } = source
  const state = encodeStateAsUpdate(source.doc)
  const content = contentFiles(source, state)
  const head = {
    id,
    challengeId: challenge.id,
    boardId: board.id,
    boardTitle: board.title,
    template: board.template,
    locale: board.locale,
    number,
    boardVersion: sha256(state),
    createdAt: new Date().toISOString(),
    exportedBy: 'facilitator',
    session: participation,
    software,
  }
  const manifest: NewFile = {
    path: 'manifest.json',
    type: 'application/json',
    data: toJson({ format: 'sheshi-export/1', ...head, files: content.map(describeFile) }),
  }
  const files = [manifest, ...content]
  return { record: { ...head, files: files.map(describeFile) }, files }
}

function contentFiles({ board, doc, pictures, participation }: Source, state: Uint8Array): NewFile[] {
  const { title, template, locale } = board
  const records = readRecords(doc)
  const outline = readOutline(records, { template, locale })
  const boardFile: BoardFile = {
    format: 'sheshi-board/1',
    title,
    template,
    locale,
    outline,
    schema: doc.getMap('meta').get('schema') ?? null,
    records: [...records.values()],
  }
  const csv = { path: csvName(outline), type: 'text/csv; charset=utf-8', data: outlineToCsv(outline) }
  return [
    { path: 'board.json', type: 'application/json', data: toJson(boardFile) },
    {
      path: 'board.md',
      type: 'text/markdown; charset=utf-8',
      data: outlineToMarkdown(outline, {
        title,
        locale,
        date: new Date(),
        participants: participation.participants,
      }),
    },
    csv,
    // Without a browser's picture there is still the small one, under its own name.
    pictures.svg === null
      ? {
          path: 'preview.svg',
          type: 'image/svg+xml',
          data: renderPreview(records.values(), { width: 1600, height: 1000 }),
        }
      : { path: 'board.svg', type: 'image/svg+xml', data: pictures.svg },
    ...(pictures.png === null ? [] : [{ path: 'board.png', type: 'image/png', data: pictures.png }]),
    { path: 'board.yjs', type: 'application/octet-stream', data: state },
  ]
}

const csvName = (outline: Outline): string => (outline.template === 'problem-tree' ? 'tree.csv' : 'ideas.csv')

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

/** The outline that an export's `board.json` holds. */
export function outlineIn(boardJson: string): Outline {
  const file: BoardFile = JSON.parse(boardJson)
  return file.outline
}
