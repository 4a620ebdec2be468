import type { NoteColor, PadView } from '@sheshi/records'
import { useText } from './text.ts'

/** Black and white are for letters, not for paper. */
const papers = (colors: PadView['colors']) => colors.filter(({ id }) => id !== 'black' && id !== 'white')

interface ColorChoiceProps {
  colors: PadView['colors']
  value: NoteColor | null
  onChange(color: NoteColor | null): void
}

/** The paper of a note, as squares that a thumb hits; the first leaves it to the board. */
export function ColorChoice({ colors, value, onChange }: ColorChoiceProps) {
  const t = useText()
  const choices = [{ id: null, fill: null }, ...papers(colors)]
  return (
    <fieldset className="pad-colors">
      <legend className="field-label">{t('pad.write.color')}</legend>
      {choices.map(({ id, fill }) => (
        <label key={id} className="pad-color" style={fill ? { background: fill } : undefined}>
          <input
            type="radio"
            name="color"
            value={id ?? ''}
            checked={value === id}
            onChange={() => onChange(id)}
          />
          <span className="visually-hidden">{t(id ? `pad.colors.${id}` : 'pad.write.colorBoard')}</span>
        </label>
      ))}
    </fieldset>
  )
}
