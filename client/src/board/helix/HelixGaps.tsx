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
}

const circlesOf = (editor: Editor, { template }: Outline): Circle[] =>
  template === 'helix-map'
    ? editor
        .getCurrentPageShapes()
        .flatMap(({ id, meta }) => (isCircle(meta.region) ? [{ id, region: meta.region }] : []))
    : []

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
    if (!bounds) return null
    const centres = circles.flatMap(({ id }) => editor.getShapePageBounds(id)?.center ?? [])
    const x = centres.reduce((sum, each) => sum + each.x, 0) / centres.length
    const y = centres.reduce((sum, each) => sum + each.y, 0) / centres.length
    // Away from the middle, where the circles overlap and it would be nobody's.
    return {
      x: bounds.center.x + (bounds.center.x - x) * 0.1,
      y: bounds.center.y + (bounds.center.y - y) * 0.1,
    }
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
