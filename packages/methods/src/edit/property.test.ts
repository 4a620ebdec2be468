import { checkRecord } from '@sheshi/board'
import { describe, expect, it } from 'vitest'
import { allTemplates } from '../templates/index.ts'
import { boardOf } from '../testing/board.ts'
import { crowdedBoard } from '../testing/crowd.ts'
import { randomFrom } from '../testing/random.ts'
import {
  addCard,
  applyChange,
  type BoardState,
  deleteCard,
  type Edited,
  moveCard,
  readState,
  renameCard,
  shiftCard,
  spotsOf,
} from './index.ts'
import { spotOf } from './state.ts'

const firstSeed = Number(process.env.EDIT_SEED ?? Date.now() % 1_000_000)
const steps = Number(process.env.EDIT_STEPS ?? 10)

const ids = allTemplates.map(({ id }) => id)

const single = ['core', 'prompt', 'challenge']

/** Everything on a board that nobody may move: the template's own pieces. */
const locked = ({ records }: BoardState) =>
  [...records.values()].filter((record) => record.typeName === 'shape' && record.isLocked)

const apply = (board: BoardState, edited: Edited): BoardState => {
  if ('refused' in edited) throw new Error(`refused: ${edited.refused}`)
  return { template: board.template, records: applyChange(board.records, edited) }
}

type Random = ReturnType<typeof randomFrom>

/** Any edit of any card to anywhere; many of them are refused. */
function randomEdit(board: BoardState, random: Random, step: number) {
  const before = readState(board)
  const all = [...before.cards.keys()]
  const id = random.pick(all)
  const section = random.pick(spotsOf(before))
  const to = random.below(3) === 0 ? { section, under: random.pick(all) } : { section }
  const kind = random.pick(['rename', 'move', 'move', 'move', 'shift', 'add', 'delete'] as const)
  const edits = {
    rename: () => renameCard(board, { id, text: `renamed ${step}` }),
    move: () => moveCard(board, { id, to }),
    shift: () => shiftCard(board, { id, by: random.pick([-1, 1] as const) }),
    add: () => addCard(board, { to, text: `added ${step}` }),
    delete: () => deleteCard(board, { id }),
  }
  return { kind, id, edited: edits[kind]() }
}

describe.each(ids)('on a board of %s', (template) => {
  it('every section that takes cards shows what is added to it, and what is moved to it', () => {
    const fresh: BoardState = { template, records: boardOf(template) }
    const spots = spotsOf(readState(fresh))
    expect(spots.length).toBeGreaterThan(0)
    for (const section of spots) {
      const edited = addCard(fresh, { to: { section }, text: 'A card' })
      expect(edited, section).not.toHaveProperty('refused')
      const added = apply(fresh, edited)
      const [[id, at] = ['', undefined]] = [...readState(added).cards]
      expect(at && spotOf(at).section).toBe(section)
      expect(added.records.get(`shape:${id}`)).toBeDefined()
      const next = spots[(spots.indexOf(section) + 1) % spots.length] ?? section
      // The one card of these is known by what it is, wherever it lies.
      if (single.includes(section) || single.includes(next)) continue
      // The cells of a large table are all alike.
      if (spots.length > 20 && spots.indexOf(section) % 6 !== 0) continue
      const moved = apply(added, moveCard(added, { id, to: { section: next } }))
      const now = readState(moved).cards.get(id)
      expect(now && spotOf(now).section, `${section} → ${next}`).toBe(next)
    }
  })

  it('any edits lose no card and touch nothing that is locked', () => {
    const seed = firstSeed + ids.indexOf(template)
    const random = randomFrom(seed)
    const where = `EDIT_SEED=${firstSeed}`
    let board: BoardState = { template, records: crowdedBoard(template, boardOf(template).size + 60, seed) }
    const sheets = locked(board)
    let made = 0
    for (let step = 0; step < steps; step += 1) {
      const all = [...readState(board).cards.keys()]
      const { kind, id, edited } = randomEdit(board, random, step)
      if ('refused' in edited) continue
      made += 1
      for (const record of edited.put) expect(checkRecord(record), where).toBeNull()
      board = apply(board, edited)
      const after = [...readState(board).cards.keys()]
      const wanted = new Set(kind === 'delete' ? all.filter((each) => each !== id) : all)
      expect(
        [...wanted].filter((each) => !after.includes(each)),
        `${where} ${kind}`,
      ).toEqual([])
      expect(after.length - all.length, `${where} ${kind}`).toBe(
        kind === 'add' ? 1 : kind === 'delete' ? -1 : 0,
      )
    }
    expect(made, where).toBeGreaterThan(0)
    expect(locked(board), where).toEqual(sheets)
    const ties = [...board.records.values()].filter((record) => record.typeName === 'binding')
    const dangling = ties.filter(({ fromId, toId }) => !board.records.has(fromId) || !board.records.has(toId))
    expect(dangling, where).toEqual([])
  })
})
