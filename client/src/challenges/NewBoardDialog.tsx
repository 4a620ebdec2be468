import { type BoardView, type ChallengeView, type Locale, locales, type TemplateView } from '@sheshi/records'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { api } from '../app/api.ts'
import { FormDialog } from '../app/FormDialog.tsx'
import { localeNames } from '../app/LanguageSwitch.tsx'
import { Loading } from '../app/Loading.tsx'
import { useLocale } from '../app/useLocale.ts'
import { TextField } from './TextField.tsx'
import { useTemplates } from './useTemplates.ts'
import './boards.css'

interface NewBoardDialogProps {
  /** The challenge the board is for, or null for none. */
  challengeId: string | null
  /** Challenges to choose from instead. */
  challenges?: ChallengeView[]
  onClose: () => void
}

/** Creates a board from a template and opens it. A board that is not named is named after its template. */
export function NewBoardDialog({ challengeId, challenges, onClose }: NewBoardDialogProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const viewer = useLocale().locale
  const { templates, problem, nameOf } = useTemplates()
  const [title, setTitle] = useState('')
  const [template, setTemplate] = useState('brainstorm')
  const [locale, setLocale] = useState<Locale>(viewer)
  const [challenge, setChallenge] = useState(challengeId ?? '')

  const create = async () => {
    const board = await api.post<BoardView>('/boards', {
      title: title.trim() || nameOf(template, locale),
      template,
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
      incomplete={!templates}
      problem={problem}
      wide
    >
      <TextField
        label={t('challenges.fields.title')}
        value={title}
        onChange={setTitle}
        max={200}
        placeholder={nameOf(template, locale)}
      />
      <fieldset className="templates">
        <legend className="field-label">{t('challenges.newBoard.template')}</legend>
        {!templates && !problem && <Loading />}
        {templates?.map((offered) => (
          <TemplateOption
            key={offered.id}
            template={offered}
            locale={viewer}
            chosen={offered.id === template}
            onChoose={() => setTemplate(offered.id)}
          />
        ))}
      </fieldset>
      <label className="field">
        <span className="field-label">{t('challenges.newBoard.language')}</span>
        <select
          className="input"
          value={locale}
          onChange={(event) => setLocale(event.currentTarget.value as Locale)}
        >
          {locales.map((known) => (
            <option key={known} value={known} lang={known}>
              {localeNames[known]}
            </option>
          ))}
        </select>
      </label>
      {challenges && <ChallengeSelect value={challenge} onChange={setChallenge} challenges={challenges} />}
    </FormDialog>
  )
}

interface TemplateOptionProps {
  template: TemplateView
  locale: Locale
  chosen: boolean
  onChoose: () => void
}

function TemplateOption({ template, locale, chosen, onChoose }: TemplateOptionProps) {
  const { t } = useTranslation()
  return (
    <label className="template">
      <input type="radio" name="template" value={template.id} checked={chosen} onChange={onChoose} />
      <span className="template-name">{template.name[locale]}</span>
      {template.minutes !== null && (
        <span className="chip">{t('challenges.newBoard.minutes', { count: template.minutes })}</span>
      )}
      <span className="small muted">{template.description[locale]}</span>
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
