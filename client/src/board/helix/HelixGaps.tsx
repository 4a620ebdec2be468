import type { HelixOutline, Outline } from '@sheshi/methods'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Editor, type TLShapeId, useEditor, useValue } from 'tldraw'
import { useLocale } from '../../app/useLocale.ts'
import { useLiveOutline } from '../../outline/useLiveOutline.ts'
import './helix.css'

const isCircle = (region: unknown): region is string =>
  typeof region === 'string' && region.startsWith('circle.')

/** What a helix map shows beyond its cards: where nobody stands yet, and what each partner gives, needs and promises. */
export function HelixGaps() {
  const editor = useEditor()
  // A board never changes its template, and its circles are there before anybody is let in.
  const isHelix = useMemo(
    () => editor.getCurrentPageShapes().some(({ meta }) => isCircle(meta.region)),
    [editor],
  )
  return isHelix ? <Helix editor={editor} /> : null
}

interface Circle {
  id: TLShapeId
  region: string
  /** The shape with its name. */
  name: TLShapeId | undefined
}

/** How far from its circle's name the middle of a mark is. */
const beside = 56

function circlesOf(editor: Editor, { template }: Outline): Circle[] {
  if (template !== 'helix-map') return []
  const shapes = editor.getCurrentPageShapes()
  return shapes.flatMap(({ id, meta: { region, labelKey } }) => {
    if (!isCircle(region)) return []
    const name = shapes.find(({ type, meta }) => type === 'text' && meta.labelKey === labelKey)?.id
    return [{ id, region, name }]
  })
}

function Helix({ editor }: { editor: Editor }) {
  const { locale } = useLocale()
  const { outline } = useLiveOutline(editor.store, 'helix-map', locale)
  // Looked for when the outline is read, and not at every movement of every hand.
  const circles = useMemo(() => circlesOf(editor, outline), [editor, outline])
  if (outline.template !== 'helix-map') return null
  // Who stands in two circles is one card, and its words stand under it once.
  const partners = new Map(outline.circles.flatMap(({ partners: own }) => own.map((each) => [each.id, each])))
  return (
    <>
      {outline.gaps.map((sector) => (
        <Gap key={sector} editor={editor} circles={circles} sector={sector} />
      ))}
      {[...partners.values()].map((partner) => (
        <PartnerWords key={partner.id} editor={editor} partner={partner} />
      ))}
    </>
  )
}

/** Only shown, never written: it goes by itself when somebody stands there, and is in no picture and no undo. */
function Gap({ editor, circles, sector }: { editor: Editor; circles: Circle[]; sector: string }) {
  const { t } = useTranslation()
  const middle = useValue('gap', () => {
    const circle = circles.find(({ region }) => region === `circle.${sector}`)
    const bounds = circle && editor.getShapePageBounds(circle.id)
    const name = circle?.name && editor.getShapePageBounds(circle.name)
    if (!bounds || !name) return bounds?.center ?? null
    // Beside the name, which stands where the circle is nobody else's, and on its inner side, away from the rim.
    const isAbove = name.center.y <= bounds.center.y
    return { x: name.center.x, y: isAbove ? name.maxY + beside : name.minY - beside }
  }, [editor, circles, sector])
  if (!middle) return null
  return (
    <div className="helix-gap" style={{ left: middle.x, top: middle.y }} data-testid={`gap-${sector}`}>
      {t('helix.gap')}
    </div>
  )
}

type Partner = HelixOutline['circles'][number]['partners'][number]
const said = ['gives', 'needs', 'commits'] as const

/** What was filled in by the form; what stands on the card itself is there to be read. */
function PartnerWords({ editor, partner }: { editor: Editor; partner: Partner }) {
  const { t } = useTranslation()
  const place = useValue('partner words', () => {
    const shape = editor.getShape(`shape:${partner.id}` as TLShapeId)
    const bounds = shape && editor.getShapePageBounds(shape)
    if (!shape || !bounds) return null
    const marked = said.flatMap((name) => {
      const words = shape.meta[name]
      return typeof words === 'string' && words !== '' ? [{ name, words }] : []
    })
    return { left: bounds.x, top: bounds.maxY, width: bounds.w, marked }
  }, [editor, partner.id])
  if (!place || place.marked.length === 0) return null
  const { marked, ...style } = place
  return (
    <ul className="partner-words" style={style}>
      {marked.map(({ name, words }) => (
        <li key={name}>
          <b>{t(`helix.${name}`)}</b> {words}
        </li>
      ))}
    </ul>
  )
}
