import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../../app/useLocale.ts'
import { numberIn } from './parts.ts'

interface NumberFieldProps {
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
  /** The largest amount, above and below zero. */
  most?: number
}

/** A number as people type it, with a comma or a point; the browser's own field knows only the machine's language. */
export function NumberField({ label, value, onChange, most = 1e15 }: NumberFieldProps) {
  const { t } = useTranslation()
  const { number } = useLocale()
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  const read = (text: string) => {
    const found = numberIn(text)
    return found !== undefined && Math.abs(found) <= most ? found : undefined
  }
  const wrong = typed.trim() !== '' && read(typed) === undefined
  const words =
    most < 1e15 ? t('challenges.record.numberUpTo', { most: number(most) }) : t('challenges.record.number')
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        // The form is not sent, and the browser says why: what was typed would be lost.
        ref={(input) => input?.setCustomValidity(wrong ? words : '')}
        className="input"
        inputMode="decimal"
        maxLength={24}
        value={typed}
        aria-invalid={wrong || undefined}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          onChange(read(event.currentTarget.value))
        }}
      />
    </label>
  )
}
