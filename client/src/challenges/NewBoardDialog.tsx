import { type BoardView, type ChallengeView, type Locale, locales, type Step } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { api } from '../app/api.ts'
import { FormDialog } from '../app/FormDialog.tsx'
import { Loading } from '../app/Loading.tsx'
import { localeNames } from '../app/locale.ts'
import { useLocale } from '../app/useLocale.ts'
import { Gallery } from '../gallery/Gallery.tsx'
import { OfferDetails } from '../gallery/OfferDetails.tsx'
import { type Offer, usualOffer } from '../gallery/offers.ts'
import { useGallery } from '../gallery/useGallery.ts'
import { TextField } from './TextField.tsx'
import { useTemplates } from './useTemplates.ts'
import './boards.css'

interface NewBoardDialogProps {
  /** The challenge the board is for, or null for none. */
  challengeId: string | null
  /** The step that it is in: its templates come first. */
  step?: Step
  /** Challenges to choose from instead. */
  challenges?: ChallengeView[]
  onClose: () => void
}

/** Creates a board from a template and opens it. A board that is not named is named after its template. */
export function NewBoardDialog({ challengeId, step, challenges, onClose }: NewBoardDialogProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const viewer = useLocale().locale
  const { offers, problem, reload } = useGallery()
  const { nameOf } = useTemplates()
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [variant, setVariant] = useState<string | null>(null)
  const [locale, setLocale] = useState<Locale>(viewer)
  const [challenge, setChallenge] = useState(challengeId ?? '')
  const usual = usualOffer(offers ?? [], step ?? null)
  const offer = offers?.find(({ id }) => id === chosen) ?? offers?.find(({ id }) => id === usual) ?? null
  const named = offer?.own ? offer.name : nameOf(offer?.template ?? '', locale)

  const create = async () => {
    if (!offer) return
    const board = await api.post<BoardView>('/boards', {
      title: title.trim() || named,
      ...madeFrom(offer, variant),
      locale,
      challengeId: challenge || null,
    })
    navigate(`/board/${board.id}`)
  }

  return (
    <FormDialog
      title={t('challenges.newBoard.title')}
      submitLabel={t('challenges.newBoard.submit')}
      onSubmit={create}
      onClose={onClose}
      incomplete={!offer || offer.own?.problem != null}
      problem={problem}
      wide
    >
      {!offer && !problem && <Loading />}
      {offers && offer && (
        <div className="gallery">
          <Gallery
            offers={offers}
            first={step ?? null}
            chosen={offer.id}
            onChoose={(id) => {
              setChosen(id)
              setVariant(null)
            }}
          />
          <div className="gallery-side">
            <TextField
              label={t('challenges.fields.title')}
              value={title}
              onChange={setTitle}
              max={200}
              placeholder={named}
            />
            <OfferDetails offer={offer} variant={variant} onVariant={setVariant} onChanged={reload} />
            <LocaleSelect value={locale} onChange={setLocale} />
            {challenges && (
              <ChallengeSelect value={challenge} onChange={setChallenge} challenges={challenges} />
            )}
          </div>
        </div>
      )}
    </FormDialog>
  )
}

/** What of a board's wish says what it is made from. */
const madeFrom = ({ template, own }: Offer, variant: string | null) => ({
  template,
  ...(own ? { fromTemplate: own.id } : {}),
  ...(variant ? { variant } : {}),
})

function LocaleSelect({ value, onChange }: { value: Locale; onChange: (locale: Locale) => void }) {
  const { t } = useTranslation()
  return (
    <label className="field">
      <span className="field-label">{t('challenges.newBoard.language')}</span>
      <select
        className="input"
        value={value}
        onChange={(event) => onChange(locales.find((each) => each === event.currentTarget.value) ?? value)}
      >
        {locales.map((known) => (
          <option key={known} value={known} lang={known}>
            {localeNames[known]}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Chooses a challenge, or none (`''`). */
export function ChallengeSelect({
  value,
  onChange,
  challenges,
}: {
  value: string
  onChange: (id: string) => void
  challenges: ChallengeView[]
}) {
  const { t } = useTranslation()
  return (
    <label className="field">
      <span className="field-label">{t('challenges.newBoard.challenge')}</span>
      <select className="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{t('challenges.newBoard.noChallenge')}</option>
        {challenges.map((challenge) => (
          <option key={challenge.id} value={challenge.id}>
            {challenge.title}
          </option>
        ))}
      </select>
    </label>
  )
}
