import { putRecords, readRecords } from '@sheshi/board'
import { label, readOutline, type ScreeningOutline } from '@sheshi/methods'
import {
  type Board,
  type Challenge,
  type Decision,
  type Screening,
  type ScreeningDecision,
  splitBySector,
} from '@sheshi/records'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import type * as Y from 'yjs'
import { type Round, stateOf } from './Ballots.ts'
import { saysSomething, scoresOf } from './count.ts'

type Row = ScreeningOutline['rows'][number]

/** What a board's screening says; null where its template is another. */
export function screeningIn(
  doc: Y.Doc,
  { template, locale }: Pick<Board, 'template' | 'locale'>,
): ScreeningOutline | null {
  const outline = readOutline(readRecords(doc), { template, locale })
  return outline.template === 'challenge-screening' ? outline : null
}

/** Counts the ballots and writes each row's result onto its card; decisions made before stand. */
export function writeResults(doc: Y.Doc, { criteria, rows }: ScreeningOutline, round: Round): void {
  const ballots = Object.values(round.ballots).map(({ scores }) => scores)
  writeMarks(
    doc,
    rows.map(({ id, decision, reason }) => {
      const scores = scoresOf(id, criteria, ballots)
      return { row: id, marks: { screening: { scores, decision, reason } } }
    }),
  )
}

/** Writes what was decided of a row onto its card, and whose record it went into. */
export function writeDecision(
  doc: Y.Doc,
  { id, scores }: Row,
  {
    decision,
    reason,
    challengeId,
  }: { decision: ScreeningDecision; reason: string; challengeId: string | null },
): void {
  const linked = challengeId === null ? {} : { challengeId }
  writeMarks(doc, [{ row: id, marks: { screening: { scores, decision, reason }, ...linked } }])
}

/** Tells every page on the board how the round stands, so that nobody has to ask again and again. */
export function writeRoundMark(doc: Y.Doc, round: Round): void {
  const document = readRecords(doc).get('document:document')
  if (document?.typeName !== 'document') return
  const screening = { state: stateOf(round), voters: votersOf(round) }
  putRecords(doc, [{ ...document, meta: { ...document.meta, screening } }])
}

/** How many have given a ballot that says something. */
export const votersOf = (round: Round): number =>
  Object.values(round.ballots).filter(({ scores }) => saysSomething(scores)).length

/** By sector, as far as nobody can be worked out from it. */
export const voterSectors = (round: Round): Record<string, number> =>
  splitBySector(
    Object.values(round.ballots)
      .filter(({ scores }) => saysSomething(scores))
      .map(({ sector }) => sector),
  )

interface Marked {
  row: string
  marks: { screening: object; challengeId?: string }
}

function writeMarks(doc: Y.Doc, all: readonly Marked[]): void {
  const records = readRecords(doc)
  const changed = all.flatMap(({ row, marks }): TLRecord[] => {
    const card = records.get(`shape:${row}`)
    // The marks are plain JSON, which is all that `meta` is.
    const meta = { ...(card?.meta as TLShape['meta']), ...marks } as TLShape['meta']
    return card?.typeName === 'shape' ? [{ ...card, meta }] : []
  })
  putRecords(doc, changed)
}

interface Decided {
  board: Readonly<Board>
  outline: ScreeningOutline
  row: Row
  round: Round | null
  decision: ScreeningDecision
  reason: string
}

/** The screening as the challenge's record keeps it. Pure. */
export function screeningOf(
  { board, outline, row, round, decision, reason }: Decided,
  at: string,
): Screening {
  const scores = outline.criteria.flatMap(({ id, title, weight }) => {
    const score = row.scores[id]
    return score ? [{ criterion: oneLine(title), weight, ...score }] : []
  })
  return {
    decision,
    reason,
    scores,
    ...(row.total === null ? {} : { total: row.total }),
    ...(round ? { voters: votersOf(round), bySector: voterSectors(round) } : {}),
    at,
    boardId: board.id,
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 300)

/** A challenge after its screening: the result, a line in its decision log, and on to the next step where it is a go. */
export function decideChallenge(challenge: Readonly<Challenge>, decided: Decided, at: string): Challenge {
  const { board, decision, reason } = decided
  const moves = decision === 'go' && challenge.step === 'engage'
  const log: Decision = {
    date: at.slice(0, 10),
    decision: `${label('challenge-screening.name', board.locale)}: ${label(`outline.decision.${decision}`, board.locale)}`,
    by: 'facilitator',
    ...(reason ? { reason } : {}),
  }
  return {
    ...challenge,
    ...(moves ? { step: 'identify' as const } : {}),
    stepHistory: moves
      ? [...challenge.stepHistory, { step: 'identify', at, by: 'facilitator', ...(reason ? { reason } : {}) }]
      : challenge.stepHistory,
    screening: screeningOf(decided, at),
    // The oldest give way: a record must be able to be written whatever it has gone through.
    decisions: [...(challenge.decisions ?? []), log].slice(-500),
    updatedAt: at,
  }
}
