import { connect, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { outlineToCsv } from '../output/csv.ts'
import { outlineToMarkdown } from '../output/markdown.ts'
import { allTemplates } from '../templates/index.ts'
import { boardOf } from '../testing/board.ts'
import { randomFrom } from '../testing/random.ts'
import { allCards } from './allCards.ts'
import { readOutline } from './read.ts'

const runs = Number(process.env.OUTLINE_RUNS ?? 60)
const firstSeed = Number(process.env.OUTLINE_SEED ?? Date.now() % 1_000_000)

/** A board with cards of every kind anywhere, some in frames and groups, and arrows between any two of them. */
function scatter(template: string, seed: number): { records: Map<string, TLRecord>; written: string[] } {
  const random = randomFrom(seed)
  const records = boardOf(template)
  const parents = ['page:page', 'page:page', 'page:page']
  const shapes: TLShape[] = []
  const written: string[] = []
  const put = (shape: TLShape) => {
    records.set(shape.id, shape)
    shapes.push(shape)
  }
  for (let at = random.below(40); at >= 0; at -= 1) {
    const place = {
      x: random.below(5000) - 1200,
      y: random.below(3200) - 600,
      parentId: random.pick(parents),
    }
    const head = { ...place, id: `shape:s${at}`, index: 'a1', rotation: random.below(7) }
    const words = { richText: richText(`card ${at}`) }
    const kind = random.pick(['note', 'text', 'geo', 'frame', 'group', 'empty'] as const)
    if (kind === 'note' || kind === 'text' || kind === 'geo') {
      put(makeShape({ ...head, type: kind, props: words }))
      written.push(`s${at}`)
    } else if (kind === 'empty') {
      put(makeShape({ ...head, type: 'note' }))
    } else {
      put(makeShape({ ...head, type: kind }))
      parents.push(head.id)
    }
  }
  for (let at = random.below(60); at > 0; at -= 1) {
    const [from, to] = [random.pick(shapes), random.pick(shapes)]
    for (const record of connect(from, to, { id: `shape:arrow${at}`, index: 'a1' })) {
      records.set(record.id, record)
    }
  }
  return { records, written }
}

describe.each(allTemplates.map(({ id }) => id))('cards anywhere on a board of %s', (template) => {
  it(`are in the outline exactly once (${runs} boards from OUTLINE_SEED=${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
      const { records, written } = scatter(template, seed)
      const outline = readOutline(records, { template, locale: 'en' })
      const found = allCards(outline).map(({ card }) => card.id)
      expect([...found].sort(), `seed ${seed}`).toEqual([...written].sort())
      const reversed = readOutline(new Map([...records].reverse()), { template, locale: 'en' })
      expect(reversed, `seed ${seed}, records reversed`).toEqual(outline)
      const minutes = outlineToMarkdown(outline, { title: 'Board', locale: 'en' })
      const csv = outlineToCsv(outline)
      for (const { card } of allCards(outline)) {
        expect(minutes, `seed ${seed}`).toContain(card.text)
        expect(csv, `seed ${seed}`).toContain(`${card.id},`)
      }
    }
  })
})
