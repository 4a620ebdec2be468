import { richText } from '@sheshi/board'
import { labelFor } from '@sheshi/methods'
import {
  type Editor,
  FrameShapeUtil,
  GeoShapeUtil,
  TextShapeUtil,
  type TLFrameShape,
  type TLGeoShape,
  type TLRichText,
  type TLShape,
  type TLTextShape,
} from 'tldraw'

/**
 * The template's own words in the language of who looks on; null where they are people's words, or in an open field,
 * which has what the document has. Read while rendering: tldraw renders again when the language changes.
 */
function ownWords(editor: Editor, shape: TLShape): string | null {
  if (shape.meta.labelKey === undefined || editor.getEditingShapeId() === shape.id) return null
  return labelFor(shape, editor.user.getLocale())
}

const labels = new Map<string, TLRichText>()

/** The same object each time: tldraw writes HTML anew for another one. */
function richLabel(words: string): TLRichText {
  const label = labels.get(words) ?? richText(words)
  labels.set(words, label)
  return label
}

function withOwnWords<Shape extends TLTextShape | TLGeoShape>(editor: Editor, shape: Shape): Shape {
  const words = ownWords(editor, shape)
  return words === null ? shape : { ...shape, props: { ...shape.props, richText: richLabel(words) } }
}

class OwnLanguageText extends TextShapeUtil {
  override component(shape: TLTextShape) {
    return super.component(withOwnWords(this.editor, shape))
  }
}

class OwnLanguageGeo extends GeoShapeUtil {
  override component(shape: TLGeoShape) {
    return super.component(withOwnWords(this.editor, shape))
  }
  override getAriaDescriptor(shape: TLGeoShape) {
    return ownWords(this.editor, shape) ?? undefined
  }
}

class OwnLanguageFrame extends FrameShapeUtil {
  override component(shape: TLFrameShape) {
    const name = ownWords(this.editor, shape) ?? shape.props.name
    return super.component({ ...shape, props: { ...shape.props, name } })
  }
  override getAriaDescriptor(shape: TLFrameShape) {
    return ownWords(this.editor, shape) ?? shape.props.name
  }
}

/** Shapes that show a template's labels in the viewer's language. Only what is shown: the document stays as it is. */
export const ownLanguageUtils = [OwnLanguageText, OwnLanguageGeo, OwnLanguageFrame]
