import { plainText } from '@sheshi/board'
import type { TLGeoShape, TLShape, TLTextShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { heightOf } from '../textFit.ts'
import { around, type Bounds, locales, overlap } from '../types.ts'
import { buildTemplate } from './build.ts'
import { fontSizes } from './draft.ts'
import { allTemplates } from './index.ts'
import { variantsOf } from './variants.ts'

const forms = allTemplates.flatMap((template) => {
  const variants = variantsOf(template).map(({ id }) => id)
  return (variants.length > 0 ? variants : [undefined]).map((variant) => ({ id: template.id, variant }))
})

interface Words {
  id: string
  words: string
  box: Bounds
  fontSize: number
}

/** tldraw's room between a geo shape's edge and its label. */
const labelPadding = 16

const isText = (shape: TLShape): shape is TLTextShape => shape.type === 'text'
const isGeo = (shape: TLShape): shape is TLGeoShape => shape.type === 'geo'

/** A text with the room it takes, by estimate. */
function wordsOf(shape: TLTextShape): Words {
  const { scale, size } = shape.props
  const [w, fontSize] = [shape.props.w * scale, fontSizes[size] * scale]
  const words = plainText(shape)
  return {
    id: shape.id,
    words,
    fontSize,
    box: { x: shape.x, y: shape.y, w, h: heightOf(words, w, fontSize) },
  }
}

const boxOf = ({ x, y, props: { w, h } }: TLGeoShape): Bounds => ({ x, y, w, h })

const isWithin = (inner: Bounds, outer: Bounds): boolean => {
  const { w, h } = around([inner, outer])
  return w <= outer.w && h <= outer.h
}

/** True where the longest word need not be broken. */
const holdsWords = (words: string, w: number, fontSize: number): boolean =>
  words.split(/\s+/).every((word) => heightOf(word, w, fontSize) <= heightOf('x', w, fontSize))

const runsInto = ({ id, box }: Words, others: Pick<Words, 'id' | 'box'>[]): string[] =>
  others.filter((other) => overlap(box, other.box)).map((other) => `${id} runs into ${other.id}`)

/** A text stays on the sheets that it begins on, and on the one that it is named after. */
function leaves({ id, box }: Words, sheets: TLGeoShape[]): string[] {
  return sheets
    .filter((sheet) => isWithin({ ...box, w: 1, h: 1 }, boxOf(sheet)) || id.startsWith(`${sheet.id}.`))
    .filter((sheet) => !isWithin(box, boxOf(sheet)))
    .map((sheet) => `${id} leaves ${sheet.id}`)
}

describe.each(forms)('the words of $id ($variant)', ({ id, variant }) => {
  it.each(locales)('stand apart from each other and on their sheets in %s', (locale) => {
    const shapes = buildTemplate(id, locale, { variant }).filter((record) => record.typeName === 'shape')
    const texts = shapes.filter(isText).map(wordsOf)
    const sheets = shapes.filter(isGeo).filter(({ isLocked }) => isLocked)
    const cards = shapes.filter(isGeo).filter(({ meta }) => meta.card !== undefined)
    const problems = texts.flatMap((text, at) => [
      ...(holdsWords(text.words, text.box.w, text.fontSize) ? [] : [`${text.id} breaks a word`]),
      ...runsInto(text, texts.slice(at + 1)),
      ...runsInto(
        text,
        cards.map((card) => ({ id: card.id, box: boxOf(card) })),
      ),
      ...leaves(text, sheets),
    ])
    expect(problems).toEqual([])
  })

  it.each(locales)('fit onto the cards that they stand on in %s', (locale) => {
    const cards = buildTemplate(id, locale, { variant }).filter(
      (record): record is TLGeoShape =>
        record.typeName === 'shape' && isGeo(record) && record.meta.card !== undefined,
    )
    for (const card of cards) {
      const [room, fontSize] = [card.props.w - 2 * labelPadding, fontSizes.s * card.props.scale]
      const words = plainText(card)
      expect(holdsWords(words, room, fontSize), `${card.id}: ${words}`).toBe(true)
      expect(heightOf(words, room, fontSize), `${card.id}: ${words}`).toBeLessThanOrEqual(card.props.h)
    }
  })
})
