import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeInput } from './CodeInput.tsx'
import { readCode } from './code.ts'

/** Asks for a code and nothing else; `onCode` gets it in its plain form. */
export function CodeForm({ submitLabel, onCode }: { submitLabel: string; onCode: (code: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const code = readCode(typed)
    setWrong(code === null)
    if (code) onCode(code)
  }

  return (
    <form className="code-form" onSubmit={submit} noValidate>
      <CodeInput value={typed} onChange={setTyped} error={wrong ? t('join.notACode') : null} />
      <button type="submit" className="button button-primary button-large">
        {submitLabel}
      </button>
    </form>
  )
}
