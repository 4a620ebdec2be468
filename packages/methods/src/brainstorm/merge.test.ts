import { checkRecord, connect, makeShape, richText } from '@sheshi/board'
import type { TLArrowBinding, TLArrowShape, TLRecord, TLShape, TLShapeId } from '@tldraw/tlschema'
import type { JsonObject } from '@tldraw/utils'
import { expect, it } from 'vitest'
import { boardOf } from '../testing/board.ts'
import { randomFrom } from '../testing/random.ts'
import { type MergePlan, planMerge, sectorsBehind } from './merge.ts'

const note = (id: string, meta: JsonObject = {}): TLShape =>
  makeShape({
    type: 'note',
    id: `shape:${id}`,
    x: 0,
    y: 0,
    index: 'a1',
    props: { richText: richText('Bins') },
    meta,
  })
const idOf = (name: string) => `shape:${name}` as TLShapeId
const arrow = (from: TLShape, to: TLShape, id: string, words = '') =>
  connect(from, to, { id: `shape:${id}`, index: 'a1', props: { text: words } })

/** The records after a merge. */
function merged(records: ReadonlyMap<string, TLRecord>, keep: TLShapeId, plan: MergePlan | null) {
  if (!plan) throw new Error('nothing to merge')
  const after = new Map(records)
  for (const binding of plan.rebind) after.set(binding.id, binding)
  for (const id of plan.remove) {
    after.delete(id)
    for (const [key, record] of after) {
      if (record.typeName === 'binding' && (record.fromId === id || record.toId === id)) after.delete(key)
    }
  }
  after.set(keep, { ...(records.get(keep) as TLShape), meta: plan.meta })
  return after
}

/** Each arrow as `from>to`, of those bound at both ends. */
function joins(records: ReadonlyMap<string, TLRecord>): string[] {
  const ends = new Map<string, { start?: string; end?: string }>()
  for (const record of records.values()) {
    if (record.typeName !== 'binding') continue
    const { fromId, toId, props } = record as TLArrowBinding
    ends.set(fromId, { ...ends.get(fromId), [props.terminal]: toId.replace('shape:', '') })
  }
  return [...ends.values()].map(({ start, end }) => `${start}>${end}`).sort()
}

it('gives the kept card the other’s arrows, drops what would be said twice, and remembers both', () => {
  const [a, b, c, d] = [note('a', { sector: 'ngo' }), note('b', { sector: 'citizens' }), note('c'), note('d')]
  const extra = [
    ...[a, b, c, d],
    ...arrow(a, c, 'one'),
    ...arrow(b, c, 'two'),
    ...arrow(d, b, 'three'),
    ...arrow(a, b, 'four'),
    ...arrow(b, c, 'five', 'because'),
  ]
  const records = boardOf('blank', 'en', ...extra)
  const after = merged(records, idOf('a'), planMerge(records, idOf('a'), idOf('b')))
  expect(joins(after)).toEqual(['a>c', 'a>c', 'd>a'])
  expect(after.has('shape:five')).toBe(true)
  expect(after.has('shape:b')).toBe(false)
  const kept = after.get('shape:a') as TLShape
  expect(kept.meta).toEqual({ sector: 'ngo', mergedFrom: [{ id: 'b', sector: 'citizens' }] })
  expect(sectorsBehind(kept)).toEqual(['ngo', 'citizens'])
  expect(planMerge(records, idOf('a'), idOf('a'))).toBeNull()
  expect(planMerge(records, idOf('a'), idOf('gone'))).toBeNull()
})

it('remembers at most twenty, through merges of merged ones, and stays a record that may stand', () => {
  let records: ReadonlyMap<string, TLRecord> = boardOf(
    'blank',
    'en',
    ...Array.from({ length: 30 }, (_, at) => note(`n${at}`, { sector: 'public', by: 'A name' })),
  )
  for (let at = 1; at < 30; at += 1) {
    records = merged(records, idOf('n0'), planMerge(records, idOf('n0'), idOf(`n${at}`)))
  }
  const kept = records.get('shape:n0') as TLShape
  expect(kept.meta.mergedFrom).toHaveLength(20)
  expect(sectorsBehind(kept)).toEqual(['public'])
  expect(checkRecord(kept)).toBeNull()
})

it('joins the same cards as before, with the kept one in the other’s place', () => {
  const seed = Date.now() % 1_000_000
  const random = randomFrom(seed)
  for (let run = 0; run < 100; run += 1) {
    const cards = ['a', 'b', 'c', 'd', 'e'].map((id) => note(id))
    const arrows = Array.from({ length: random.below(14) }, (_, at) => {
      const from = random.pick(cards)
      const to = random.pick(cards.filter((card) => card !== from))
      return arrow(from, to, `arrow${at}`)
    })
    const records = boardOf('blank', 'en', ...cards, ...arrows.flat())
    const after = merged(records, idOf('a'), planMerge(records, idOf('a'), idOf('b')))
    const expected = new Set(
      joins(records)
        .map((join) => join.replaceAll('b', 'a'))
        .filter((join) => join !== 'a>a'),
    )
    expect(new Set(joins(after)), `seed ${seed} run ${run}`).toEqual(expected)
    const left = [...after.values()].filter(
      (record) => record.typeName === 'shape' && record.type === 'arrow',
    )
    expect(joins(after), `seed ${seed} run ${run}`).toHaveLength((left as TLArrowShape[]).length)
  }
})
