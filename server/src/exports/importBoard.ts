import { migrateRecords, readBoard, seedBoard, type TLRecord } from '@sheshi/board'
import { isTemplateId } from '@sheshi/methods'
import {
  boardFileIn,
  type FoundPicture,
  ImportProblem,
  type ImportReport,
  keepRecords,
  listZip,
  readCanvas,
  readExcalidraw,
  readOcif,
  Tally,
  unpack,
  type ZipEntry,
  ZipProblem,
} from '@sheshi/methods/interchange'
import { type Locale, locales } from '@sheshi/records'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { nameOf } from '../assets.ts'
import { inflate } from './inflate.ts'

/** A file that a board is to be made from. */
export interface ImportAsked {
  what: 'import'
  boardId: string
  bytes: Uint8Array
  /** For files that do not say it themselves. */
  locale: Locale
}

/** A board read from a file, ready to be kept. */
export interface BoardRead {
  /** What the file calls it; empty where it says nothing. */
  title: string
  template: string
  locale: Locale
  /** The document as one Yjs update. */
  state: Uint8Array
  pictures: Uint8Array[]
  /** Pictures of the board that the file was made from, which may be here. */
  borrowed: { board: string; name: string }[]
  report: ImportReport
}

export type ImportAnswer =
  | { read: BoardRead }
  | { refused: 'unknown-format' | 'broken' | 'too-large'; detail: string }

/** Reads a bundle, a JSON Canvas, an Excalidraw or an OCIF file. What is in it may have been made to do harm. */
export async function importBoard(asked: ImportAsked): Promise<ImportAnswer> {
  try {
    return { read: await readFile(asked) }
  } catch (error) {
    if (error instanceof ImportProblem) return { refused: error.code, detail: error.message }
    if (error instanceof ZipProblem)
      return { refused: error.code === 'too-large' ? 'too-large' : 'broken', detail: error.message }
    return { refused: 'broken', detail: 'The file cannot be read' }
  }
}

interface Content {
  title: string
  template: string
  locale: Locale
  records: TLRecord[]
  found: FoundPicture[]
  report: ImportReport
}

async function readFile(asked: ImportAsked): Promise<BoardRead> {
  const { bytes, boardId } = asked
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const content = isZip ? await readBundle(asked) : readJson(asked)
  const { records: own, borrowed } = borrowPictures(content.records, boardId)
  const { records, pictures, lost } = await withAddresses({ ...content, records: own }, boardId)
  const doc = new Doc()
  const { title, template, locale, report } = content
  seedBoard(doc, { records, template, locale })
  const state = encodeStateAsUpdate(doc)
  doc.destroy()
  if (lost > 0) report.left.push({ kind: 'image', why: 'unreadable', count: lost })
  return { title, template, locale, state, pictures, borrowed, report }
}

function readJson({ bytes, locale }: ImportAsked): Content {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new ImportProblem('unknown-format', 'Neither a ZIP file nor JSON')
  }
  const board = boardFileIn(value)
  if (board) return { ...fromBoardFile(board, board.records), found: [] }
  const { type, ocif } = Object(value) as { type?: unknown; ocif?: unknown }
  const read = type === 'excalidraw' ? readExcalidraw(value) : ocif ? readOcif(value) : readCanvas(value)
  const { records, pictures: found, report } = read
  return { title: '', template: 'blank', locale, records, found, report }
}

const text = new TextDecoder('utf-8')

/** The document where the bundle has it, for it has all; else the records in `board.json`. */
async function readBundle({ bytes }: ImportAsked): Promise<Content> {
  const entries = new Map(listZip(bytes).map((entry) => [entry.path, entry]))
  const board = boardFileIn(await parsed(entries.get('board.json')))
  if (!board) throw new ImportProblem('unknown-format', 'There is no board.json of ours in it')
  const document = entries.get('board.yjs')
  const state = document ? await unpack(document, inflate) : null
  return { ...fromBoardFile(board, (state && recordsIn(state)) ?? board.records), found: [] }
}

async function parsed(entry: ZipEntry | undefined): Promise<unknown> {
  if (!entry) return null
  try {
    return JSON.parse(text.decode(await unpack(entry, inflate)))
  } catch (error) {
    if (error instanceof ZipProblem) throw error
    throw new ImportProblem('broken', `${entry.path} cannot be read`)
  }
}

/** null where the document cannot be read: then the records beside it serve. */
function recordsIn(state: Uint8Array): unknown[] | null {
  const doc = new Doc()
  try {
    applyUpdate(doc, state)
    const migrated = migrateRecords(doc)
    const records = migrated ? [...migrated.values()] : [...readBoard(doc).records.values()]
    return records.length > 0 ? records : null
  } catch {
    return null
  } finally {
    doc.destroy()
  }
}

function fromBoardFile(
  { title, template, locale }: { title: string; template: string; locale: string },
  values: Iterable<unknown>,
): Omit<Content, 'found'> {
  const tally = new Tally()
  if (!isTemplateId(template)) tally.leave('template', 'unknown-template')
  const { records, report } = keepRecords(values, tally)
  return {
    title,
    template: isTemplateId(template) ? template : 'blank',
    locale: locales.find((known) => known === locale) ?? 'en',
    records,
    report,
  }
}

/** Pictures get the address they will have; images whose picture is no picture go with it. */
async function withAddresses({ records, found }: Content, boardId: string) {
  const pictures: Uint8Array[] = []
  const addresses = new Map<string, string | null>()
  for (const { assetId, bytes } of found) {
    const named = await nameOf(Buffer.from(bytes))
    const refused = typeof named === 'string'
    addresses.set(assetId, refused ? null : `/api/v1/boards/${boardId}/assets/${named.name}`)
    if (!refused) pictures.push(bytes)
  }
  const kept = records.flatMap((record): TLRecord[] => {
    const assetId = record.typeName === 'asset' ? record.id : assetOf(record)
    const address = assetId === null ? undefined : addresses.get(assetId)
    if (address === undefined) return [record]
    if (address === null) return []
    if (record.typeName !== 'asset') return [record]
    return [{ ...record, props: { ...record.props, src: address } } as TLRecord]
  })
  return { records: kept, pictures, lost: found.length - pictures.length }
}

const ours = /^\/api\/v1\/boards\/([A-Za-z0-9_-]{1,64})\/assets\/([0-9a-f]{64}\.[a-z]{3,4})$/

/** The pictures of another board get their place at this one. */
function borrowPictures(records: readonly TLRecord[], boardId: string) {
  const borrowed: { board: string; name: string }[] = []
  const moved = records.map((record): TLRecord => {
    if (record.typeName !== 'asset') return record
    const { src } = record.props
    const [, board, name] = ours.exec(typeof src === 'string' ? src : '') ?? []
    if (!board || !name) return record
    borrowed.push({ board, name })
    return {
      ...record,
      props: { ...record.props, src: `/api/v1/boards/${boardId}/assets/${name}` },
    } as TLRecord
  })
  return { records: moved, borrowed }
}

function assetOf(record: TLRecord): string | null {
  if (record.typeName !== 'shape' || record.type !== 'image') return null
  const { assetId } = record.props as { assetId?: string | null }
  return assetId ?? null
}
