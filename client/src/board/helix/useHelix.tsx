import { plainText } from '@sheshi/board'
import { Handshake } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TLShapeId } from 'tldraw'
import { useToast } from '../../app/toast.tsx'
import type { MethodContext, MethodPart } from '../method.tsx'
import { PartnerPanel } from './PartnerPanel.tsx'

/** What partners give, need and commit to, on helix maps: a form for the card that is selected. */
export function useHelix({ facts, editor, readOnly }: MethodContext): MethodPart {
  const { t } = useTranslation()
  const toast = useToast()
  const [card, setCard] = useState<TLShapeId | null>(null)
  if (facts.template !== 'helix-map' || !editor || readOnly) return { actions: [] }
  const open = () => {
    if (card) return setCard(null)
    const selected = editor.getOnlySelectedShape()
    const isPartner = selected && !selected.isLocked && selected.meta.card === undefined
    if (isPartner && plainText(selected).trim() !== '') setCard(selected.id)
    else toast({ text: t('helix.select') })
  }
  const shape = card && editor.getShape(card)
  return {
    actions: [{ key: 'helix.open', icon: Handshake, run: open, pressed: Boolean(shape) }],
    view: shape && (
      <PartnerPanel
        key={shape.id}
        editor={editor}
        shape={shape}
        name={plainText(shape).trim().split('\n')[0] ?? ''}
        onClose={() => setCard(null)}
      />
    ),
  }
}
