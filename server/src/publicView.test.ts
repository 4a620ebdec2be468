import { Challenge, type Export } from '@sheshi/records'
import { describe, expect, it } from 'vitest'
import { publicChallenge, publicHead, publicRecord, withoutContact } from './publicView.ts'

/** A challenge with every field of the schema; what may not pass says `secret`. */
const full: Challenge = {
  id: 'c1',
  ref: 'TIR-2026-014',
  title: 'Clean water',
  summary: { en: 'The river smells', it: 'Il fiume puzza' },
  globalContext: 'Everywhere in the region',
  problem: {
    core: 'Dirty river',
    causes: [
      {
        id: 'secret-1',
        text: 'Waste',
        level: 1,
        votes: 99,
        evidence: ['secret'],
        children: [{ id: 'secret-2', text: 'No bins' }],
      },
    ],
    effects: [{ id: 'secret-3', text: 'Illness' }],
  },
  affectedGroups: [{ label: 'Fishing families', hardship: ['poverty'], estimate: 240, present: true }],
  serviceAreas: ['environment'],
  sdg: [6],
  place: { name: 'Lana', lat: 41.3, lon: 19.8 },
  owner: { organisation: 'Municipality', unit: 'Water', contact: 'secret' },
  partners: [
    { name: 'River keepers', sector: 'ngo', gives: 'secret', needs: 'secret', commitment: 'active' },
  ],
  evidence: [{ claim: 'secret', source: 'secret', url: 'https://secret.example' }],
  hmw: ['How might we keep it clean?'],
  screening: { decision: 'go', reason: 'secret', voters: 5 },
  solutions: [{ id: 'secret', title: 'secret' }],
  pilots: [
    {
      id: 'secret',
      title: 'Bins',
      aim: 'Less waste',
      place: 'Bridge 4',
      budget: 'secret',
      sample: 'secret',
      safeguards: 'secret',
      measures: 'secret',
      stopRule: 'secret',
      state: 'done',
      result: 'It works',
    },
  ],
  indicators: [
    { name: 'Waste', unit: 'kg', baseline: 90, target: 50, result: 40, date: '2026', source: 'secret' },
  ],
  lessons: [{ what: 'Ask first', why: 'They know', forWhom: 'Other cities', pilotId: 'secret' }],
  links: [{ system: 'decidim', url: 'https://secret.example' }],
  decisions: [{ date: '2026-11-22', decision: 'secret', reason: 'secret', by: 'secret' }],
  licence: 'CC BY 4.0',
  visibility: 'public',
  showcase: { wall: true, exports: ['e2', 'gone'] },
  step: 'pilot',
  stepHistory: [
    { step: 'engage', at: '2026-11-01T10:00:00.000Z', by: 'secret', reason: 'secret', exportId: 'secret' },
  ],
  createdAt: '2026-11-01T10:00:00.000Z',
  updatedAt: '2026-11-22T10:00:00.000Z',
  version: 7,
}
const made = (id: string): Export => ({
  id,
  challengeId: 'c1',
  boardId: 'secret',
  boardTitle: 'Our bins',
  template: 'brainstorm',
  locale: 'en',
  number: 1,
  boardVersion: 'secret',
  createdAt: full.createdAt,
  exportedBy: 'secret',
  session: { start: null, end: null, participants: 9, bySector: { ngo: 4 } },
  files: [],
  software: 'secret',
})
const exports = [made('e1'), made('e2')]

/** The paths of all leaves; places in lists are `*`. */
function leaves(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, `${path}/${Array.isArray(value) ? '*' : key}`),
  )
}

