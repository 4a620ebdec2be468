import { MapPin } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** The city somebody takes part from: asked only of those who say that it is another one. */
export function CityField({ value, onChange }: { value: string; onChange: (city: string) => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(value !== '')
  if (!open) {
    return (
      <button type="button" className="link-button join-elsewhere" onClick={() => setOpen(true)}>
        <MapPin aria-hidden size={18} /> {t('join.elsewhere')}
      </button>
    )
  }
  return (
    <label className="field">
      <span className="field-label">
        {t('join.city')} <span className="field-hint">{t('join.optional')}</span>
      </span>
      <input
        // Who has just asked for the field wants to write in it.
        ref={(input) => {
          if (value === '' && input && document.activeElement === document.body) input.focus()
        }}
        className="input"
        name="city"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        maxLength={80}
        autoComplete="address-level2"
        enterKeyHint="go"
        aria-describedby="city-hint"
      />
      <span id="city-hint" className="small muted">
        {t('join.cityHint')}
      </span>
    </label>
  )
}
