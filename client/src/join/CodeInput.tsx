import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import './join.css'

/** One function for all times: a new one would take the focus back with each letter that is typed elsewhere. */
const focusOnce = (input: HTMLInputElement | null): void => input?.focus({ preventScroll: true })

interface CodeInputProps {
  value: string
  onChange: (value: string) => void
  /** What is wrong with the code, in words; null where nothing is. */
  error: string | null
  autoFocus?: boolean
}

/** The field for a code: large, in capitals whatever is typed. */
export function CodeInput({ value, onChange, error, autoFocus = false }: CodeInputProps) {
  const { t } = useTranslation()
  const errorId = useId()
  return (
    <label className="field">
      <span className="field-label">{t('join.code')}</span>
      <input
        ref={autoFocus ? focusOnce : null}
        className="input code-input code"
        name="code"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        placeholder="ABC 234"
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
      />
      {error !== null && (
        <span id={errorId} className="field-error" role="alert">
          {error}
        </span>
      )}
    </label>
  )
}
