import { plainText } from '@sheshi/board'
import { findCard, relatedPlace, type Side } from '@sheshi/methods/tree'
import { ArrowDownToLine, ArrowUpToLine, Check } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, type TLShape, type TLShapeId, useValue } from 'tldraw'
import { addRelated, treesNow } from './changes.ts'
import { placeBy } from './placeBy.ts'

interface CardToolsProps {
  editor: Editor
  template: string
}

/** What can be done with the one card that is selected: a cause below it, an effect above it; both by keyboard too. */
export function CardTools({ editor, template }: CardToolsProps) {
  const card = useValue('selected card', () => selectedCard(editor), [editor])
  useShortcuts(editor, template)
  return card ? <ToolsOf key={card.id} editor={editor} template={template} card={card} /> : null
}

function selectedCard(editor: Editor): TLShape | null {
  const shape = editor.getOnlySelectedShape()
  return shape && shape.type !== 'arrow' && editor.isIn('select.idle') ? shape : null
}

const shortcuts: Record<string, Side> = { ArrowDown: 'cause', ArrowUp: 'effect' }

/** Alt and an arrow: what lies below a card, or above it. */
function useShortcuts(editor: Editor, template: string): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const side = event.altKey && !event.ctrlKey && !event.metaKey ? shortcuts[event.key] : undefined
      const card = selectedCard(editor)
      if (!side || !card || !editor.getIsFocused()) return
      event.preventDefault()
      event.stopPropagation()
      addRelated(editor, template, card.id, side)
    }
    // Before tldraw, which would nudge the card.
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [editor, template])
}

const looks = {
  cause: { icon: ArrowDownToLine, keys: 'Alt+ArrowDown' },
  effect: { icon: ArrowUpToLine, keys: 'Alt+ArrowUp' },
} as const

function ToolsOf({ editor, template, card }: CardToolsProps & { card: TLShape }) {
  const { t } = useTranslation()
  const { kind, sides } = useMemo(() => toolsFor(editor, template, card.id), [editor, template, card])
  const problem = useValue('problem', () => problemOf(editor, card), [editor, card])
  const place = useValue(
    'place of tools',
    () => placeBy(editor, card.id, { w: 264, h: problem === null ? 56 : 128, gap: 28 }),
    [editor, card.id, problem],
  )
  if (!place || !kind || (sides.length === 0 && problem === null)) return null
  const isRealistic = card.meta.realistic === true
  const toggle = () => {
    editor.markHistoryStoppingPoint('realistic')
    editor.updateShape({ id: card.id, type: card.type, meta: { realistic: !isRealistic } })
  }
  return (
    <div className="tree-tools" style={place} role="toolbar" aria-label={t('tree.tools.label')}>
      {problem !== null && (
        <p className="tree-problem">
          <span>{t('tree.tools.problem')}</span> {problem}
        </p>
      )}
      <div className="tree-buttons">
        {sides.map((side) => {
          const { icon: Icon, keys } = looks[side]
          return (
            <button
              key={side}
              type="button"
              className="button button-quiet"
              aria-keyshortcuts={keys}
              title={t(`tree.tools.long.${kind}.${side}`)}
              aria-label={t(`tree.tools.long.${kind}.${side}`)}
              onClick={() => addRelated(editor, template, card.id, side)}
            >
              <Icon aria-hidden size={20} />
              <span>{t(`tree.tools.${kind}.${side}`)}</span>
            </button>
          )
        })}
        {problem !== null && (
          <button type="button" className="button button-quiet" aria-pressed={isRealistic} onClick={toggle}>
            <Check aria-hidden size={20} />
            <span>{t('tree.tools.realistic')}</span>
          </button>
        )}
      </div>
    </div>
  )
}

function toolsFor(editor: Editor, template: string, id: TLShapeId) {
  const trees = treesNow(editor, template)
  const kind = findCard(trees, id)?.tree.kind ?? null
  const sides = (['cause', 'effect'] as const).filter((side) => relatedPlace(trees, id, side) !== null)
  return { kind, sides }
}

/** The words of the problem that an objective was made from; null of any other card. */
export function problemOf(editor: Editor, { meta }: TLShape): string | null {
  const { fromProblemId } = meta
  if (typeof fromProblemId !== 'string') return null
  const problem = editor.getShape(`shape:${fromProblemId.replace(/^shape:/, '')}` as TLShapeId)
  return problem ? plainText(problem).trim() : ''
}
