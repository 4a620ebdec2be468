import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface CardFormProps {
  /** What the field is called. */
  label: string
  /** What is written in it so far; kept by the panel, so that others' changes never take it away. */
  draft: string
  onDraft: (text: string) => void
  onSave: () => void
  onCancel: () => void
}

/** The longest text that is still a card. */
const longest = 2_000

/** A small field inside the tree: Enter saves, Escape leaves, Shift with Enter begins a new line. */
export function CardForm({ label, draft, onDraft, onSave, onCancel }: CardFormProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const hint = useId()
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
    field.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const onKeyDown = (event: KeyboardEvent) => {
    // The tree and the canvas have their own use for letters.
    event.stopPropagation()
    if (event.key === 'Escape') onCancel()
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      onSave()
    }
  }
  return (
    <div className="outline-form">
      <textarea
        ref={field}
        className="input"
        rows={2}
        maxLength={longest}
        aria-label={label}
        aria-describedby={hint}
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="outline-form-foot">
        <span id={hint} className="muted small">
          {t('outline.form.hint')}
        </span>
        <button type="button" className="button" onClick={onCancel}>
          {t('app.cancel')}
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={draft.trim() === ''}
          onClick={onSave}
        >
          {t('outline.form.save')}
        </button>
      </div>
    </div>
  )
}