describe('what anybody may read of a challenge', () => {
  it('is judged here for every field that the record has', () => {
    expect(Object.keys(full).sort()).toEqual(Object.keys(Challenge.shape).sort())
    expect(Challenge.parse(full)).toEqual(full)
  })

  it('is this, and nothing else', () => {
    const shown = publicChallenge(full, { locale: 'it', exports })
    expect([...new Set(leaves(shown))].sort()).toEqual(
      [
        '/id',
        '/ref',
        '/title',
        '/summary',
        '/context',
        '/step',
        '/steps/*/step',
        '/steps/*/at',
        '/problem/core',
        '/problem/causes/*/text',
        '/problem/causes/*/children/*/text',
        '/problem/effects/*/text',
        '/groups/*/label',
        '/groups/*/estimate',
        '/partners/*/name',
        '/partners/*/sector',
        '/partners/*/commitment',
        '/questions/*',
        '/indicators/*/name',
        '/indicators/*/unit',
        '/indicators/*/baseline',
        '/indicators/*/target',
        '/indicators/*/result',
        '/indicators/*/date',
        '/pilots/*/title',
        '/pilots/*/aim',
        '/pilots/*/place',
        '/pilots/*/state',
        '/pilots/*/result',
        '/lessons/*/what',
        '/lessons/*/why',
        '/lessons/*/forWhom',
        '/serviceAreas/*',
        '/sdg/*',
        '/place',
        '/owner',
        '/licence',
        '/updatedAt',
        '/pictures/*/id',
        '/pictures/*/title',
        '/pictures/*/url',
      ].sort(),
    )
    expect(JSON.stringify(shown)).not.toContain('secret')
    expect(shown.summary).toBe('Il fiume puzza')
    expect(shown.pictures.map(({ id }) => id)).toEqual(['e2'])
  })

  it('says in another language what it does not have in the reader’s', () => {
    expect(publicChallenge(full, { locale: 'sq', exports }).summary).toBe('The river smells')
    expect(publicHead(full, { locale: 'en', exports })).toMatchObject({
      title: 'Clean water',
      picture: { id: 'e2' },
    })
  })

  it('of a challenge that only has its title is a page without gaps', () => {
    const { id, title, visibility, step, stepHistory, createdAt, updatedAt, version } = full
    const bare = { id, title, visibility, step, stepHistory, createdAt, updatedAt, version }
    const shown = publicChallenge(bare, { locale: 'en', exports: [] })
    expect(shown).toMatchObject({
      summary: '',
      pictures: [],
      partners: [],
      problem: { core: '', causes: [] },
    })
  })
})

describe('contacts in texts', () => {
  it.each([
    'ana.hoxha+lab@tirana.example.al',
    '+355 69 123 4567',
    '00355691234567',
    '+39 333 123 4567',
    '069 123 4567',
    '333 123 4567',
    '(+355) 42 234 567',
  ])('%s is taken out', (contact) => {
    const text = withoutContact(`Ask ${contact} about it`)
    expect(text).toContain('…')
    expect(text.replace(/[^0-9a-z@]/gi, '')).toBe('Askaboutit')
  })

  it.each([
    '240 families in 2026',
    '1 200 000 lekë',
    '12.5 km, 3–5 people',
    '2026-11-22',
    'from 90 to 50 (kg)',
    '41.3275, 19.8187',
  ])('%s is left as it is', (text) => expect(withoutContact(text)).toBe(text))
})

describe('the record as anybody may read it', () => {
  it('is valid, and holds nothing that is not named', () => {
    const open = publicRecord(full)
    expect(Challenge.parse(open)).toEqual(open)
    // Ids of cards tell nothing.
    expect(JSON.stringify(open).replace(/secret-\d/g, '')).not.toContain('secret')
    expect(open).toMatchObject({
      title: full.title,
      partners: [{ name: 'River keepers', commitment: 'active' }],
    })
    expect(open.problem?.causes?.[0]?.children?.[0]?.text).toBe('No bins')
  })

  it('has no more fields than a bare record where there is no more', () => {
    const { id, title, step, stepHistory, visibility, createdAt, updatedAt, version } = full
    const bare = { id, title, step, stepHistory: [], visibility, createdAt, updatedAt, version }
    expect(publicRecord(bare)).toEqual(bare)
    expect(publicRecord({ ...bare, stepHistory }).stepHistory.map((each) => Object.keys(each))).toEqual(
      stepHistory.map(() => ['step', 'at']),
    )
  })
})
