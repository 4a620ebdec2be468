import { useId } from 'react'

interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** Most characters the record takes. */
  max: number
  required?: boolean
  /** Several lines: a few, or many. */
  lines?: 'few' | 'many'
  /** Explains the field, under its label. */
  hint?: string
  placeholder?: string
  /** What Enter does in a field of one line, instead of sending the form. */
  onEnter?: (() => void) | undefined
}

/** A labelled field for words. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, max, required = false, lines, hint, placeholder, onEnter } = props
  const id = useId()
  const shared = {
    id,
    value,
    maxLength: max,
    required,
    placeholder,
    'aria-describedby': hint && `${id}-hint`,
  }
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
      {lines ? (
        <textarea
          {...shared}
          className={lines === 'few' ? 'input input-short' : 'input'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <input
          {...shared}
          className="input"
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!onEnter || event.key !== 'Enter') return
            event.preventDefault()
            onEnter()
          }}
        />
      )}
    </div>
  )
}
