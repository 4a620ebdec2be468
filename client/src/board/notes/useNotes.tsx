import { isTemplateId, templateById } from '@sheshi/methods'
import { Copy, Group, Network, Users } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type TLShapeId, useValue } from 'tldraw'
import { useToast } from '../../app/toast.tsx'
import type { MethodAction, MethodContext, MethodPart } from '../method.tsx'
import { markOwnNotes } from './author.ts'
import { DuplicatesPanel } from './DuplicatesPanel.tsx'
import { GroupDialog } from './GroupDialog.tsx'
import { groupable } from './groups.ts'
import { ProposalPanel } from './ProposalPanel.tsx'
import { SectorLegend } from './SectorLegend.tsx'
import { proposal, sectorsShown } from './state.ts'
import { usePaste } from './usePaste.tsx'
import './notes.css'

/** True where a board is about many notes that are sorted: brainstorms of every kind, and boards without a method. */
export function isForNotes(template: string): boolean {
  if (!isTemplateId(template)) return false
  const { reads, id } = templateById(template)
  return reads === 'brainstorm' || reads === 'frames' || id === 'brainwriting-6-3-5'
}

/** Notes: whose sector wrote them, groups, many by pasting, duplicates. */
export function useNotes({ facts, editor, readOnly }: MethodContext): MethodPart {
  const { t } = useTranslation()
  const toast = useToast()
  const [grouping, setGrouping] = useState<TLShapeId[] | null>(null)
  const [panel, setPanel] = useState<'sectors' | 'duplicates' | null>(null)
  const shown = useValue('sectors shown', () => (editor ? sectorsShown(editor).get() : false), [editor])
  const proposing = useValue('proposing', () => editor !== null && proposal(editor).get() !== null, [editor])
  const { name, sector, city, author, template } = facts
  const mayWrite = !readOnly && editor !== null
  useEffect(() => {
    if (editor && mayWrite) return markOwnNotes(editor, { name, sector, city, author })
  }, [editor, mayWrite, name, sector, city, author])
  const sorts = mayWrite && isForNotes(template)
  const paste = usePaste(sorts ? editor : null, template)
  if (!editor) return { actions: [] }

  /** One panel at a time: they lie in the same place. */
  const open = (wanted: 'sectors' | 'groups' | 'duplicates' | null) => {
    proposal(editor).set(wanted === 'groups' ? [] : null)
    setPanel(wanted === 'groups' ? null : wanted)
  }
  const comparing = panel === 'duplicates'
  const showSectors = () => {
    sectorsShown(editor).set(!shown)
    open(shown ? null : 'sectors')
  }
  const group = () => {
    const ids = groupable(editor).map(({ id }) => id)
    if (ids.length > 0) setGrouping(ids)
    else toast({ text: t('notes.group.selectFirst') })
  }
  const sorting: MethodAction[] = [
    { key: 'notes.actions.group', icon: Group, run: group },
    {
      key: 'notes.actions.propose',
      icon: Network,
      run: () => open(proposing ? null : 'groups'),
      pressed: proposing,
    },
    {
      key: 'notes.actions.duplicates',
      icon: Copy,
      run: () => open(comparing ? null : 'duplicates'),
      pressed: comparing,
    },
  ]
  const sectorsAction: MethodAction = {
    key: 'notes.actions.sectors',
    icon: Users,
    run: showSectors,
    pressed: shown,
  }
  const view: ReactNode = (
    <>
      {panel === 'sectors' && (
        <SectorLegend
          editor={editor}
          onClose={() => open(null)}
          name={mayWrite ? name : ''}
          sector={sector}
        />
      )}
      {proposing && <ProposalPanel editor={editor} template={template} />}
      {comparing && <DuplicatesPanel editor={editor} onClose={() => open(null)} />}
      {grouping && <GroupDialog editor={editor} ids={grouping} onClose={() => setGrouping(null)} />}
      {paste}
    </>
  )
  return { actions: [...(sorts ? sorting : []), sectorsAction], view }
}
