import type { JoinAnswer, Sector } from '@sheshi/records'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router-dom'
import { ApiProblem, api } from '../app/api.ts'
import { under } from '../app/base.ts'
import { Problem } from '../app/Problem.tsx'
import { usePerson } from '../app/person.tsx'
import { problemText } from '../app/problems.ts'
import { useAction } from '../app/useAction.ts'
import { CityField } from './CityField.tsx'
import { CodeInput } from './CodeInput.tsx'
import { readCode, spacedCode } from './code.ts'
import { isPhone } from './isPhone.ts'
import { recallCity, rememberCity } from './rememberedCity.ts'
import { SectorChoice } from './SectorChoice.tsx'

const aboutTheCode = (error: unknown): boolean => error instanceof ApiProblem && error.kind === 'unknown-code'

/** `/join`: with a code, from the link or typed, onto a board. No account; everything but the code is optional. */
export default function JoinPage() {
  const { hash } = useLocation()
  // A link with another code begins anew, also where this page is already open.
  return <JoinForm key={hash} fromLink={readCode(hash)} />
}

function JoinForm({ fromLink }: { fromLink: string | null }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { refresh } = usePerson()
  const { busy, error, run, setError } = useAction()
  const [typed, setTyped] = useState<string | null>(null)
  const [malformed, setMalformed] = useState(false)
  const [name, setName] = useState('')
  const [sector, setSector] = useState<Sector | null>(null)
  const [city, setCity] = useState(recallCity)

  // While somebody fills in the form, the board's page is fetched: it is by far the largest.
  useEffect(() => {
    if (!isPhone()) void import('../board/BoardPage.tsx').catch(() => undefined)
  }, [])

  const asking = typed !== null || fromLink === null || aboutTheCode(error)
  const entered = typed ?? (fromLink ? spacedCode(fromLink) : '')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const code = readCode(entered)
    setMalformed(code === null)
    if (code === null) return
    void run(async () => {
      const said = { name: name.trim(), city: city.trim() }
      const { name: mine, city: from } = said
      const body = {
        code,
        ...(mine && { name: mine }),
        ...(sector && { sector }),
        ...(from && { city: from }),
      }
      rememberCity(from)
      const { boardId, role } = await api.post<JoinAnswer>('/join', body)
      // A page of its own, without the canvas.
      if (role === 'participant' && isPhone()) return location.replace(under(`/pad/${boardId}`))
      void refresh()
      navigate(role === 'screen' ? `/screen/${boardId}` : `/board/${boardId}`, { replace: true })
    })
  }

  const codeError = malformed ? t('join.notACode') : aboutTheCode(error) ? problemText(t, error) : null
  return (
    <div className="page join">
      <title>{`${t('join.title')} · Sheshi`}</title>
      <form className="stack join-form" onSubmit={submit} noValidate>
        <h1>{t('join.title')}</h1>
        {asking ? (
          <CodeInput
            value={entered}
            onChange={(value) => {
              setTyped(value)
              setMalformed(false)
              setError(null)
            }}
            error={codeError}
            autoFocus={fromLink === null}
          />
        ) : (
          <p className="join-code">
            {t('join.code')} <strong className="code">{entered}</strong>
            <button type="button" className="link-button" onClick={() => setTyped(entered)}>
              {t('join.otherCode')}
            </button>
          </p>
        )}
        <label className="field">
          <span className="field-label">
            {t('join.name')} <span className="field-hint">{t('join.optional')}</span>
          </span>
          <input
            className="input"
            name="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={40}
            autoComplete="nickname"
            enterKeyHint="go"
          />
        </label>
        <SectorChoice value={sector} onChange={setSector} />
        <CityField value={city} onChange={setCity} />
        {!aboutTheCode(error) && <Problem error={error} />}
        <div className="join-foot">
          <button type="submit" className="button button-primary button-large" disabled={busy}>
            {busy ? t('join.busy') : t('join.submit')}
          </button>
          <p className="small muted">{t('join.consent')}</p>
        </div>
      </form>
    </div>
  )
}
