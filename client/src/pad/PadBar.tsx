import type { Locale, PadView } from '@sheshi/records'
import { locales } from '@sheshi/records/plain'
import { Maximize, Settings } from 'lucide-react'
import { useRef, useState } from 'react'
import { under } from '../app/base.ts'
import { localeNames } from '../app/locale.ts'
import { chooseName, wantsName } from './facts.ts'
import type { Followed } from './follow.ts'
import { useText } from './text.ts'

interface PadBarProps {
  view: PadView
  locale: Locale
  onLocale(locale: Locale): void
  followed: Followed
  waiting: number
}

/** Where one is, whether there is a network, the way to the whole board, and the few settings. */
export function PadBar({ view, locale, onLocale, followed, waiting }: PadBarProps) {
  const t = useText()
  const settings = useRef<HTMLDialogElement>(null)
  return (
    <header className="pad-bar">
      <div className="pad-where">
        <h1>{view.title}</h1>
        <State followed={followed} mayWrite={view.mayWrite} waiting={waiting} />
      </div>
      <a
        className="pad-icon"
        href={under(`/board/${view.id}`)}
        aria-label={t('pad.bar.whole')}
        title={t('pad.bar.whole')}
      >
        <Maximize aria-hidden size={24} />
      </a>
      <button
        type="button"
        className="pad-icon"
        aria-label={t('pad.bar.settings')}
        title={t('pad.bar.settings')}
        onClick={() => settings.current?.showModal()}
      >
        <Settings aria-hidden size={24} />
      </button>
      <dialog ref={settings} className="dialog pad-settings" aria-labelledby="pad-settings">
        <form method="dialog" className="stack">
          <h2 id="pad-settings">{t('pad.settings.title')}</h2>
          <label className="field">
            <span className="field-label">{t('pad.settings.language')}</span>
            <select
              className="input"
              value={locale}
              onChange={(event) => onLocale(event.currentTarget.value as Locale)}
            >
              {locales.map((known) => (
                <option key={known} value={known} lang={known}>
                  {localeNames[known]}
                </option>
              ))}
            </select>
          </label>
          {view.mayWrite && view.name && <NameSwitch name={view.name} />}
          <button type="submit" className="button button-primary">
            {t('pad.settings.close')}
          </button>
        </form>
      </dialog>
    </header>
  )
}

function State({
  followed,
  mayWrite,
  waiting,
}: Pick<PadBarProps, 'followed' | 'waiting'> & { mayWrite: boolean }) {
  const t = useText()
  const { connected, saving, people, heard } = followed
  if (!connected) {
    const key = !heard && waiting === 0 && navigator.onLine ? 'pad.bar.connecting' : 'pad.bar.offline'
    return (
      <p className="pad-state pad-state-off">
        {t(mayWrite || key !== 'pad.bar.offline' ? key : 'pad.bar.offlineReading')}
      </p>
    )
  }
  if (!saving) return <p className="pad-state pad-state-off">{t('pad.bar.failing')}</p>
  return <p className="pad-state">{people > 0 && t('pad.bar.people', { count: people })}</p>
}

function NameSwitch({ name }: { name: string }) {
  const t = useText()
  const [signed, setSigned] = useState(wantsName)
  return (
    <label className="pad-switch">
      <input
        type="checkbox"
        checked={signed}
        onChange={(event) => {
          setSigned(event.currentTarget.checked)
          chooseName(event.currentTarget.checked)
        }}
      />
      <span>
        <span className="field-label">{t('pad.settings.signed')}</span>
        <span className="field-hint">{t('pad.settings.signedHint', { name })}</span>
      </span>
    </label>
  )
}
