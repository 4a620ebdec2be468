import { checkRecord } from '@sheshi/board'
import type { TLArrowBinding, TLRecord, TLShape } from '@tldraw/tlschema'
import { type CardIn, cardsIn } from '../outline/allCards.ts'
import { type BoardView, viewBoard } from '../outline/board.ts'
import { readOutline } from '../outline/read.ts'
import { sectionsOf } from '../outline/sections.ts'
import type { Outline, Section } from '../outline.types.ts'
import { templateById } from '../templates/index.ts'
import type { BoardState, Change, Edited, Refusal } from './types.ts'

/** A board with what its outline says, for whoever edits it. */
export interface Reading extends BoardState {
  outline: Outline
  sections: Section[]
  cards: ReadonlyMap<string, CardIn>
}

/** Reads a board as the outline shows it. The language makes no difference to what is where. */
export function readState({ records, template }: BoardState): Reading {
  const outline = readOutline(records, { template, locale: 'en' })
  const sections = sectionsOf(outline, 'en')
  return {
    records,
    template,
    outline,
    sections,
    cards: new Map(cardsIn(sections).map((each) => [each.card.id, each])),
  }
}

/** The board as drawn, for whoever needs places. */
export const viewOf = ({ records, template }: BoardState): BoardView =>
  viewBoard(records, templateById(template))

/** The records after a change. */
export function applyChange(
  records: ReadonlyMap<string, TLRecord>,
  { put, remove }: Change,
): Map<string, TLRecord> {
  const after = new Map(records)
  for (const id of remove) after.delete(id)
  for (const record of put) after.set(record.id, record)
  return after
}

/** The section that a card is in, and the card it hangs under. */
export function spotOf({ sections, path }: CardIn): { section: string; under: string | null } {
  const section = sections.at(-1)?.id ?? ''
  return { section, under: path.length > sections.length ? (path.at(-1) ?? null) : null }
}

/** A card's shape; or why it cannot be edited: it is gone, or it or something it lies in is locked. */
export function editable(records: ReadonlyMap<string, TLRecord>, id: string): TLShape | Refusal {
  const shape = records.get(`shape:${id}`)
  if (shape?.typeName !== 'shape') return 'gone'
  let at: TLRecord | undefined = shape
  for (let steps = 0; at?.typeName === 'shape' && steps <= records.size; steps += 1) {
    if (at.isLocked) return 'locked'
    at = records.get(at.parentId)
  }
  return shape
}

/** What the board says before an edit must be there after it, and the edit must show. */
export interface Wanted {
  before: Reading
  /** The card the edit is about. */
  id: string
  /** True where the outline shows what was asked. */
  holds(after: Reading): boolean
  /** Cards that are meant to be gone. */
  without?: string
}

/**
 * The change if it keeps its promises: no card is lost, no new circle, every record is sound, and the outline afterwards
 * shows what was asked. A board can be drawn so oddly that a place means something else than its region says.
 */
export function kept(change: Change, { before, id, holds, without }: Wanted): Edited {
  if (change.put.some((record) => checkRecord(record) !== null)) return { refused: 'too-long' }
  const records = applyChange(before.records, change)
  const after = readState({ records, template: before.template })
  const lost = [...before.cards.keys()].some((card) => card !== without && !after.cards.has(card))
  if (lost) return { refused: 'no-place' }
  if (circles(after) > circles(before)) return { refused: 'cycle' }
  return holds(after) ? { ...change, id } : { refused: 'no-place' }
}

const circles = ({ outline }: Reading): number => outline.notes.filter(({ code }) => code === 'cycle').length

/** An arrow with what it is bound to. */
export interface Tie {
  arrow: TLShape
  start: TLArrowBinding
  end: TLArrowBinding
}

/** The arrows that join two shapes. */
export function tiesOf(records: ReadonlyMap<string, TLRecord>): Tie[] {
  const ends = new Map<string, { start?: TLArrowBinding; end?: TLArrowBinding }>()
  for (const record of records.values()) {
    if (record.typeName !== 'binding' || record.type !== 'arrow') continue
    const binding = record as TLArrowBinding
    const known = ends.get(binding.fromId) ?? {}
    known[binding.props.terminal] = binding
    ends.set(binding.fromId, known)
  }
  return [...ends].flatMap(([id, { start, end }]): Tie[] => {
    const arrow = records.get(id)
    return arrow?.typeName === 'shape' && start && end ? [{ arrow, start, end }] : []
  })
}
