import { makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { pageOf } from '../outline/board.ts'
import { placeNote } from '../placeNote.ts'
import { noteFit } from '../textFit.ts'
import { indexAbove, movedTo, newId } from './places.ts'
import { readyFor, targetOf } from './spots.ts'
import { kept, type Reading, readState, spotOf } from './state.ts'
import { draftOf, inOrder, tied, withStep } from './ties.ts'
import { bandAt, coreOf, levelOf, type TreeSide, treeSide } from './treeSpots.ts'
import type { BoardState, Change, Edited, Spot } from './types.ts'
import { withWords } from './words.ts'

type Made = (Change & { id: string }) | null

/** The longest words that a note takes (the document's own limit). */
const longest = 20_000

/** Adds a card to a section, or in a tree under another card; a card that stands ready for it is written on instead. */
export function addCard(board: BoardState, { to, text }: { to: Spot; text: string }): Edited {
  const words = text.trim()
  if (words === '') return { refused: 'empty' }
  if (words.length > longest) return { refused: 'too-long' }
  const before = readState(board)
  if (to.under !== undefined && !before.cards.has(to.under)) return { refused: 'gone' }
  const made = make(before, to, words)
  if (!made) return { refused: 'no-place' }
  return kept(made, {
    before,
    id: made.id,
    holds: (after) => {
      const now = after.cards.get(made.id)
      const spot = now && spotOf(now)
      return spot?.section === to.section && spot.under === (to.under ?? null)
    },
  })
}

function make(before: Reading, to: Spot, words: string): Made {
  const side = treeSide(before.template, to.section)
  if (side) return makeInTree(before, side, to, words)
  if (to.under !== undefined) return null
  const ready = readyFor(before, to.section)
  if (ready) return written(ready, words)
  const target = targetOf(before, to.section)
  if (!target) return null
  const note = noteIn(before.records, target, words)
  return note && { put: [note], remove: [], id: idOf(note) }
}

function written(ready: TLShape, words: string): Made {
  const shape = withWords(ready, words)
  return typeof shape === 'string' ? null : { put: [shape], remove: [], id: idOf(shape) }
}

/** In the band of its level, with an arrow to what it hangs under. */
function makeInTree(before: Reading, side: TreeSide, { under }: Spot, words: string): Made {
  const parent = under === undefined ? null : before.cards.get(under)
  const region = bandAt(side, parent ? levelOf(parent) + 1 : 1)
  const note = noteIn(before.records, { template: before.template, region }, words)
  if (!note) return null
  const placed = withStep(draftOf(before.records), { put: [note], remove: [] })
  const nearer = under ?? coreOf(before)
  const arrow = nearer === null ? [] : tied(placed.records, ...inOrder(side.side, idOf(note), nearer))
  return { put: [note, ...arrow], remove: [], id: idOf(note) }
}

const idOf = (shape: { id: string }): string => shape.id.slice('shape:'.length)

type Target = NonNullable<ReturnType<typeof targetOf>>

/** A new note with words, in the next free place; null where the frame or the circle is not on this board. */
function noteIn(records: ReadonlyMap<string, TLRecord>, target: Target, words: string): TLShape | null {
  if ('frame' in target) return noteInFrame(records, target.frame, words)
  try {
    const [note] = placeNote(records, { ...target, text: words })
    return note?.typeName === 'shape' ? note : null
  } catch (error) {
    // A region of the template that this board does not have, such as a fifth circle.
    if (error instanceof RangeError) return null
    throw error
  }
}

function noteInFrame(records: ReadonlyMap<string, TLRecord>, frame: string, words: string): TLShape | null {
  const shape = records.get(frame)
  const page = shape?.typeName === 'shape' ? pageOf(records, shape) : null
  if (!page) return null
  const props = { richText: richText(words), color: 'yellow', font: 'sans', ...noteFit(words) } as const
  const note = makeShape({
    type: 'note',
    id: `shape:${newId()}`,
    parentId: page,
    x: 0,
    y: 0,
    index: indexAbove(records, page),
    props,
  })
  return movedTo(new Map(records).set(note.id, note), note, { frame })
}
