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
import { addressOf, nameOf, pictureAt } from '../assets.ts'
import { pathInBundle } from './boardPictures.ts'
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
  const brought = new Set(content.found.map(({ assetId }) => assetId))
  const { records: own, borrowed } = borrowPictures(content.records, brought, boardId)
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
  const content = fromBoardFile(board, (state && recordsIn(state)) ?? board.records)
  return { ...content, found: await picturesBeside(content.records, entries) }
}

/** The pictures that the bundle itself has; others may still be on this server. */
async function picturesBeside(
  records: readonly TLRecord[],
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<FoundPicture[]> {
  const found: FoundPicture[] = []
  const read = new Map<string, Uint8Array>()
  for (const record of records) {
    const name = pictureOf(record)?.name
    const entry = name === undefined ? undefined : entries.get(pathInBundle(name))
    if (!entry) continue
    // What is damaged is no picture either, and the rest of the board is worth having.
    const bytes = read.get(entry.path) ?? (await unpack(entry, inflate).catch(() => new Uint8Array()))
    read.set(entry.path, bytes)
    found.push({ assetId: record.id, bytes })
  }
  return found
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
  const pictures = new Set<Uint8Array>()
  const addresses = new Map<string, string | null>()
  for (const { assetId, bytes } of found) {
    const named = await nameOf(Buffer.from(bytes))
    const refused = typeof named === 'string'
    addresses.set(assetId, refused ? null : addressOf(boardId, named.name))
    if (!refused) pictures.add(bytes)
  }
  const kept = records.flatMap((record): TLRecord[] => {
    const assetId = record.typeName === 'asset' ? record.id : assetOf(record)
    const address = assetId === null ? undefined : addresses.get(assetId)
    if (address === undefined) return [record]
    if (address === null) return []
    if (record.typeName !== 'asset') return [record]
    return [{ ...record, props: { ...record.props, src: address } } as TLRecord]
  })
  const lost = [...addresses.values()].filter((address) => address === null).length
  return { records: kept, pictures: [...pictures], lost }
}

/** The pictures of another board that the file does not bring get their place at this one. */
function borrowPictures(records: readonly TLRecord[], brought: ReadonlySet<string>, boardId: string) {
  const borrowed: { board: string; name: string }[] = []
  const moved = records.map((record): TLRecord => {
    const picture = brought.has(record.id) ? null : pictureOf(record)
    if (!picture) return record
    borrowed.push(picture)
    const src = addressOf(boardId, picture.name)
    return { ...record, props: { ...Object(record).props, src } } as TLRecord
  })
  return { records: moved, borrowed }
}

const pictureOf = (record: TLRecord) => (record.typeName === 'asset' ? pictureAt(record.props.src) : null)

function assetOf(record: TLRecord): string | null {
  if (record.typeName !== 'shape' || record.type !== 'image') return null
  const { assetId } = record.props as { assetId?: string | null }
  return assetId ?? null
}
