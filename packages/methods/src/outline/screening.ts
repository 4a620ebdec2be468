import { label } from '../labels/index.ts'
import type { Score, ScreeningOutline } from '../outline.types.ts'
import type { Region, Template } from '../templates/types.ts'
import { type BoardView, type Placed, toCard } from './board.ts'
import { markOf } from './marks.ts'
import { outlineHead } from './notes.ts'
import { byRegion } from './regions.ts'

type Criterion = ScreeningOutline['criteria'][number]
type Row = ScreeningOutline['rows'][number]

/** The best that a criterion can be given. */
const highest = 3
const decisions = ['go', 'later', 'no', 'open'] as const

/**
 * Challenges against criteria. A row is a card in the table's first column (or in the region `challenges`); a criterion
 * is one of the template's, or a card with `meta.criterion`; what the server counted is in a row's `meta.screening`.
 */
export function readScreening(view: BoardView, template: Template, locale: string): ScreeningOutline {
  const criteria = readCriteria(view, template, locale)
  const ofCriteria = new Set(criteria.map(({ cardId }) => cardId))
  const { found, rest } = byRegion(
    { ...view, cards: view.cards.filter(({ id }) => !ofCriteria.has(id)) },
    template,
  )
  const isRow = (region: Region) => isRowColumn(region, template)
  const results = new Map<string, Counted>()
  const rows = found.flatMap(({ region, cards }) =>
    isRow(region)
      ? cards.map((card) => {
          const counted = readResult(card)
          results.set(card.id, counted)
          return { at: region.cell?.row, row: toRow(card, counted, criteria) }
        })
      : [],
  )
  // First those that have a row of the table, then those that wait for one.
  rows.sort((a, b) => Number(a.at === undefined) - Number(b.at === undefined))
  const loose = [...rest]
  for (const { region, cards } of found) {
    if (isRow(region)) continue
    const row = rows.find(({ at }) => at !== undefined && at === region.cell?.row)?.row
    if (row) row.cards.push(...cards.map(toCard))
    else loose.push(...cards)
  }
  const odd = [...results].filter(([, { isOdd }]) => isOdd).map(([id]) => id)
  const strange = [...new Set([...view.strange, ...odd])].sort()
  return {
    template: 'challenge-screening',
    ...outlineHead({ ...view, strange }, locale, loose),
    criteria,
    rows: rows.map(({ row }) => row),
  }
}

const isRowColumn = ({ id, cell }: Region, { grid }: Template): boolean =>
  cell ? cell.column === grid?.columns[0]?.id : id === 'challenges'

/** The template's criteria in the words and weights that people gave them, then criteria of their own. */
function readCriteria(view: BoardView, template: Template, locale: string): Criterion[] {
  const onBoard = new Map<string, Placed>()
  for (const record of view.records.values()) {
    if (record.typeName !== 'shape' || typeof record.meta.criterion !== 'string') continue
    const placed = view.find(record.id)
    const before = onBoard.get(record.meta.criterion)
    // Of copies the first by id, in whatever order records come.
    if (placed && (!before || placed.id < before.id)) onBoard.set(record.meta.criterion, placed)
  }
  const written = new Set(view.cards.map(({ id }) => id))
  const own = [...onBoard.keys()].filter((id) => !template.criteria?.some((each) => each.id === id)).sort()
  const known = (template.criteria ?? []).map(({ id, labelKey, weight }) => {
    return { id, title: label(labelKey, locale), weight }
  })
  const all = [...known, ...own.map((id) => ({ id, title: '', weight: 0 }))]
  return all.flatMap(({ id, title, weight }): Criterion[] => {
    const card = onBoard.get(id)
    const cardId = card && written.has(card.id) ? card.id : null
    const words = cardId === null ? title : (card?.text ?? title)
    if (words === '') return []
    return [{ id, title: words, weight: (card && markOf(card.shape, 'weight')) ?? weight, cardId }]
  })
}

interface Counted {
  scores: Record<string, Score>
  decision: Row['decision']
  reason: string
  /** Something in it makes no sense, and was left out. */
  isOdd: boolean
}

/** What the server wrote on a row; anybody may have written something else there. */
function readResult({ shape }: Placed): Counted {
  const { scores = {}, decision = 'open', reason = '' } = markOf(shape, 'screening') ?? {}
  const counted: Counted = { scores: {}, decision: 'open', reason: '', isOdd: false }
  const given = typeof scores === 'object' && scores !== null ? Object.entries(scores) : []
  for (const [criterion, value] of given) {
    const score = readScore(value)
    if (score) counted.scores[criterion] = score
    else counted.isOdd = true
  }
  const decided = decisions.find((each) => each === decision)
  const isOdd = decided === undefined || typeof reason !== 'string' || typeof scores !== 'object'
  return {
    ...counted,
    decision: decided ?? 'open',
    reason: typeof reason === 'string' ? reason.trim() : '',
    isOdd: counted.isOdd || isOdd,
  }
}

function readScore(value: unknown): Score | null {
  if (typeof value !== 'object' || value === null) return null
  const { median, min, max, voters } = value as Record<string, unknown>
  const isGrade = (each: unknown): each is number => typeof each === 'number' && each >= 0 && each <= highest
  if (!isGrade(median) || !isGrade(min) || !isGrade(max) || min > median || median > max) return null
  if (typeof voters !== 'number' || !Number.isInteger(voters) || voters < 1) return null
  return { median, min, max, voters }
}

function toRow(placed: Placed, { scores, decision, reason }: Counted, criteria: Criterion[]): Row {
  const { id, text } = placed
  return { id, text, scores, total: totalOf(scores, criteria), decision, reason, cards: [] }
}

/** The weighted median as a share of the best, 0–100 to a tenth; null until every criterion that weighs is scored. */
function totalOf(scores: Record<string, Score>, criteria: Criterion[]): number | null {
  const weighing = criteria.filter(({ weight }) => weight > 0)
  const sum = weighing.reduce((total, { weight }) => total + weight, 0)
  if (sum === 0 || weighing.some(({ id }) => !scores[id])) return null
  const points = weighing.reduce((total, { id, weight }) => total + weight * (scores[id]?.median ?? 0), 0)
  return Math.round((points / (sum * highest)) * 1000) / 10
}
