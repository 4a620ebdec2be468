import type { TLRecord, TLShape } from '@tldraw/tlschema'
import type { JsonObject } from '@tldraw/utils'
import { describe, expect, it } from 'vitest'
import type { GridOutline, HelixOutline, MapOutline, Outline, ScreeningOutline } from '../outline.types.ts'
import { templateById } from '../templates/index.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { exampleOf } from '../testing/examples/index.ts'
import { allCards } from './allCards.ts'
import { readOutline } from './read.ts'
import { countCards, sectionsOf } from './sections.ts'

const read = (template: string, ...extra: TLRecord[]): Outline =>
  readOutline(boardOf(template, 'en', ...extra), { template, locale: 'en' })

const example = (template: string): Outline => {
  const { records, locale } = exampleOf(template)
  return readOutline(records(), { template, locale })
}

const withMeta = (shape: TLShape, meta: JsonObject): TLShape => ({
  ...shape,
  meta: { ...shape.meta, ...meta },
})

/** A note in the middle of a region of a template. */
function noteIn(template: string, region: string, id: string, text: string): TLShape {
  const found = templateById(template).regions.find((each) => each.id === region)
  if (!found) throw new Error(`no ${region}`)
  const { x, y, w, h } = found.bounds
  return noteAt(id, text, x + w / 2, y + h / 2)
}

describe('sections', () => {
  it('are titled in the reader’s language, with people’s own names as they are', () => {
    const sections = sectionsOf(example('brainstorm'), 'sq')
    const clusters = sections.find(({ id }) => id === 'clusters')
    expect(sections.map(({ title }) => title)).toContain('Ide për më vonë')
    expect(clusters?.sections.map(({ title, kind }) => [title, kind])).toEqual([
      ['Getting on and off', 'named'],
      ['Knowing when it comes', 'named'],
      ['Waiting', 'named'],
    ])
  })

  it('translate a frame that nobody has named', () => {
    const inside = noteAt('in', 'in', 200, 200, 'shape:template-cluster.1')
    const [, clusters] = sectionsOf(read('brainstorm', inside), 'it')
    expect(clusters?.sections.map(({ title }) => title)).toEqual(['Gruppo 1'])
  })

  it('say where a new card can go', () => {
    const regions = templateById('problem-tree').regions.map(({ id }) => id)
    for (const { id, region } of sectionsOf(example('problem-tree'), 'en'))
      expect(regions, id).toContain(region)
    const cells = sectionsOf(example('user-journey'), 'en').flatMap(({ sections }) => sections)
    expect(cells).toHaveLength(36)
    expect(cells.every(({ kind, region }) => kind === 'cell' && region !== null)).toBe(true)
  })

  it('count what hangs below', () => {
    const sections = sectionsOf(example('problem-tree'), 'en')
    expect(sections.map(countCards)).toEqual([1, 10, 3, 0, 0, 0])
  })

  it('read an outline that was exported before there were sectors, titles of scenes and remarks on data', () => {
    const old = {
      template: 'prototype-sketch',
      locale: 'it',
      notes: [],
      loose: [{ id: 'l', text: 'loose' }],
      ink: 0,
      images: 0,
      screens: [{ id: 's', no: 1, device: 'phone', title: 'Start', annotations: [], links: [] }],
      storyboard: [{ id: 'p', no: 2, caption: 'so', cards: [{ id: 'c', text: 'so' }] }],
    } as Outline
    expect(allCards(old)).toEqual([
      { card: { id: 'c', text: 'so' }, path: ['storyboard', 'p'] },
      { card: { id: 'l', text: 'loose' }, path: ['loose'] },
    ])
  })
})

describe('a map', () => {
  it('goes along when the facilitator moves and stretches it', () => {
    const records = boardOf('impact-effort')
    const note = noteAt('n', 'idea', 10_000 + 2 * 400, 500 + 2 * 400)
    for (const [id, record] of records) {
      if (record.typeName !== 'shape' || record.type !== 'geo' || record.meta.region === undefined) continue
      if (record.meta.region === 'inbox') continue
      const { w, h } = record.props as { w: number; h: number }
      const props = { ...record.props, w: w * 2, h: h * 2 }
      records.set(id, { ...record, x: 10_000 + record.x * 2, y: 500 + record.y * 2, props } as TLRecord)
    }
    records.set(note.id, note)
    const outline = readOutline(records, { template: 'impact-effort', locale: 'en' }) as MapOutline
    const found = outline.regions.find(({ cards }) => cards.length > 0)
    expect([found?.id, found?.cards]).toEqual(['quick-wins', [{ id: 'n', text: 'idea', x: 0.25, y: 0.75 }]])
  })
})

describe('a table', () => {
  it('counts drawings in a cell, and lists what lies beside the table', () => {
    const outline = example('crazy-eights') as GridOutline
    expect(outline.cells.map(({ row, column, drawings }) => [row, column, drawings])).toEqual([
      ['sheet.1', 'sketch.1', 1],
      ['sheet.1', 'sketch.2', 1],
      ['sheet.1', 'sketch.3', 1],
      ['sheet.2', 'sketch.1', 1],
      ['sheet.2', 'sketch.8', 1],
    ])
    expect(outline.regions.map(({ id }) => id)).toEqual(['question'])
    const [, first] = sectionsOf(outline, 'it')
    expect(first?.sections[1]?.facts).toEqual(['Disegni: 1'])
  })
})

