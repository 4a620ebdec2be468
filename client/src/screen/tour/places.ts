import { isTemplateId, label, templateById } from '@sheshi/methods'
import { type Editor, FONT_SIZES, LABEL_FONT_SIZES, type TLFrameShape, type TLShape } from 'tldraw'
import type { TourPlace, TourThing } from './planTour.ts'

/** Where a tour of this board goes, in the order in which the template names its regions; then people's frames, as one reads. */
export function placesOf(editor: Editor, template: string, locale: string): TourPlace[] {
  return [...regionsOf(editor, template, locale), ...framesOf(editor)]
}

function regionsOf(editor: Editor, template: string, locale: string): TourPlace[] {
  if (!isTemplateId(template)) return []
  const { regions } = templateById(template)
  const drawn = new Map<unknown, TLShape>()
  for (const shape of editor.getCurrentPageShapes()) {
    if (typeof shape.meta.region === 'string' && !drawn.has(shape.meta.region))
      drawn.set(shape.meta.region, shape)
  }
  return regions.flatMap(({ id, labelKey }) => {
    const shape = drawn.get(id)
    const bounds = shape && editor.getShapePageBounds(shape)
    return bounds ? [{ id, title: label(labelKey, locale), bounds: bounds.toJson() }] : []
  })
}

function framesOf(editor: Editor): TourPlace[] {
  const isNamed = (shape: TLShape): shape is TLFrameShape =>
    shape.type === 'frame' && (shape as TLFrameShape).props.name.trim() !== ''
  return editor
    .getCurrentPageShapes()
    .filter(isNamed)
    .flatMap(({ id, props }) => {
      const bounds = editor.getShapePageBounds(id)
      return bounds ? [{ id, title: props.name.trim(), bounds: bounds.toJson() }] : []
    })
    .sort((a, b) => row(a) - row(b) || a.bounds.x - b.bounds.x)
}

/** Frames that begin about as high as each other are in one row. */
const row = ({ bounds }: TourPlace): number => Math.round(bounds.y / 200)

/** What people put on the board and would read; drawings count only where there is nothing else. */
export function thingsOf(editor: Editor): TourThing[] {
  const loose = editor
    .getCurrentPageShapes()
    .filter(({ type, isLocked }) => !isLocked && !['frame', 'arrow', 'group', 'line'].includes(type))
  const things = loose.filter(({ type }) => type !== 'draw' && type !== 'highlight')
  return (things.length > 0 ? things : loose).flatMap((shape) => {
    const bounds = editor.getShapePageBounds(shape)
    return bounds ? [{ id: shape.id, bounds: bounds.toJson(), font: fontOf(shape) }] : []
  })
}

interface Lettered {
  size?: keyof typeof FONT_SIZES
  scale?: number
  fontSizeAdjustment?: number
  richText?: unknown
}

/** How high a shape's letters are at 100 %; a note makes its own smaller where a word is long. */
function fontOf({ type, props }: TLShape): number | null {
  const { size = 'm', scale = 1, fontSizeAdjustment = 0, richText } = props as Lettered
  if (richText === undefined) return null
  const usual = type === 'text' ? FONT_SIZES[size] : LABEL_FONT_SIZES[size]
  return (type === 'note' && fontSizeAdjustment > 0 ? fontSizeAdjustment : usual) * scale
}
