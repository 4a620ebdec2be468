import { makeShape, richText } from '@sheshi/board'
import type { TLPage, TLRecord, TLShape } from '@tldraw/tlschema'
import { buildTemplate } from '../templates/build.ts'

/** The page that every board is seeded with. */
export const firstPage = {
  typeName: 'page',
  id: 'page:page',
  name: 'Page 1',
  index: 'a1',
  meta: {},
} as TLPage

/** A freshly seeded board of a template, by id, with `extra` records on it. */
export function boardOf(template: string, locale = 'en', ...extra: TLRecord[]): Map<string, TLRecord> {
  const records = [firstPage, ...buildTemplate(template, locale), ...extra]
  return new Map(records.map((record) => [record.id, record]))
}

/** A note of 200 × 200 whose centre is at a point, `id` without `shape:`. */
export function noteAt(id: string, text: string, x: number, y: number, parentId = 'page:page'): TLShape {
  const place = { x: x - 100, y: y - 100, parentId }
  return makeShape({
    type: 'note',
    id: `shape:${id}`,
    ...place,
    index: 'a1',
    props: { richText: richText(text) },
  })
}