describe('a helix map', () => {
  it('calls a circle without a partner a gap, also when only one is left out', () => {
    const outline = example('helix-map') as HelixOutline
    expect(outline.gaps).toEqual(['university'])
    const sections = sectionsOf(outline, 'sq')
    const gap = sections.find(({ id }) => id === 'circle.university')
    expect([gap?.title, gap?.facts]).toEqual(['Universiteti', ['Mungon: ende asnjë partner']])
  })

  it('has who stands in two circles in both, and once among the sections', () => {
    const outline = example('helix-map') as HelixOutline
    const circles = outline.circles.filter(({ partners }) => partners.some(({ id }) => id === 'utility'))
    expect(circles.map(({ sector }) => sector)).toEqual(['public', 'private'])
    expect(allCards(outline).filter(({ card }) => card.id === 'utility')).toHaveLength(1)
  })

  it('knows no circle that the board has not', () => {
    const records = boardOf('helix-map')
    for (const id of ['citizens', 'public']) records.delete(`shape:template-circle.${id}`)
    const outline = readOutline(records, { template: 'helix-map', locale: 'en' }) as HelixOutline
    expect(outline.gaps).toEqual(['private', 'university', 'ngo'])
  })

  it('believes marks more than words', () => {
    const note = noteIn('helix-map', 'circle.ngo', 'n', 'Club\nGives: hands\nKËRKON : çelësat')
    const [partner] = (read('helix-map', withMeta(note, { gives: 'boats' })) as HelixOutline).circles.flatMap(
      ({ partners }) => partners,
    )
    expect(partner).toMatchObject({ gives: 'boats', needs: 'çelësat', commits: '' })
  })
})

describe('a screening', () => {
  const screen = (meta: JsonObject) => {
    const note = noteIn('challenge-screening', 'row.1.challenge', 'n', 'A clean river')
    return read('challenge-screening', withMeta(note, meta)) as ScreeningOutline
  }
  const all = (median: number) => {
    const criteria = templateById('challenge-screening').criteria ?? []
    return Object.fromEntries(criteria.map(({ id }) => [id, { median, min: median, max: median, voters: 3 }]))
  }

  it('weighs the medians, from 0 to 100', () => {
    const totals = [0, 1.5, 3].map((median) => screen({ screening: { scores: all(median) } }).rows[0]?.total)
    expect(totals).toEqual([0, 50, 100])
  })

  it('has no total until everything that weighs is scored', () => {
    const { people: _, ...others } = all(2)
    expect(screen({ screening: { scores: others } }).rows[0]?.total).toBeNull()
  })

  it.each<[string, JsonObject]>([
    ['a median above the best', { scores: { people: { median: 4, min: 0, max: 4, voters: 2 } } }],
    ['a median outside of its spread', { scores: { people: { median: 1, min: 2, max: 3, voters: 2 } } }],
    ['nobody who voted', { scores: { people: { median: 1, min: 1, max: 1, voters: 0 } } }],
    ['words for numbers', { scores: { people: 'much' } }],
    ['a decision that there is not', { decision: 'perhaps' }],
    ['a reason that is no text', { reason: 7 }],
  ])('leaves out %s, and says so', (_, screening) => {
    const { rows, notes } = screen({ screening })
    expect(rows).toEqual([
      { id: 'n', text: 'A clean river', scores: {}, total: null, decision: 'open', reason: '', cards: [] },
    ])
    expect(notes).toEqual([{ code: 'strange-data', cards: ['n'] }])
  })

  it('takes words and weights of criteria from their cards', () => {
    const outline = example('challenge-screening') as ScreeningOutline
    const { criteria } = outline
    expect(criteria.find(({ id }) => id === 'equity')).toEqual({
      id: 'equity',
      title: 'Those who have least gain most',
      weight: 20,
      cardId: 'template-card.criterion.equity',
    })
    const [rows] = sectionsOf(outline, 'it')
    expect(rows?.cards[0]?.facts).toContain('Totale: 77,3')
    expect(rows?.cards[0]?.facts[1]).toMatch(/^Ci sono evidenze: 3 \(2–3; 5 persone\)$/)
  })
})

describe('who wrote it', () => {
  it('is kept where it makes sense, and said in words', () => {
    const note = noteAt('n', 'idea', 200, 600)
    const outline = read('brainstorm', withMeta(note, { sector: 'ngo', by: ' Ana ' }))
    const card = { id: 'n', text: 'idea', sector: 'ngo', by: 'Ana' }
    expect(allCards(outline)).toEqual([{ card, path: ['inbox'] }])
    expect(sectionsOf(outline, 'it').find(({ id }) => id === 'inbox')?.cards[0]?.facts).toEqual([
      'Ana, Terzo settore',
    ])
  })

  it('is left out and said where it does not', () => {
    const outline = read('brainstorm', withMeta(noteAt('n', 'idea', 200, 600), { sector: 'army', by: 3 }))
    expect(allCards(outline).map(({ card }) => card)).toEqual([{ id: 'n', text: 'idea' }])
    expect(outline.notes).toEqual([{ code: 'strange-data', cards: ['n'] }])
  })
})
