import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Editor, TLShape } from 'tldraw'
import { SidePanel } from '../SidePanel.tsx'

const said = ['gives', 'needs', 'commits'] as const
type Words = Record<(typeof said)[number], string>

/** Longer ones are cut by the outline. */
const longest = 300

interface PartnerPanelProps {
  editor: Editor
  /** The card of the partner. */
  shape: TLShape
  /** What the card says. */
  name: string
  onClose: () => void
}

const wordsOf = ({ meta }: TLShape): Words => {
  const read = (name: keyof Words) => (typeof meta[name] === 'string' ? meta[name] : '')
  return { gives: read('gives'), needs: read('needs'), commits: read('commits') }
}

/** What a partner gives, needs and commits to, kept as marks of their card. */
export function PartnerPanel({ editor, shape, name, onClose }: PartnerPanelProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState(() => wordsOf(shape))
  const save = (event: FormEvent) => {
    event.preventDefault()
    const meta = Object.fromEntries(said.map((each) => [each, words[each].trim()]))
    editor.markHistoryStoppingPoint('partner')
    editor.updateShape({ id: shape.id, type: shape.type, meta })
    onClose()
  }
  return (
    <SidePanel title={t('helix.title')} onClose={onClose}>
      <p>
        <strong>{name || t('helix.unnamed')}</strong>
      </p>
      <form className="stack partner-form" onSubmit={save}>
        {said.map((each) => (
          <label key={each} className="field">
            <span className="field-label">{t(`helix.${each}`)}</span>
            <textarea
              className="input input-short"
              maxLength={longest}
              value={words[each]}
              onChange={(event) => setWords({ ...words, [each]: event.currentTarget.value })}
            />
          </label>
        ))}
        <button type="submit" className="button button-primary">
          {t('app.save')}
        </button>
      </form>
    </SidePanel>
  )
}
