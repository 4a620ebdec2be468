import { blank, boardAround, field, heading, howWeWork, inbox } from './parts.ts'
import type { Region, Template, Variant } from './types.ts'

const w = 1080
/** A poster for a screen, and the same as high as a sheet of A4. */
const heights = { poster: 1352, a4: 1528 }

type Name =
  | 'title'
  | 'picture'
  | 'challenge'
  | 'helps'
  | 'done'
  | 'result'
  | 'partners'
  | 'contact'
  | 'take'
  | 'code'

/** From top to bottom; what is gained in height goes to the picture. */
function fieldsOf(h: number): Region[] {
  const more = h - heights.poster
  const at = (id: Name, x: number, y: number, width: number, height: number, color: Region['color']) =>
    field(id, `showcase-card.${id}`, { x, y, w: width, h: height }, color, {
      title: { at: 'top', size: 'm' },
    })
  return [
    at('title', 24, 24, 1032, 168, 'yellow'),
    at('picture', 24, 208, 640, 432 + more, 'grey'),
    at('result', 680, 208, 376, 208, 'light-green'),
    at('helps', 680, 432, 376, 208 + more, 'light-blue'),
    at('challenge', 24, 656 + more, 508, 232, 'light-red'),
    at('done', 548 + 4, 656 + more, 504, 232, 'light-green'),
    at('partners', 24, 904 + more, 1032, 176, 'light-violet'),
    at('take', 24, 1096 + more, 640, 232, 'yellow'),
    at('contact', 680, 1096 + more, 184, 232, 'grey'),
    at('code', 880, 1096 + more, 176, 232, 'grey'),
  ]
}

const script = ([1, 2, 3, 4] as const).map((no) => `showcase-card.script.${no}` as const)

function card(id: 'poster' | 'a4'): Required<Variant> {
  const h = heights[id]
  const bounds = boardAround({ w, h })
  const fields = fieldsOf(h)
  // A picture is dropped onto its place, and the code too.
  const written = fields.filter((each) => each.id !== 'picture' && each.id !== 'code')
  return {
    id,
    labelKey: `showcase-card.${id}`,
    bounds,
    regions: [inbox(bounds), ...fields],
    pieces: [
      { kind: 'sheet', id: 'paper', bounds: { x: 0, y: 0, w, h }, color: 'white' },
      heading('showcase-card.name', bounds),
      howWeWork(script, bounds),
      ...written.map((each) => blank(each, each.id === 'title' || each.id === 'result' ? 2 : 1.25)),
    ],
  }
}

const { bounds, regions, pieces, labelKey } = card('poster')

/** Showcase card: one success on one page, as a poster of 1080 × 1350 or an A4 sheet (METHODS.md). */
export const showcaseCard: Template = {
  id: 'showcase-card',
  step: 'spread',
  reads: 'regions',
  minutes: 15,
  groupSize: [1, 6],
  nameKey: 'showcase-card.name',
  descriptionKey: 'showcase-card.description',
  script,
  bounds,
  regions,
  pieces,
  variants: { usual: labelKey, others: [card('a4')] },
}
