import { Eye, EyeOff } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface PassphraseFieldProps {
  label: string
  name: string
  value: string
  onChange: (value: string) => void
  /** What browsers keep it as. */
  autoComplete: 'current-password' | 'new-password'
  hint?: string
  /** What is wrong with it, in words; null where nothing is. */
  error?: string | null
}

/** A field for a passphrase, which may be looked at while it is typed. */
export function PassphraseField(props: PassphraseFieldProps) {
  const { label, name, value, onChange, autoComplete, hint, error = null } = props
  const { t } = useTranslation()
  const id = useId()
  const [shown, setShown] = useState(false)
  const described = [hint && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <div className="passphrase">
        <input
          id={id}
          className="input"
          type={shown ? 'text' : 'password'}
          name={name}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          autoComplete={autoComplete}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
          aria-invalid={error !== null}
          aria-describedby={described || undefined}
        />
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-pressed={shown}
          aria-label={t('facilitators.show')}
          title={t('facilitators.show')}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden size={18} /> : <Eye aria-hidden size={18} />}
        </button>
      </div>
      {error !== null && (
        <span id={`${id}-error`} className="field-error" role="alert">
          {error}
        </span>
      )}
    </div>
  )
}
