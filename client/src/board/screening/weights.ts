import type { BallotScores } from '@sheshi/records'
import type { Editor, TLShape } from 'tldraw'

/** What the weights of all criteria should come to. */
export const wholeWeight = 100

/** The sum of the weights, to a tenth: people may write halves. */
export const weightSum = (criteria: readonly { weight: number }[]): number =>
  Math.round(criteria.reduce((sum, { weight }) => sum + weight, 0) * 10) / 10

/** A ballot with one score given, changed or taken back; empty rows are left out. Pure. */
export function withScore(
  ballot: BallotScores,
  { row, criterion }: { row: string; criterion: string },
  score: number | null,
): BallotScores {
  const { [criterion]: _, ...others } = ballot[row] ?? {}
  const scores = score === null ? others : { ...others, [criterion]: score }
  const { [row]: __, ...rest } = ballot
  return Object.keys(scores).length === 0 ? rest : { ...rest, [row]: scores }
}

/** How many of a row's criteria have a score in a ballot. */
export const scoredIn = (ballot: BallotScores, row: string, criteria: readonly { id: string }[]): number =>
  criteria.filter(({ id }) => ballot[row]?.[id] !== undefined).length

/** The card that a criterion is written on; of copies the first by id, as the outline has it. */
export function criterionCard(editor: Editor, criterion: string): TLShape | undefined {
  return editor
    .getCurrentPageShapes()
    .filter(({ meta }) => meta.criterion === criterion)
    .sort((a, b) => (a.id < b.id ? -1 : 1))[0]
}

/** Writes a criterion's weight onto its card, for everybody. Locked or not: a weight is no place. */
export function setWeight(editor: Editor, criterion: string, weight: number): void {
  const card = criterionCard(editor, criterion)
  if (!card) return
  const meta = { ...card.meta, weight: Math.min(wholeWeight, Math.max(0, weight)) }
  editor.run(() => editor.updateShape({ id: card.id, type: card.type, meta }), { ignoreShapeLock: true })
}
