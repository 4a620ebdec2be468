import type { Score, ScreeningOutline } from '@sheshi/methods'
import { highestScore } from '@sheshi/records'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, type TLShapeId, useEditor, useValue } from 'tldraw'
import { useLocale } from '../../app/useLocale.ts'
import { useLiveOutline } from '../../outline/useLiveOutline.ts'
import { criterionCard } from './weights.ts'
import './screening.css'

/** The results of a screening, drawn beside its rows for everybody; the board itself keeps them as marks of the rows. */
export function ScreeningResults() {
  const editor = useEditor()
  // A board never changes its template, and its criteria are there before anybody is let in.
  const screens = useMemo(
    () => editor.getCurrentPageShapes().some(({ meta }) => typeof meta.criterion === 'string'),
    [editor],
  )
  return screens ? <Results editor={editor} /> : null
}

/** A criterion with the card it stands on. */
interface CriterionCard {
  id: string
  weight: number
  card: TLShapeId
}

const cardsOf = (editor: Editor, { criteria }: ScreeningOutline): CriterionCard[] =>
  criteria.flatMap(({ id, weight }) => {
    const card = criterionCard(editor, id)?.id
    return card ? [{ id, weight, card }] : []
  })

function Results({ editor }: { editor: Editor }) {
  const { locale } = useLocale()
  const { outline } = useLiveOutline(editor.store, 'challenge-screening', locale)
  // Looked for when the outline is read, and not at every movement of every hand.
  const cards = useMemo(
    () => (outline.template === 'challenge-screening' ? cardsOf(editor, outline) : []),
    [editor, outline],
  )
  if (outline.template !== 'challenge-screening') return null
  return (
    <>
      {cards.map((criterion) => (
        <WeightMark key={criterion.id} editor={editor} criterion={criterion} />
      ))}
      {outline.rows.map((row) => (
        <RowMarks key={row.id} editor={editor} row={row} criteria={cards} />
      ))}
    </>
  )
}

function WeightMark({ editor, criterion: { card, weight } }: { editor: Editor; criterion: CriterionCard }) {
  const { number } = useLocale()
  const bounds = useValue('criterion', () => editor.getShapePageBounds(card), [editor, card])
  if (!bounds) return null
  return (
    <div className="weight-mark" style={{ left: bounds.maxX, top: bounds.maxY }}>
      {number(weight)}
    </div>
  )
}

interface RowMarksProps {
  editor: Editor
  row: ScreeningOutline['rows'][number]
  criteria: CriterionCard[]
}

/** How tall the marks of a row are, in board pixels. */
const height = 150
/** Where the total ends, from the last criterion on: at the end of the decision's cell, whose notes begin at its left. */
const totalEnd = 480

/** Each score under its criterion, at the height of the row's card; nothing where the card lies outside of the table. */
function RowMarks({ editor, row, criteria }: RowMarksProps) {
  const { t } = useTranslation()
  const { number } = useLocale()
  const places = useValue('row marks', () => {
    const bounds = editor.getShapePageBounds(`shape:${row.id}` as TLShapeId)
    if (!bounds) return null
    const columns = criteria.flatMap(({ id, card }) => {
      const at = editor.getShapePageBounds(card)
      return at ? [{ id, x: at.x, w: at.w, below: at.maxY }] : []
    })
    const first = Math.min(...columns.map(({ x }) => x))
    const inTable =
      bounds.center.x < first &&
      bounds.x > first - 560 &&
      columns.every(({ below }) => bounds.center.y > below)
    return inTable
      ? { middle: bounds.center.y, right: Math.max(...columns.map(({ x, w }) => x + w)), columns }
      : null
  }, [editor, row.id, criteria])
  if (!places || Object.keys(row.scores).length === 0) return null
  const top = places.middle - height / 2
  return (
    <>
      {row.total !== null && (
        <div className="total-mark" style={{ left: places.right + totalEnd, top: places.middle }}>
          {number(row.total)}
          {row.decision !== 'open' && <small>{t(`challenges.screening.decisions.${row.decision}`)}</small>}
        </div>
      )}
      {places.columns.map(({ id, x, w }) => {
        const score = row.scores[id]
        return score && <ScoreMark key={id} score={score} style={{ left: x, top, width: w, height }} />
      })}
    </>
  )
}

function ScoreMark({
  score,
  style,
}: {
  score: Score
  style: Record<'left' | 'top' | 'width' | 'height', number>
}) {
  const { t } = useTranslation()
  const { number } = useLocale()
  const at = (value: number) => `${(value / highestScore) * 100}%`
  const { median, min, max, voters } = score
  return (
    <div className="score-mark-on-board" style={style} data-testid="screening-score">
      <strong>{number(median)}</strong>
      <span className="spread" aria-hidden>
        <span className="spread-range" style={{ left: at(min), right: `calc(100% - ${at(max)})` }} />
        <span className="spread-median" style={{ left: at(median) }} />
      </span>
      <small>{t('screening.mark', { min: number(min), max: number(max), count: voters })}</small>
    </div>
  )
}
