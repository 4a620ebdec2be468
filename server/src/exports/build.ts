import { readRecords, renderPreview, type TLRecord } from '@sheshi/board'
import {
  allCards,
  ideasToCsv,
  label,
  type Outline,
  outlineToMarkdown,
  readOutline,
  templateById,
  treeToCsv,
  withSectors,
} from '@sheshi/methods'
import { toCanvas, toDecidimCsv, toOcif } from '@sheshi/methods/interchange'
import type { Export, Step, VoteRule } from '@sheshi/records'
import { applyUpdate, Doc } from 'yjs'
import { type BoardPictures, picturesOn } from './boardPictures.ts'
import { describeFile, type KeptFile, type NewFile, sha256 } from './files.ts'
import { makePdf } from './pdf/pdf.ts'

/** The pictures that a browser made of the board. */
export interface Pictures {
  svg: string | null
  png: Uint8Array | null
}

/** Everything a bundle is made from; only plain values, so that another thread can make it. */
export interface BundleAsked {
  what: 'bundle'
  /** The export's record, but for what only the files tell. */
  head: Omit<Export, 'boardVersion' | 'files'>
  challengeTitle: string
  step: Step
  /** The cities that may stand on cards. */
  cities: string[]
  /** The document as one Yjs update. */
  state: Uint8Array
  pictures: Pictures
  /** Where the pictures lie that people put on the board. */
  dataDir: string
}

