import { ListChecks } from 'lucide-react'
import { useState } from 'react'
import type { MethodContext, MethodPart } from '../method.tsx'
import { ScreeningPanel } from './ScreeningPanel.tsx'

/** Scoring on boards that screen challenges: one button, and the panel behind it. */
export function useScreening({ facts, editor, readOnly }: MethodContext): MethodPart {
  const [open, setOpen] = useState(false)
  if (facts.template !== 'challenge-screening' || !editor) return { actions: [] }
  const close = () => setOpen(false)
  return {
    actions: [{ key: 'screening.open', icon: ListChecks, run: () => setOpen(!open), pressed: open }],
    view: open && <ScreeningPanel facts={facts} editor={editor} readOnly={readOnly} onClose={close} />,
  }
}
