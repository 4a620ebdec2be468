import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultKey, faultKeyIn } from './faults.ts'
import { PassphraseField } from './PassphraseField.tsx'

/** A passphrase that somebody chooses: what is typed, and what is wrong with it. */
export interface ChosenPassphrase {
  value: string
  /** The key of what is wrong with it, as this page or the server says; null where nothing is. */
  fault: string | null
  type(value: string): void
  /** Looks at it before it is sent; false where it is too easy to guess. */
  isGood(): boolean
}

/** `error` is what sending it ended with. */
export function useNewPassphrase(name: string, error: unknown): ChosenPassphrase {
  const [value, setValue] = useState('')
  const [found, setFound] = useState<string | null>(null)
  return {
    value,
    fault: found ?? faultKeyIn(error),
    type(typed) {
      setValue(typed)
      setFound(null)
    },
    isGood() {
      const fault = faultKey(value, name)
      setFound(fault)
      return fault === null
    },
  }
}

/** The field for it. */
export function NewPassphrase({ label, chosen }: { label: string; chosen: ChosenPassphrase }) {
  const { t } = useTranslation()
  return (
    <PassphraseField
      label={label}
      name="passphrase"
      value={chosen.value}
      onChange={chosen.type}
      autoComplete="new-password"
      hint={t('facilitators.passphraseHint')}
      error={chosen.fault && t(chosen.fault)}
    />
  )
}