export interface Bundle {
  record: Export
  files: (NewFile | KeptFile)[]
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

/** Makes all files of a bundle and the record that names them. Takes a second for a crowded board. */
export async function makeBundle(asked: BundleAsked): Promise<Bundle> {
  const { head, state, challengeTitle, step } = asked
  const doc = new Doc()
  applyUpdate(doc, state)
  const records = readRecords(doc)
  const { template, locale } = head
  const outline = readOutline(records, { template, locale })
  const photos = await picturesOn(records.values(), asked.dataDir)
  const content = [
    ...(await contentFiles(asked, doc, records, outline, photos.kept)),
    { path: 'board.yjs', type: binary, data: state },
    ...pictureFiles(photos),
  ]
  const boardVersion = sha256(state)
  const voteRule = voteRuleOf(outline)
  const manifest: NewFile = {
    path: 'manifest.json',
    type: json,
    data: toJson({
      format: 'sheshi-export/1',
      ...head,
      boardVersion,
      challengeTitle,
      step,
      numbers: numbersOf(outline, head.session.bySector),
      voteRule,
      document: { sha256: boardVersion, bytes: state.length, ...layoutOf(doc) },
      picturesLeftOut: photos.leftOut,
      files: content.map(describeFile),
    }),
  }
  doc.destroy()
  const files = [manifest, ...content]
  const rule = voteRule ? { voteRule } : {}
  return { record: { ...head, ...rule, boardVersion, files: files.map(describeFile) }, files }
}

const json = 'application/json'
const csv = 'text/csv; charset=utf-8'
const binary = 'application/octet-stream'

async function contentFiles(
  { head, challengeTitle, pictures, cities }: BundleAsked,
  doc: Doc,
  records: ReadonlyMap<string, TLRecord>,
  outline: Outline,
  photos: BoardPictures['kept'],
): Promise<NewFile[]> {
  const { boardTitle: title, template, locale, session, software } = head
  const made = new Date(head.createdAt)
  const { participants } = session
  const schema = doc.getMap('meta').get('schema') ?? null
  const boardFile: BoardFile = {
    format: 'sheshi-board/1',
    title,
    template,
    locale,
    outline,
    schema,
    records: [...records.values()],
  }
  // What is read outside the lab: a sector or city of one or two people would be a name.
  const shown = { sectors: new Set(Object.keys(session.bySector)), cities: new Set(cities) }
  const told = withSectors(outline, shown)
  const tree = treeToCsv(told)
  const method = label(templateById(template).nameKey, locale)
  const pdf = await makePdf({
    title,
    challenge: challengeTitle,
    method,
    locale,
    made,
    participants,
    outline: told,
    records,
    photos,
    software,
  })
  const inBundle = (address: string) => photos.get(address)?.path ?? address
  return [
    { path: 'board.json', type: json, data: toJson(boardFile) },
    {
      path: 'board.md',
      type: 'text/markdown; charset=utf-8',
      data: outlineToMarkdown(told, { title, locale, date: made, participants }),
    },
    { path: 'ideas.csv', type: csv, data: ideasToCsv(told) },
    ...(tree === null ? [] : [{ path: 'tree.csv', type: csv, data: tree }]),
    { path: 'board.pdf', type: 'application/pdf', data: pdf },
    ...picturesOf(records, pictures, photos),
    { path: 'board.ocif.json', type: 'application/ocif+json', data: toJson(toOcif(records, inBundle)) },
    { path: 'board.canvas', type: json, data: toJson(toCanvas(records, inBundle)) },
    {
      path: 'decidim-import.csv',
      type: csv,
      data: toDecidimCsv(withSectors(outline, shown, { names: false })),
    },
  ]
}

/** The same picture on two boards is one file. */
function pictureFiles({ kept }: BoardPictures): KeptFile[] {
  const byPath = new Map([...kept.values()].map(({ data: _, ...file }) => [file.path, file]))
  return [...byPath.values()]
}

/** The photos that a picture drawn here may hold, in bytes. */
const mostInDrawing = 4 << 20

/** Without a browser's picture there is still the small one, under its own name. */
function picturesOf(
  records: ReadonlyMap<string, TLRecord>,
  { svg, png }: Pictures,
  photos: BoardPictures['kept'],
): NewFile[] {
  const type = 'image/svg+xml'
  const drawn =
    svg === null
      ? { path: 'preview.svg', type, data: drawnHere(records, photos) }
      : { path: 'board.svg', type, data: svg }
  return png === null ? [drawn] : [drawn, { path: 'board.png', type: 'image/png', data: png }]
}

function drawnHere(records: ReadonlyMap<string, TLRecord>, photos: BoardPictures['kept']): string {
  let room = mostInDrawing
  const inside = new Map<string, string>()
  for (const [address, { type, data }] of photos) {
    room -= data.length
    if (room >= 0) inside.set(address, `data:${type};base64,${data.toString('base64')}`)
  }
  const picture = (src: string) => inside.get(src) ?? null
  return renderPreview(records.values(), { width: 1600, height: 1000, picture })
}

/** How many cards there are, and by whom: of those sectors alone that three people or more stand behind. */
function numbersOf(outline: Outline, people: Readonly<Record<string, number>>) {
  const cards = allCards(outline)
  const bySector: Record<string, number> = {}
  for (const { card } of cards) {
    const { sector } = card
    if (sector === undefined || !Object.hasOwn(people, sector)) continue
    bySector[sector] = (bySector[sector] ?? 0) + 1
  }
  return { cards: cards.length, cardsBySector: bySector }
}

/** How the scores in the outline came about; null where nothing was voted on. */
function voteRuleOf(outline: Outline): VoteRule | null {
  if (!('criteria' in outline)) return null
  const weights = Object.fromEntries(outline.criteria.map(({ id, weight }) => [id, weight]))
  return { kind: 'scores', from: 0, to: 3, shown: 'median', weights }
}

function layoutOf(doc: Doc) {
  const meta = doc.getMap('meta')
  return {
    layout: meta.get('layout') ?? null,
    schemaSha256: sha256(JSON.stringify(meta.get('schema') ?? null)),
  }
}

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`

/** The outline that an export's `board.json` holds. */
export function outlineIn(boardJson: string): Outline {
  const file: BoardFile = JSON.parse(boardJson)
  return file.outline
}
