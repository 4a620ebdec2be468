import { citiesBehind, sectorsBehind } from '@sheshi/methods'
import { sectors } from '@sheshi/records'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, type TLShape, type TLShapeId, useEditor, useValue } from 'tldraw'
import { citiesOn, cityLook, sectorLooks } from './sectors.ts'
import { marksBy, sectorsShown } from './state.ts'

/** The marks on the notes in view, while they are asked for. */
export function SectorMarks() {
  const editor = useEditor()
  const marked = useValue('marked notes in view', () => {
    if (!sectorsShown(editor).get()) return []
    const culled = editor.getCulledShapes()
    return editor.getCurrentPageShapes().filter((shape) => isMarked(editor, shape) && !culled.has(shape.id))
  }, [editor])
  return marked.map(({ id }) => <SectorMark key={id} id={id} />)
}

const saysWho = (shape: TLShape): boolean =>
  sectorsBehind(shape).length > 0 || citiesBehind(shape).length > 0 || typeof shape.meta.by === 'string'

/** Also a picture or a sketch from a phone; what is in such a group is not marked once more. */
function isMarked(editor: Editor, shape: TLShape): boolean {
  const inside = editor.getShapeParent(shape)
  return saysWho(shape) && !(inside?.type === 'group' && saysWho(inside))
}

/** On the upper right corner of a note; from afar it grows, so that it can still be told what it is. */
function SectorMark({ id }: { id: TLShapeId }) {
  const editor = useEditor()
  const shown = useValue('mark', () => {
    const shape = editor.getShape(id)
    const bounds = editor.getShapePageBounds(id)
    if (!shape || !bounds) return null
    const size = Math.min(72, Math.max(32, 18 / editor.getZoomLevel()))
    const by = typeof shape.meta.by === 'string' ? shape.meta.by : ''
    const from = marksBy(editor).get()
    return { x: bounds.maxX, y: bounds.minY, size, shape, by, from }
  }, [editor, id])
  if (!shown) return null
  const { x, y, size, shape, by, from } = shown
  return (
    <div className="sector-mark" style={{ left: x, top: y, fontSize: size / 2 }} data-testid="sector-mark">
      {by && <span className="sector-mark-name">{by}</span>}
      {from === 'city' ? <CityDots shape={shape} /> : <SectorDots shape={shape} />}
    </div>
  )
}

function SectorDots({ shape }: { shape: TLShape }) {
  const { t } = useTranslation()
  const behind = sectorsBehind(shape)
  return sectors
    .filter((sector) => behind.includes(sector))
    .map((sector) => {
      const { icon: Icon, colour } = sectorLooks[sector]
      return (
        <Dot key={sector} label={t(`challenges.sectors.${sector}`)} colour={colour}>
          <Icon aria-hidden size="1.1em" />
        </Dot>
      )
    })
}

function CityDots({ shape }: { shape: TLShape }) {
  const editor = useEditor()
  const cities = useValue('cities', () => citiesOn(editor), [editor])
  return citiesBehind(shape).map((city) => {
    const { sign, colour } = cityLook(city, cities)
    return (
      <Dot key={city} label={city} colour={colour}>
        <span className="city-sign">{sign}</span>
      </Dot>
    )
  })
}

const Dot = ({ label, colour, children }: { label: string; colour: string; children: ReactNode }) => (
  <span className="sector-dot" style={{ background: colour }} role="img" aria-label={label}>
    {children}
  </span>
)
