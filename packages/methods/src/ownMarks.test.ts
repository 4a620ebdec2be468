import { makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { expect, it } from 'vitest'
import { planMerge } from './brainstorm/merge.ts'
import { allOwnIds, withoutMarks } from './ownMarks.ts'

const shape = (
  id: string,
  type: 'note' | 'frame' | 'group',
  meta: TLShape['meta'],
  parentId = 'page:page',
): TLShape => {
  const props = type === 'note' ? { richText: richText(id) } : {}
  return makeShape({ type, id: `shape:${id}`, parentId, x: 0, y: 0, index: 'a1', props, meta }) as TLShape
}
const mapOf = (...shapes: TLShape[]): Map<string, TLRecord> => new Map(shapes.map((each) => [each.id, each]))

it('finds all that somebody made, but for frames that hold something of others', () => {
  const records = mapOf(
    shape('mine', 'note', { who: 'ana' }),
    shape('theirs', 'note', { who: 'ben' }, 'shape:deep'),
    shape('deep', 'group', { who: 'ana' }, 'shape:shared'),
    shape('shared', 'frame', { who: 'ana' }),
    shape('empty', 'frame', { who: 'ana' }),
    shape('inside', 'note', { who: 'ana' }, 'shape:empty'),
    shape('untouched', 'note', {}),
  )
  expect(allOwnIds(records, 'ana').sort()).toEqual(['shape:empty', 'shape:inside', 'shape:mine'])
})

it('takes marks off one’s own shapes and nobody else’s, and leaves what the card itself says', () => {
  const records = mapOf(
    shape('mine', 'note', { who: 'ana', by: 'Ana', sector: 'ngo', city: 'Durrës', realistic: true }),
    shape('theirs', 'note', { who: 'ben', by: 'Ana' }),
  )
  expect(withoutMarks(records, 'ana', ['by'])).toMatchObject([
    { id: 'shape:mine', meta: { who: 'ana', sector: 'ngo', city: 'Durrës', realistic: true } },
  ])
  const [bare] = withoutMarks(records, 'ana', ['who', 'sector', 'by', 'city'])
  expect(bare?.meta).toEqual({ realistic: true })
  expect(withoutMarks(records, 'nobody', ['by'])).toEqual([])
})

it('reaches what a merged note remembers of somebody', () => {
  const keep = shape('keep', 'note', { who: 'ben', by: 'Ben' })
  const other = shape('other', 'note', { who: 'ana', by: 'Ana', sector: 'ngo', city: 'Fier' })
  const plan = planMerge(mapOf(keep, other), keep.id, other.id)
  const merged = { ...keep, meta: plan?.meta ?? {} }
  expect(JSON.stringify(merged)).toContain('Ana')
  const [clean] = withoutMarks(mapOf(merged), 'ana', ['who', 'sector', 'by', 'city'])
  expect(clean?.meta).toEqual({ who: 'ben', by: 'Ben', mergedFrom: [{ id: 'other' }] })
})
