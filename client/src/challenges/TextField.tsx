import { useId } from 'react'

interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** Most characters the record takes. */
  max: number
  required?: boolean
  /** Several lines. */
  lines?: boolean
}

/** A labelled field for words. */
export function TextField({ label, value, onChange, max, required = false, lines = false }: TextFieldProps) {
  const id = useId()
  const shared = { id, className: 'input', value, maxLength: max, required }
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {lines ? (
        <textarea {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input {...shared} onChange={(event) => onChange(event.currentTarget.value)} />
      )}
    </div>
  )
}
