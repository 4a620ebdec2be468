import {
  type ChallengePatch,
  type ChallengeView,
  type Export,
  type Showcase,
  visibilities,
} from '@sheshi/records'
import { ExternalLink, MonitorPlay } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate } from 'react-router-dom'
import { api } from '../app/api.ts'
import { Loading } from '../app/Loading.tsx'
import { Problem } from '../app/Problem.tsx'
import { usePerson, WhoAreYou } from '../app/person.tsx'
import { useAction } from '../app/useAction.ts'
import { useResource } from '../app/useResource.ts'
import { etagOf } from '../challenges/etag.ts'
import { fileUrl } from '../challenges/exports/ExportPanel.tsx'
import { choosable, pictureFile } from './choosable.ts'
import './public.css'

/** `/showcase/settings`: what of the lab's challenges the city may see, and what the wall shows. */
export default function ShowcaseSettingsPage() {
  const { session, facilitator } = usePerson()
  if (!session) return <WhoAreYou />
  return facilitator ? <Settings /> : <Navigate to="/signin" replace state={{ from: '/showcase/settings' }} />
}

function Settings() {
  const { t } = useTranslation()
  const { value, problem, loading, reload, set } = useResource<ChallengeView[]>('/challenges')
  return (
    <div className="page">
      <title>{`${t('showcase.settings')} · Sheshi`}</title>
      <div className="page-head">
        <h1>{t('showcase.settings')}</h1>
        <div className="row">
          <Link className="button" to="/public">
            <ExternalLink aria-hidden size={18} />
            {t('showcase.list')}
          </Link>
          <Link className="button button-primary" to="/showcase">
            <MonitorPlay aria-hidden size={18} />
            {t('showcase.openWall')}
          </Link>
        </div>
      </div>
      <p className="muted public-words">{t('showcase.settingsText')}</p>
      <Problem error={problem} onRetry={() => void reload()} />
      {loading && <Loading />}
      {value?.length === 0 && (
        <div className="empty">
          <p className="muted">{t('showcase.noChallenges')}</p>
          <Link className="button" to="/">
            {t('app.nav.challenges')}
          </Link>
        </div>
      )}
      {value?.map((challenge) => (
        <ShownChallenge
          key={challenge.id}
          challenge={challenge}
          onChanged={(changed) => set(value.map((each) => (each.id === changed.id ? changed : each)))}
          onConflict={() => void reload()}
        />
      ))}
    </div>
  )
}

interface ShownChallengeProps {
  challenge: ChallengeView
  onChanged: (challenge: ChallengeView) => void
  onConflict: () => void
}

function ShownChallenge({ challenge, onChanged, onConflict }: ShownChallengeProps) {
  const { t } = useTranslation()
  const { busy, error, run } = useAction()
  // What was chosen stands at once, not only when the server has answered.
  const [chosen, setChosen] = useState<ChallengePatch>({})
  const shown: ChallengeView = { ...challenge, ...chosen }
  const { id, title, visibility, showcase = {} } = shown
  const save = (patch: ChallengePatch) => {
    setChosen(patch)
    void run(async () => {
      try {
        onChanged(await api.patch<ChallengeView>(`/challenges/${id}`, patch, etagOf(challenge)))
      } catch (failure) {
        onConflict()
        throw failure
      } finally {
        setChosen({})
      }
    })
  }
  const show = (more: Showcase) => save({ showcase: { ...showcase, ...more } })
  return (
    <section className="card panel show-challenge" data-step={challenge.step} aria-labelledby={`show-${id}`}>
      <div className="show-head">
        <h2 id={`show-${id}`}>
          <Link to={`/challenges/${id}`}>{title}</Link>
        </h2>
        {visibility !== 'lab' && (
          <Link className="button" to={`/public/challenges/${id}`}>
            <ExternalLink aria-hidden size={18} />
            {t('showcase.page')}
            <span className="visually-hidden">: {title}</span>
          </Link>
        )}
      </div>
      <Problem error={error} />
      <div className="show-choices">
        <VisibilitySelect
          value={visibility}
          disabled={busy}
          onChange={(next) => save({ visibility: next })}
        />
        <label className="show-check">
          <input
            type="checkbox"
            checked={showcase.wall === true}
            disabled={busy || visibility !== 'public'}
            onChange={(event) => show({ wall: event.currentTarget.checked })}
          />
          {t('showcase.onWall')}
        </label>
      </div>
      {visibility !== 'lab' && (
        <PictureChoice challenge={shown} disabled={busy} onChange={(exports) => show({ exports })} />
      )}
    </section>
  )
}

type Visibility = ChallengeView['visibility']

interface VisibilitySelectProps {
  value: Visibility
  disabled: boolean
  onChange: (value: Visibility) => void
}

function VisibilitySelect({ value, disabled, onChange }: VisibilitySelectProps) {
  const { t } = useTranslation()
  return (
    <label className="field">
      <span className="field-label">{t('showcase.visibility')}</span>
      <select
        className="input"
        value={value}
        disabled={disabled}
        onChange={(event) =>
          onChange(visibilities.find((each) => each === event.currentTarget.value) ?? value)
        }
      >
        {visibilities.map((each) => (
          <option key={each} value={each}>
            {t(`showcase.visibilities.${each}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface PictureChoiceProps {
  challenge: ChallengeView
  disabled: boolean
  onChange: (exports: string[]) => void
}

/** The pictures of exported boards: each is shown only where it was chosen. */
function PictureChoice({ challenge, disabled, onChange }: PictureChoiceProps) {
  const { t } = useTranslation()
  const chosen = challenge.showcase?.exports ?? []
  const offered = choosable(challenge.exports, chosen)
  if (offered.length === 0) return <p className="small muted">{t('showcase.noPictures')}</p>
  const toggle = (made: Export, shown: boolean) => {
    const others = chosen.filter((each) => each !== made.id)
    onChange(shown ? [...others, made.id] : others)
  }
  return (
    <div className="stack stack-tight">
      <h3>{t('showcase.pictures')}</h3>
      <p className="small muted">{t('showcase.picturesHint')}</p>
      <ul className="plain-list show-pictures">
        {offered.map((made) => {
          const file = pictureFile(made)
          return (
            <li key={made.id}>
              {file && <img src={fileUrl(made, file)} alt="" loading="lazy" />}
              <label className="show-check">
                <input
                  type="checkbox"
                  checked={chosen.includes(made.id)}
                  disabled={disabled}
                  onChange={(event) => toggle(made, event.currentTarget.checked)}
                />
                <span>
                  {made.boardTitle}{' '}
                  <span className="small muted">{t('showcase.version', { number: made.number })}</span>
                </span>
              </label>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
