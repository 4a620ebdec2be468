import { Play, SquarePlus } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { MethodAction, MethodContext, MethodPart } from '../method.tsx'
import { AddScreenDialog } from './AddScreenDialog.tsx'
import { keepTogether } from './keepTogether.ts'
import { Player } from './Player.tsx'

/** Prototypes: more screens, remarks that stay with theirs, and trying it out. */
export function usePrototype({ facts, editor, readOnly }: MethodContext): MethodPart {
  const [open, setOpen] = useState<'add' | 'play' | null>(null)
  const isPrototype = facts.template === 'prototype-sketch'
  const mayWrite = isPrototype && !readOnly
  useEffect(() => {
    if (editor && mayWrite) return keepTogether(editor)
  }, [editor, mayWrite])
  if (!isPrototype || !editor) return { actions: [] }
  const close = () => setOpen(null)
  const add: MethodAction = { key: 'prototype.actions.add', icon: SquarePlus, run: () => setOpen('add') }
  const play: MethodAction = { key: 'prototype.actions.play', icon: Play, run: () => setOpen('play') }
  const view = (
    <>
      {open === 'add' && <AddScreenDialog editor={editor} onClose={close} />}
      {open === 'play' && <Player editor={editor} onClose={close} />}
    </>
  )
  return { actions: mayWrite ? [add, play] : [play], view }
}
