import { plainText, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { isLabelKey, isUntouched } from '../labels/index.ts'
import { noteFit } from '../textFit.ts'
import { editable, kept, readState } from './state.ts'
import type { BoardState, Edited, Refusal } from './types.ts'

/** Writes other words on a card, or another name on a frame. */
export function renameCard(board: BoardState, { id, text }: { id: string; text: string }): Edited {
  const shape = editable(board.records, id)
  if (typeof shape === 'string') return { refused: shape }
  const written = withWords(shape, text)
  if (typeof written === 'string') return { refused: written }
  const words = text.trim()
  const before = readState(board)
  const isGroup = shape.type === 'frame' && !before.cards.has(id)
  return kept(
    { put: [written], remove: [] },
    { before, id, holds: (after) => isGroup || after.cards.get(id)?.card.text === words },
  )
}

/** The same shape with other words; or why it cannot have them. Words that are the template's own say nothing. */
export function withWords(shape: TLShape, text: string): TLShape | Refusal {
  const words = text.trim()
  const { labelKey } = shape.meta
  if (words === '' || (isLabelKey(labelKey) && isUntouched(labelKey, words))) return 'empty'
  const put = (props: object): TLShape => ({ ...shape, props: { ...shape.props, ...props } }) as TLShape
  if (shape.type === 'frame') return put({ name: words })
  if (!('richText' in shape.props)) return 'text' in shape.props ? put({ text: words }) : 'no-words'
  return put({ richText: richText(words), ...(shape.type === 'note' ? noteFit(words) : {}) })
}

/** A card that the template has ready for its one sentence (the core problem, the question), not yet written on. */
export function readyCard(records: ReadonlyMap<string, TLRecord>, card: string): TLShape | null {
  for (const record of records.values()) {
    if (record.typeName !== 'shape' || record.meta.card !== card || record.isLocked) continue
    const words = plainText(record).trim()
    const { labelKey } = record.meta
    if (words === '' || (isLabelKey(labelKey) && isUntouched(labelKey, words))) return record
  }
  return null
}
