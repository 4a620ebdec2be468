import type { ScreeningOutline } from '@sheshi/methods'
import type { ScreeningView } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import type { Editor } from 'tldraw'
import { Loading } from '../../app/Loading.tsx'
import { Problem } from '../../app/Problem.tsx'
import { useAction } from '../../app/useAction.ts'
import { useLocale } from '../../app/useLocale.ts'
import { useLiveOutline } from '../../outline/useLiveOutline.ts'
import type { BoardFacts } from '../remembered.ts'
import { SidePanel } from '../SidePanel.tsx'
import { RowResult } from './RowResult.tsx'
import { RowScores } from './RowScores.tsx'
import { changeRound, useOwnBallot, useRound } from './useRound.ts'
import { WeightsFields } from './WeightsFields.tsx'
import './screening.css'

interface ScreeningPanelProps {
  facts: BoardFacts
  editor: Editor
  readOnly: boolean
  onClose: () => void
}

/** Scoring challenges: everybody's own ballot while the round is open, the results and decisions once it is closed. */
export function ScreeningPanel({ facts, editor, readOnly, onClose }: ScreeningPanelProps) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  const { outline } = useLiveOutline(editor.store, facts.template, locale)
  const round = useRound(facts.id, editor)
  const { busy, error, run } = useAction()
  const isFacilitator = facts.role === 'facilitator'
  if (outline.template !== 'challenge-screening') return null
  const { value } = round
  const change = (to: 'open' | 'close') => run(async () => round.set(await changeRound(facts.id, to)))
  const foot = isFacilitator && value && (
    <button
      type="button"
      className="button button-primary"
      disabled={busy || outline.rows.length === 0}
      onClick={() => void change(value.state === 'open' ? 'close' : 'open')}
    >
      {t(
        value.state === 'open'
          ? 'screening.close'
          : value.state === 'none'
            ? 'screening.start'
            : 'screening.again',
      )}
    </button>
  )
  return (
    <SidePanel title={t('screening.title')} onClose={onClose} foot={foot}>
      <Problem error={round.problem} onRetry={() => void round.reload()} />
      <Problem error={error} />
      {value ? (
        <>
          <RoundState round={value} hasRows={outline.rows.length > 0} />
          {isFacilitator && value.state !== 'open' && (
            <WeightsFields editor={editor} criteria={outline.criteria} />
          )}
          {value.state === 'open' && !readOnly && <Ballot facts={facts} round={round} outline={outline} />}
          {value.state === 'closed' &&
            outline.rows.map((row) => (
              <RowResult
                key={row.id}
                row={row}
                only={outline.rows.length === 1}
                criteria={outline.criteria}
                facts={facts}
                editor={editor}
              />
            ))}
        </>
      ) : (
        !round.problem && <Loading />
      )}
    </SidePanel>
  )
}

function RoundState({ round, hasRows }: { round: ScreeningView; hasRows: boolean }) {
  const { t } = useTranslation()
  const { number } = useLocale()
  if (!hasRows) return <p>{t('screening.noRows')}</p>
  return (
    <div role="status" className="stack stack-tight">
      <p>{t(`screening.states.${round.state}`)}</p>
      {round.state !== 'none' && (
        <p className="row small">
          <strong>{t('screening.voters', { count: round.voters })}</strong>
          {Object.entries(round.bySector).map(([sector, count]) => (
            <span key={sector} className="chip">
              {sector === 'other' ? t('challenges.exports.others') : t(`challenges.sectors.${sector}`)}{' '}
              {number(count)}
            </span>
          ))}
        </p>
      )}
    </div>
  )
}

interface BallotProps {
  facts: BoardFacts
  round: ReturnType<typeof useRound>
  outline: ScreeningOutline
}

function Ballot({ facts, round, outline }: BallotProps) {
  const { t } = useTranslation()
  const ballot = useOwnBallot(facts.id, round)
  return (
    <>
      <p className="small muted">{t('screening.scale')}</p>
      {outline.rows.map((row, at) => (
        <RowScores
          key={row.id}
          row={row}
          open={at === 0}
          criteria={outline.criteria}
          scores={ballot.scores}
          onGive={ballot.give}
        />
      ))}
      <p className="small" role="status">
        {ballot.state === 'same' ? '' : t(`screening.ballot.${ballot.state}`)}
      </p>
      <Problem error={ballot.error} />
    </>
  )
}
