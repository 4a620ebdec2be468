import { richText, type TLRecord, type TLShape } from '@sheshi/board'
import { isLabelKey, label, labelFor } from '@sheshi/methods'
import { addressOf, pictureAt } from './assets.ts'

/** Marks by which the method knows a shape: what the template drew. */
const drawnMarks = ['region', 'guide', 'frame', 'card', 'stamp', 'labelKey']
/** Marks that say how a shape is to be read; all others (who wrote it, what they said of it) are somebody's. */
const keptMarks = [...drawnMarks, 'no', 'device', 'criterion', 'weight', 'row']
/** What people said with a card, beside its words. */
const writtenMarks = ['gives', 'needs', 'commits', 'realistic', 'fromProblemId']
const firstPage = 'page:page'

interface Keeping {
  keepWritten: boolean
  locale: string
}

/**
 * A board's records as a template: nobody's sector or name on them, and, unless what people wrote is to be kept, only
 * what the template drew (with its own words again) and what is locked. Pure.
 */
export function templateRecords(
  records: ReadonlyMap<string, TLRecord>,
  { keepWritten, locale }: Keeping,
): TLRecord[] {
  const kept = keptIds(records, keepWritten)
  const found: TLRecord[] = []
  for (const record of records.values()) {
    if (record.typeName === 'document' || record.id === firstPage) continue
    if (record.typeName === 'shape' && kept.has(record.id))
      found.push(asTemplate(record, keepWritten, locale))
    if (record.typeName === 'binding' && kept.has(record.fromId) && kept.has(record.toId))
      found.push({ ...record, meta: {} })
    if (record.typeName === 'page') found.push({ ...record, meta: {} })
  }
  const assets = assetsOf(records, found)
  return onFirstPage([...found, ...assets], records)
}

/** The shapes that stay, with the frames and groups they lie in. */
function keptIds(records: ReadonlyMap<string, TLRecord>, keepWritten: boolean): Set<string> {
  const kept = new Set<string>()
  for (const record of records.values()) {
    if (record.typeName !== 'shape' || !(keepWritten || isStructure(record))) continue
    for (let at: TLRecord | undefined = record; at?.typeName === 'shape'; at = records.get(at.parentId)) {
      if (kept.has(at.id)) break
      kept.add(at.id)
    }
  }
  return kept
}

const isStructure = ({ isLocked, meta }: TLShape): boolean =>
  isLocked || drawnMarks.some((mark) => meta[mark] !== undefined)

function asTemplate(shape: TLShape, keepWritten: boolean, locale: string): TLShape {
  const marks = keepWritten ? [...keptMarks, ...writtenMarks] : keptMarks
  const meta = Object.fromEntries(Object.entries(shape.meta).filter(([mark]) => marks.includes(mark)))
  const clean = { ...shape, meta }
  if (keepWritten || shape.isLocked) return clean
  // The ground of a region knows its label, which stands beside it.
  const words = isLabelKey(meta.labelKey) && meta.region === undefined ? label(meta.labelKey, locale) : ''
  return withWords(clean, words)
}

function withWords(shape: TLShape, words: string): TLShape {
  const props: object = shape.props
  const changed = {
    ...props,
    ...('richText' in props ? { richText: richText(words) } : {}),
    ...('name' in props ? { name: words } : {}),
  }
  return { ...shape, props: changed } as TLShape
}

/** The pictures that what stays shows; without the file's name, which may say more than the picture. */
function assetsOf(records: ReadonlyMap<string, TLRecord>, found: readonly TLRecord[]): TLRecord[] {
  const ids = new Set(found.flatMap((record) => assetIdOf(record) ?? []))
  return [...ids].flatMap((id): TLRecord[] => {
    const asset = records.get(id)
    if (asset?.typeName !== 'asset') return []
    const props = 'name' in asset.props ? { ...asset.props, name: 'picture' } : asset.props
    return [{ ...asset, props, meta: {} } as TLRecord]
  })
}

function assetIdOf(record: TLRecord): string | null {
  if (record.typeName !== 'shape' || !('assetId' in record.props)) return null
  return typeof record.props.assetId === 'string' ? record.props.assetId : null
}

/** A new board has the page `page:page`; where this board has none, its first page becomes that. */
function onFirstPage(found: readonly TLRecord[], records: ReadonlyMap<string, TLRecord>): TLRecord[] {
  if (records.has(firstPage)) return [...found]
  const pages = found.filter((record) => record.typeName === 'page')
  const first = pages.sort((one, other) => (one.index < other.index ? -1 : 1))[0]?.id
  return found.flatMap((record): TLRecord[] => {
    if (record.id === first) return []
    const moved = record.typeName === 'shape' && record.parentId === first
    return [moved ? ({ ...record, parentId: firstPage } as TLShape) : record]
  })
}

/** Name of the file that an asset of a board of ours points to; null where it is none. */
export function pictureName(record: TLRecord): string | null {
  if (record.typeName !== 'asset') return null
  return pictureAt(record.props.src)?.name ?? null
}

/** Names of all pictures that records need. */
export const picturesIn = (records: readonly TLRecord[]): string[] => [
  ...new Set(records.flatMap((record) => pictureName(record) ?? [])),
]

/** The same records without these pictures, nor the shapes that show nothing else. */
export function withoutPictures(records: readonly TLRecord[], gone: readonly string[]): TLRecord[] {
  const assets = new Set(
    records.filter((record) => gone.includes(pictureName(record) ?? '')).map((record) => String(record.id)),
  )
  return records.filter((record) => !assets.has(record.id) && !assets.has(assetIdOf(record) ?? ''))
}

/** The records of a template for a new board: its pictures by the board's address, its labels in the board's language. */
export function forBoard(records: readonly TLRecord[], boardId: string, locale: string): TLRecord[] {
  return records.map((record) => {
    const name = pictureName(record)
    if (name !== null && record.typeName === 'asset') {
      const src = addressOf(boardId, name)
      return { ...record, props: { ...record.props, src } } as TLRecord
    }
    const words = labelFor(record, locale)
    return words === null || record.typeName !== 'shape' ? record : withWords(record, words)
  })
}
