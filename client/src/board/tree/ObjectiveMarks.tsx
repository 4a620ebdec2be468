import { plainText } from '@sheshi/board'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type TLShape, type TLShapeId, useEditor, useValue } from 'tldraw'
import { problemOf } from './CardTools.tsx'

/** On objectives: the problem's words where nobody has written yet, and the tick of those that can be reached. */
export function ObjectiveMarks() {
  const editor = useEditor()
  const ids = useValue('objectives in view', () => {
    const culled = editor.getCulledShapes()
    return editor.getCurrentPageShapes().filter((shape) => isObjective(shape) && !culled.has(shape.id))
  }, [editor])
  return ids.map(({ id }) => <ObjectiveMark key={id} id={id} />)
}

const isObjective = ({ type, meta }: TLShape): boolean =>
  type === 'note' && typeof meta.fromProblemId === 'string'

function ObjectiveMark({ id }: { id: TLShapeId }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const shown = useValue('objective', () => {
    const shape = editor.getShape(id)
    const bounds = editor.getShapePageBounds(id)
    if (!shape || !bounds) return null
    const isOpen = editor.getEditingShapeId() === id
    const isEmpty = !isOpen && plainText(shape).trim() === ''
    const { minX: left, minY: top, w: width, h: height } = bounds
    const words = isEmpty ? problemOf(editor, shape) : null
    return { place: { left, top, width, height }, words, ticked: shape.meta.realistic === true }
  }, [editor, id])
  if (!shown) return null
  const { place, words, ticked } = shown
  return (
    <div className="objective-mark" style={place}>
      {words && (
        <p>
          <span>{t('tree.tools.problem')}</span> {words}
        </p>
      )}
      {ticked && (
        <span className="objective-tick" role="img" aria-label={t('tree.tools.realistic')}>
          <Check aria-hidden size={28} strokeWidth={3} />
        </span>
      )}
    </div>
  )
}
