import type {
  BrainstormOutline,
  HelixOutline,
  ProblemTreeOutline,
  RegionsOutline,
  ScreeningOutline,
  TreeNode,
} from '@sheshi/methods'
import { type Challenge, ChallengePatch } from '@sheshi/records'
import { describe, expect, it } from 'vitest'
import { patchOf } from './proposal.ts'
import { partnerName, propose } from './propose.ts'
import { mergeSide } from './proposeTree.ts'

const head = { locale: 'en', notes: [], loose: [], ink: 0, images: 0 }
const challenge: Challenge = {
  id: 'c1',
  title: 'Clean river',
  step: 'engage',
  stepHistory: [],
  visibility: 'lab',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
}
const node = (id: string, text: string, children: TreeNode[] = []): TreeNode => ({
  id,
  text,
  level: 1,
  alsoLinkedTo: [],
  children,
})
const tree: ProblemTreeOutline = {
  ...head,
  template: 'problem-tree',
  core: 'The river makes people ill',
  coreId: 'core',
  causes: [node('a', 'Waste water runs in', [node('b', 'No pipes in the new quarter')])],
  effects: [node('e', 'Children miss school')],
  affectedGroups: [{ id: 'g', text: 'Fishing\nfamilies' }],
  evidence: [{ id: 'v', text: 'E. coli 40 times the limit' }],
}
const taking = { challenge, exportId: 'x1', boardTitle: 'Which first?' }

/** The record after everything that was proposed, as the server would write it. */
function taken(changes: ReturnType<typeof propose>, onto: Challenge = challenge): Challenge {
  const patch = ChallengePatch.parse(patchOf(onto, changes))
  const { reason: _, ...fields } = patch
  return { ...onto, ...fields } as Challenge
}

describe('a problem tree', () => {
  it('fills an empty record, and proposes nothing a second time', () => {
    const changes = propose(tree, taking)
    expect(changes.map(({ field, added, replaced }) => [field, added.length, replaced.length])).toEqual([
      ['core', 1, 0],
      ['causes', 2, 0],
      ['effects', 1, 0],
      ['affectedGroups', 1, 0],
      ['evidence', 1, 0],
    ])
    const record = taken(changes)
    expect(record.problem).toMatchObject({
      core: 'The river makes people ill',
      causes: [{ id: 'a', children: [{ id: 'b', text: 'No pipes in the new quarter' }] }],
    })
    expect(record.affectedGroups).toEqual([{ label: 'Fishing families' }])
    expect(propose(tree, { ...taking, challenge: record })).toEqual([])
  })

  it('says what it would replace, and keeps votes, evidence and what only the record has', () => {
    const written: Challenge = {
      ...challenge,
      problem: {
        core: { it: 'Il fiume è sporco' },
        causes: [
          {
            id: 'a',
            text: 'Waste water',
            votes: 4,
            evidence: ['survey'],
            children: [{ id: 'own', text: 'Old pumps' }],
          },
          { id: 'mine', text: 'Nobody inspects' },
        ],
      },
    }
    const changes = propose(tree, { ...taking, challenge: written })
    expect(changes.find(({ key }) => key === 'core')?.replaced).toEqual([
      { before: 'Il fiume è sporco', after: 'The river makes people ill' },
    ])
    expect(changes.find(({ key }) => key === 'causes')).toMatchObject({
      added: ['No pipes in the new quarter'],
      replaced: [{ before: 'Waste water', after: 'Waste water runs in' }],
    })
    const causes = taken(changes, written).problem?.causes ?? []
    expect(causes).toMatchObject([
      { id: 'a', votes: 4, evidence: ['survey'], children: [{ id: 'b' }, { id: 'own', text: 'Old pumps' }] },
      { id: 'mine', text: 'Nobody inspects' },
    ])
  })

  it('has every card once, whatever was arranged in the record before', () => {
    const kept = [
      { id: 'b', text: 'B', children: [{ id: 'a', text: 'A', children: [{ id: 'own', text: 'O' }] }] },
    ]
    const ids = JSON.stringify(mergeSide(tree.causes, kept)).match(/"id":"\w+"/g)
    expect(ids?.sort()).toEqual(['"id":"a"', '"id":"b"', '"id":"own"'])
  })
})

