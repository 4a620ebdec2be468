import { sectorsBehind } from '@sheshi/methods'
import { sectors } from '@sheshi/records'
import { useTranslation } from 'react-i18next'
import { type TLShape, type TLShapeId, useEditor, useValue } from 'tldraw'
import { sectorLooks } from './sectors.ts'
import { sectorsShown } from './state.ts'

/** The marks on the notes in view, while they are asked for. */
export function SectorMarks() {
  const editor = useEditor()
  const marked = useValue('marked notes in view', () => {
    if (!sectorsShown(editor).get()) return []
    const culled = editor.getCulledShapes()
    return editor.getCurrentPageShapes().filter((shape) => isMarked(shape) && !culled.has(shape.id))
  }, [editor])
  return marked.map(({ id }) => <SectorMark key={id} id={id} />)
}

const isMarked = (shape: TLShape): boolean =>
  shape.type === 'note' && (sectorsBehind(shape).length > 0 || typeof shape.meta.by === 'string')

/** On the upper right corner of a note; from afar it grows, so that it can still be told what it is. */
function SectorMark({ id }: { id: TLShapeId }) {
  const { t } = useTranslation()
  const editor = useEditor()
  const shown = useValue('mark', () => {
    const shape = editor.getShape(id)
    const bounds = editor.getShapePageBounds(id)
    if (!shape || !bounds) return null
    const size = Math.min(72, Math.max(32, 18 / editor.getZoomLevel()))
    const behind = sectorsBehind(shape)
    const by = typeof shape.meta.by === 'string' ? shape.meta.by : ''
    return { x: bounds.maxX, y: bounds.minY, size, behind, by }
  }, [editor, id])
  if (!shown) return null
  const { x, y, size, behind, by } = shown
  return (
    <div className="sector-mark" style={{ left: x, top: y, fontSize: size / 2 }} data-testid="sector-mark">
      {by && <span className="sector-mark-name">{by}</span>}
      {sectors
        .filter((sector) => behind.includes(sector))
        .map((sector) => {
          const { icon: Icon, colour } = sectorLooks[sector]
          return (
            <span
              key={sector}
              className="sector-dot"
              style={{ background: colour }}
              role="img"
              aria-label={t(`challenges.sectors.${sector}`)}
            >
              <Icon aria-hidden size="1.1em" />
            </span>
          )
        })}
    </div>
  )
}
