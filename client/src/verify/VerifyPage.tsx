import type { Verification } from '@sheshi/records'
import { CircleAlert, CircleCheck, FileSearch, TriangleAlert } from 'lucide-react'
import { type ChangeEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../app/Problem.tsx'
import { useAction } from '../app/useAction.ts'
import { useLocale } from '../app/useLocale.ts'
import { shownPath } from '../challenges/exports/shownPath.ts'
import { canCheckHere } from './checkHere.ts'
import { verify } from './verify.ts'
import './verify.css'

/** `/verify`: anybody can see whether a bundle is as it was made, and made here. */
export default function VerifyPage() {
  const { t } = useTranslation()
  const [file, setFile] = useState('')
  const [found, setFound] = useState<Verification | null>(null)
  const { busy, error, run } = useAction()

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.currentTarget.files?.[0]
    if (!chosen) return
    setFile(chosen.name)
    setFound(null)
    void run(async () => setFound(await verify(chosen)))
  }
  return (
    <div className="page page-narrow stack">
      <title>{`${t('verify.title')} · Sheshi`}</title>
      <h1>{t('verify.title')}</h1>
      <p>{t('verify.what')}</p>
      <p className="small muted">{t(canCheckHere() ? 'verify.here' : 'verify.byServer')}</p>
      <label className="verify-choice">
        <FileSearch aria-hidden size={28} />
        <span className="verify-choice-text">
          <span className="field-label">{t('verify.choose')}</span>
          <span className="small muted">{file || t('verify.hint')}</span>
        </span>
        <input
          type="file"
          className="verify-file"
          accept=".zip,application/zip"
          onChange={choose}
          disabled={busy}
        />
      </label>
      <div role="status" className="stack">
        {busy && <p>{t('verify.busy')}</p>}
        {found && <Finding found={found} />}
      </div>
      <Problem error={error} />
    </div>
  )
}

function Finding({ found }: { found: Verification }) {
  const { t } = useTranslation()
  const { moment } = useLocale()
  const { title, number, createdAt } = found.manifest
  const wrong = found.files.filter(({ state }) => state !== 'right')
  const made = Number.isNaN(Date.parse(createdAt)) ? '' : moment(createdAt)
  return (
    <>
      <Verdict found={found} wrong={wrong.length} />
      <dl className="verify-facts">
        <dt>{t('verify.board')}</dt>
        <dd>{title}</dd>
        <dt>{t('verify.version')}</dt>
        <dd>{number ?? '–'}</dd>
        <dt>{t('verify.created')}</dt>
        <dd>{made}</dd>
      </dl>
      <ul className="plain-list verify-files">
        {[...wrong, ...found.files.filter(({ state }) => state === 'right')].map(({ path, state }) => (
          <li key={path} className={state === 'right' ? '' : 'verify-wrong'}>
            {state === 'right' ? (
              <CircleCheck aria-hidden size={18} />
            ) : (
              <CircleAlert aria-hidden size={18} />
            )}
            <span className="verify-path" title={path}>
              {shownPath(path)}
            </span>
            <span className="small">{t(`verify.states.${state}`)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Verdict({ found, wrong }: { found: Verification; wrong: number }) {
  const { t } = useTranslation()
  if (!found.right) {
    return (
      <p className="notice notice-danger">
        <CircleAlert aria-hidden size={20} />
        {t('verify.wrong', { count: wrong })}
      </p>
    )
  }
  if (!found.made) {
    return (
      <p className="notice notice-warning">
        <TriangleAlert aria-hidden size={20} />
        {t('verify.foreign')}
      </p>
    )
  }
  return (
    <p className="notice">
      <CircleCheck aria-hidden size={20} />
      {t('verify.right')}
    </p>
  )
}
