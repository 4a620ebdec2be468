import { isTemplateId, templateById } from '@sheshi/methods'
import { ListTree, Target } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Box, type Editor } from 'tldraw'
import { useToast } from '../../app/toast.tsx'
import type { MethodAction, MethodContext, MethodPart } from '../method.tsx'
import { showBounds } from '../showBounds.ts'
import { attachTree } from './attachTree.ts'
import { CardTools } from './CardTools.tsx'
import { makeObjectives, putInPlace, treesNow } from './changes.ts'
import { TreeHints } from './TreeHints.tsx'
import './tree.css'

/** Problem tree and objectives tree: their rules, a tidy tree at one click, the objectives made from the problems. */
export function useTree({ facts, editor, readOnly }: MethodContext): MethodPart {
  const { t, i18n } = useTranslation()
  const toast = useToast()
  const { template } = facts
  const reads = isTemplateId(template) ? templateById(template).reads : null
  const isTree = reads === 'problem-tree' || reads === 'objectives-tree'
  const works = isTree && !readOnly ? editor : null
  useEffect(() => {
    if (works) return attachTree(works, template)
  }, [works, template])
  if (!works) return { actions: [] }

  const undo = { label: t('app.undo'), run: () => works.undo() }
  const tidy = async () => {
    const done = await tidyTree(works, template)
    if (done === 'tidy') toast({ text: t('tree.tidy.done'), action: undo })
    else toast({ text: t(`tree.tidy.${done}`) })
  }
  const convert = () => {
    const made = makeObjectives(works, { template, locale: i18n.language })
    if (made.length === 0) {
      toast({ text: t('tree.objectives.none') })
      return
    }
    look(
      works,
      made.map(({ id }) => id),
    )
    toast({ text: t('tree.objectives.done'), action: undo })
  }
  const actions: MethodAction[] = [
    { key: 'tree.actions.tidy', icon: ListTree, run: () => void tidy() },
    ...(reads === 'problem-tree' ? [{ key: 'tree.actions.objectives', icon: Target, run: convert }] : []),
  ]
  const view = (
    <>
      <CardTools editor={works} template={template} />
      <TreeHints editor={works} />
    </>
  )
  return { actions, view }
}

/** The layout is fetched when it is first asked for: most people on a board never do. */
async function tidyTree(
  editor: Editor,
  template: string,
): Promise<'tidy' | 'already' | 'noRoom' | 'nothing' | 'failed'> {
  const loaded = await import('@sheshi/methods/tidy').catch(() => null)
  if (!loaded) return 'failed'
  const found = loaded.tidyTrees(treesNow(editor, template))
  if (!found.ok) return found.code === 'no-room' ? 'noRoom' : 'nothing'
  if (found.moves.length + found.turns.length === 0) return 'already'
  putInPlace(editor, found.moves, found.turns)
  return 'tidy'
}

function look(editor: Editor, ids: Parameters<Editor['getShapePageBounds']>[0][]): void {
  const boxes = ids.flatMap((id) => editor.getShapePageBounds(id) ?? [])
  const narrow = editor.getViewportScreenBounds().w < 700
  const insets = narrow
    ? { top: 52, right: 12, bottom: 112, left: 12 }
    : { top: 64, right: 172, bottom: 72, left: 16 }
  showBounds(editor, Box.Common(boxes), { insets, closest: 1, glide: editor.options.animationMediumMs })
}
