import { Lightbulb, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, useValue } from 'tldraw'
import { placeBy } from './placeBy.ts'
import { dropHints, type Hint, hintsOf } from './state.ts'

const readFor = 20_000

/** The hints beside their cards, and said once to who listens. */
export function TreeHints({ editor }: { editor: Editor }) {
  const words = useHintWords()
  const hints = useValue('hints', () => hintsOf(editor).get(), [editor])
  const newest = hints.at(-1)
  return (
    <>
      <div className="visually-hidden" role="status">
        {newest ? words(newest) : ''}
      </div>
      {hints.map((hint) => (
        <HintBubble key={`${hint.card} ${hint.code}`} editor={editor} hint={hint} />
      ))}
    </>
  )
}

function HintBubble({ editor, hint }: { editor: Editor; hint: Hint }) {
  const { t } = useTranslation()
  const words = useHintWords()
  const place = useValue('place of a hint', () => placeBy(editor, hint.card, { w: 296, h: 96, gap: 12 }), [
    editor,
    hint.card,
  ])
  const close = () => dropHints(editor, (each) => each === hint)
  useEffect(() => {
    const timer = setTimeout(() => dropHints(editor, (each) => each === hint), readFor)
    return () => clearTimeout(timer)
  }, [editor, hint])
  if (!place) return null
  return (
    <div className="tree-hint" style={place} data-testid="tree-hint">
      <Lightbulb aria-hidden size={20} />
      <p>{words(hint)}</p>
      <button type="button" className="tree-hint-close" aria-label={t('app.close')} onClick={close}>
        <X aria-hidden size={18} />
      </button>
    </div>
  )
}

function useHintWords(): (hint: Hint) => string {
  const { t } = useTranslation()
  return ({ code, words = '', count = 0 }) => t(`tree.hints.${code}`, { words, count })
}
