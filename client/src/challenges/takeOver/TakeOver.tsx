import type { Outline } from '@sheshi/methods'
import type { Export } from '@sheshi/records'
import { BookDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router-dom'
import type { ShownChallenge } from '../useSectionDraft.ts'
import { TakeOverDialog } from './TakeOverDialog.tsx'

/** Templates whose outline has something for the fields of the record. */
const taken: readonly Outline['template'][] = [
  'problem-tree',
  'brainstorm',
  'how-might-we',
  'helix-map',
  'test-and-learning-card',
  'pilot-plan',
  'after-action-review',
  'lessons-transfer',
  'challenge-screening',
]

interface TakeOverProps {
  shown: ShownChallenge
  item: Export
  outline: Outline
}

/** The button that offers an export's content to the record; `?takeOver=<export>` in the address presses it. */
export function TakeOver({ shown, item, outline }: TakeOverProps) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const [open, setOpen] = useState(params.get('takeOver') === item.id)
  if (!taken.includes(outline.template)) return null
  const close = () => {
    setOpen(false)
    if (params.has('takeOver')) setParams({}, { replace: true })
  }
  return (
    <div className="row">
      <button type="button" className="button button-primary" onClick={() => setOpen(true)}>
        <BookDown aria-hidden size={18} />
        {t('challenges.takeOver.open')}
      </button>
      {open && <TakeOverDialog shown={shown} item={item} outline={outline} onClose={close} />}
    </div>
  )
}