describe('ideas', () => {
  const brainstorm: BrainstormOutline = {
    ...head,
    template: 'brainstorm',
    prompt: 'How might we keep it clean?',
    promptId: 'p',
    inbox: [{ id: 'i', text: 'Loose' }],
    clusters: [
      { id: 'c', title: 'Bins', ideas: [{ id: '1', text: 'Along the\nbank' }] },
      { id: 'd', title: 'Empty', ideas: [] },
    ],
    parking: [],
  }
  it('of a brainstorm become its question and a solution for each group', () => {
    const record = taken(propose(brainstorm, taking))
    expect(record.hmw).toEqual(['How might we keep it clean?'])
    expect(record.solutions).toEqual([{ id: 'c', title: 'Bins', text: '– Along the bank', state: 'idea' }])
  })
  it('of a how-might-we board are questions, without those that are there', () => {
    const asked = { ...challenge, hmw: ['along the bank'] }
    const board = { ...brainstorm, template: 'how-might-we' as const, promptId: null }
    expect(propose(board, { ...taking, challenge: asked }).map(({ added }) => added)).toEqual([['Loose']])
  })
})

it('a partner over two circles counts for both sectors', () => {
  const polis = { id: 'p', text: 'Polis\nGives: a lab', gives: 'a lab', needs: '', commits: 'Two students' }
  const helix: HelixOutline = {
    ...head,
    template: 'helix-map',
    challenge: null,
    challengeId: null,
    circles: [
      { sector: 'university', title: 'University', partners: [polis] },
      { sector: 'ngo', title: 'NGOs', partners: [polis] },
      { sector: 'public', title: 'Municipality', partners: [] },
    ],
    shared: [{ id: 'p', text: polis.text }],
    gaps: ['public'],
  }
  expect(taken(propose(helix, taking)).partners).toEqual([
    { name: 'Polis', sector: 'university', gives: 'a lab', commitment: 'promised' },
    { name: 'Polis', sector: 'ngo', gives: 'a lab', commitment: 'promised' },
  ])
})

it.each([
  ['Bashkia\nJep: makinat', 'Bashkia'],
  ['Ujësjellësi\nKërkon: të dhëna\nAngazhohet për: matje', 'Ujësjellësi'],
  ['Caritas\nSi impegna a: volontari', 'Caritas'],
  ['Needs: a van', 'Needs: a van'],
])('the name of a partner in %j', (text, name) => {
  expect(partnerName(text)).toBe(name)
})

it('a test card becomes a pilot, an indicator and a lesson from that pilot', () => {
  const region = (id: string, ...texts: string[]) => ({
    id,
    title: id,
    cards: texts.map((text, at) => ({ id: `${id}${at}`, text })),
  })
  const card: RegionsOutline = {
    ...head,
    template: 'test-and-learning-card',
    regions: [
      region('test.title', 'Reed beds'),
      region('test.believe', 'Reeds clean the water'),
      region('test.verify', 'Plant 20 m', 'Measure weekly'),
      region('test.measure', 'Nitrate, mg/l'),
      region('learning.observed', 'Half of it gone'),
      region('learning.therefore', 'Plant more of them'),
    ],
  }
  const record = taken(propose(card, taking))
  expect(record.pilots).toEqual([
    {
      id: 'test-x1',
      title: 'Reed beds',
      aim: 'Reeds clean the water',
      measures: 'Nitrate, mg/l',
      result: 'Half of it gone',
      steps: [{ what: 'Plant 20 m' }, { what: 'Measure weekly' }],
      state: 'done',
    },
  ])
  expect(record.indicators).toEqual([{ name: 'Nitrate, mg/l' }])
  expect(record.lessons).toEqual([{ what: 'Plant more of them', pilotId: 'test-x1' }])
})

describe('a screening', () => {
  const score = { median: 2.5, min: 1, max: 3, voters: 4 }
  const screening: ScreeningOutline = {
    ...head,
    template: 'challenge-screening',
    criteria: [{ id: 'people', title: 'How many\npeople', weight: 100, cardId: null }],
    rows: [
      {
        id: 'r',
        text: 'clean  river',
        scores: { people: score },
        total: 83.3,
        decision: 'go',
        reason: 'Urgent',
        cards: [],
      },
      { id: 's', text: 'Shade', scores: {}, total: null, decision: 'open', reason: '', cards: [] },
    ],
  }
  it('is taken by the row that names the challenge, which moves on with the reason', () => {
    const changes = propose(screening, taking)
    expect(changes).toMatchObject([{ field: 'screening', added: ['go: Urgent'], moves: 'identify' }])
    expect(patchOf(challenge, changes)).toMatchObject({
      step: 'identify',
      reason: 'Urgent',
      screening: {
        total: 83.3,
        voters: 4,
        exportId: 'x1',
        scores: [{ criterion: 'How many people', ...score }],
      },
    })
  })
  it('has nothing for a challenge that is on none of its rows', () => {
    expect(propose(screening, { ...taking, challenge: { ...challenge, title: 'Noise' } })).toEqual([])
  })
})
