import { connect, makeShape, richText } from '@sheshi/board'
import type { TLRecord, TLShape } from '@tldraw/tlschema'
import type { JsonObject } from '@tldraw/utils'
import { describe, expect, it } from 'vitest'
import { outlineToCsv } from '../output/csv.ts'
import { outlineToMarkdown } from '../output/markdown.ts'
import { allTemplates } from '../templates/index.ts'
import { boardOf } from '../testing/board.ts'
import { randomFrom } from '../testing/random.ts'
import { allCards, cardsIn } from './allCards.ts'
import { readOutline } from './read.ts'
import { sectionsOf } from './sections.ts'

const runs = Number(process.env.OUTLINE_RUNS ?? 20)
const firstSeed = Number(process.env.OUTLINE_SEED ?? Date.now() % 1_000_000)

/** Marks as people's programs might write them, sound and senseless. */
const marks: JsonObject[] = [
  {},
  { sector: 'ngo', by: 'Ana' },
  { sector: 7, by: [], realistic: 'maybe', fromProblemId: { id: 1 } },
  { fromProblemId: 'shape:problem', realistic: true },
  { criterion: 'own', weight: 30 },
  { criterion: 'people', weight: -1 },
  { card: 'prompt' },
  { card: 'challenge' },
  { card: 'core' },
  { region: 'inbox' },
  { gives: 'a room', needs: 3 },
  {
    screening: {
      scores: { people: { median: 2, min: 1, max: 3, voters: 4 } },
      decision: 'go',
      reason: 'now',
    },
  },
  { screening: { scores: { people: { median: 9 }, evidence: null }, decision: 'perhaps', reason: {} } },
  { screening: 'yes' },
  { no: 'one', device: 3, frame: {}, labelKey: 'constructor' },
]

/** A board with cards of every kind anywhere, some in frames and groups, arrows between any two, and some things gone. */
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
    const turned = { rotation: random.below(7), meta: random.pick(marks) }
    const head = { ...place, ...turned, id: `shape:s${at}`, index: 'a1' }
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
  remove(records, random)
  return { records, written: written.filter((id) => records.has(`shape:${id}`)) }
}

/** Takes away what anybody might: cards, frames with cards in them, the template's own backdrops. */
function remove(records: Map<string, TLRecord>, random: ReturnType<typeof randomFrom>): void {
  const ids = [...records.keys()].filter((id) => id.startsWith('shape:'))
  for (let at = random.below(8); at > 0; at -= 1) records.delete(random.pick(ids))
  // Two frames in each other, which repair would mend before a board is shown.
  const [one, other] = [...records.values()].filter(
    (each) => each.typeName === 'shape' && each.type === 'frame',
  )
  if (!one || !other || random.below(3) > 0) return
  records.set(one.id, { ...one, parentId: other.id } as TLRecord)
  records.set(other.id, { ...other, parentId: one.id } as TLRecord)
}

describe.each(allTemplates.map(({ id }) => id))('cards anywhere on a board of %s', (template) => {
  it(`are in the outline exactly once (${runs} boards from OUTLINE_SEED=${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
      const { records, written } = scatter(template, seed)
      const outline = readOutline(records, { template, locale: 'en' })
      const found = allCards(outline).map(({ card }) => card.id)
      expect([...found].sort(), `seed ${seed}`).toEqual([...written].sort())
      const sections = cardsIn(sectionsOf(outline, 'sq')).map(({ card }) => card.id)
      expect([...sections].sort(), `seed ${seed}, in sections`).toEqual([...written].sort())
      const odd = outline.notes.flatMap(({ cards }) => cards)
      expect(
        odd.filter((id) => !records.has(`shape:${id}`)),
        `seed ${seed}, notes`,
      ).toEqual([])
      const reversed = readOutline(new Map([...records].reverse()), { template, locale: 'en' })
      expect(reversed, `seed ${seed}, records reversed`).toEqual(outline)
      const minutes = outlineToMarkdown(outline, { title: 'Board', locale: 'en' })
      const csv = outlineToCsv(outline)
      expect(csv.split('\r\n'), `seed ${seed}, a row for each`).toHaveLength(written.length + 2)
      for (const { card } of allCards(outline)) {
        expect(minutes, `seed ${seed}`).toContain(card.text)
        expect(csv, `seed ${seed}`).toContain(`${card.id},`)
      }
    }
  })
})

/** Which cards an arrow joins, each pair from both ends. */
function linksOn(records: ReadonlyMap<string, TLRecord>): [string, string][] {
  const ends = new Map<string, string[]>()
  for (const record of records.values()) {
    if (record.typeName !== 'binding' || !records.has(record.toId) || !records.has(record.fromId)) continue
    ends.set(record.fromId, [...(ends.get(record.fromId) ?? []), record.toId.replace('shape:', '')])
  }
  return [...ends.values()].flatMap(([one, other]): [string, string][] =>
    one && other && one !== other
      ? [
          [one, other],
          [other, one],
        ]
      : [],
  )
}

interface Row {
  id: string
  parent: string
  /** Empty: it is no part of the tree. */
  side: string
  also: string[]
}

function rowsOf(csv: string): Row[] {
  const rows = csv.trimEnd().split('\r\n').slice(1)
  return rows.map((row) => {
    const [id = '', parent = '', kind = '', level, , , , also = ''] = row.split(',')
    const others = also.split(' ').filter((other) => other !== '')
    return { id, parent, side: Number(level) > 0 ? kind : '', also: others }
  })
}

function expectWholeTree(template: string, seed: number): void {
  const { records, written } = scatter(template, seed)
  const outline = readOutline(records, { template, locale: 'en' })
  const rows = rowsOf(outlineToCsv(outline))
  expect(rows.map(({ id }) => id).sort(), `seed ${seed}`).toEqual([...written].sort())
  const links = linksOn(records)
  const drawn = new Set(links.map(String))
  const told = new Set<string>()
  for (const { id, parent, also } of rows) {
    if (parent !== '') expect(written, `seed ${seed}, parent of ${id}`).toContain(parent)
    expect(new Set([parent, ...also]).size, `seed ${seed}, ${id}: one is named twice`).toBe(also.length + 1)
    for (const other of also) expect(drawn, `seed ${seed}`).toContain(`${id},${other}`)
    for (const other of [parent, ...also]) told.add(`${id},${other}`).add(`${other},${id}`)
  }
  const sides = new Map(rows.map(({ id, side }) => [id, side]))
  // What closes a circle is named under the notes instead.
  const circles = new Set(outline.notes.flatMap(({ cards }) => cards))
  const within = links.filter(
    ([one, other]) => sides.get(one) && sides.get(one) === sides.get(other) && !circles.has(one),
  )
  for (const link of within) expect(told, `seed ${seed}`).toContain(String(link))
}

describe.each(['problem-tree', 'objectives-tree'])('the table of a %s', (template) => {
  it(`has every card once, under one parent, with every other link of it (OUTLINE_SEED=${firstSeed})`, () => {
    for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) expectWholeTree(template, seed)
  })
})
