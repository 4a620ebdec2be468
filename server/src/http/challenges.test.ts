import { type ChallengeCreate, ChallengeRecord, type ChallengeView } from '@sheshi/records'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

/** A record with every field that somebody can write. */
const full: ChallengeCreate = {
  ref: 'TIR-2026-014',
  title: 'Clean river',
  summary: { en: 'The river', sq: 'Lumi' },
  globalContext: 'Rivers of many cities',
  step: 'pilot',
  problem: {
    core: 'The river makes people ill',
    causes: [{ id: 'a', text: 'Waste water', level: 1, votes: 3, children: [{ id: 'b', text: 'No pipes' }] }],
    effects: [{ id: 'e', text: 'Children miss school', alsoLinkedTo: ['a'] }],
  },
  affectedGroups: [{ label: 'Fishing families', hardship: ['poverty'], estimate: 240, present: true }],
  serviceAreas: ['environment', 'health'],
  sdg: [6, 11],
  place: { name: 'Lana', lat: 41.3, lon: 19.8 },
  owner: { organisation: 'Bashkia' },
  partners: [{ name: 'Polis', sector: 'university', gives: 'A lab', needs: 'Data', commitment: 'signed' }],
  evidence: [{ claim: '40 times the limit', url: 'https://example.org/r', date: '2026', supports: ['a'] }],
  hmw: ['How might we keep it clean?'],
  screening: {
    decision: 'go',
    scores: [{ criterion: 'x', median: 1.5, min: 0, max: 3, voters: 4 }],
    voters: 4,
  },
  solutions: [{ id: 's', title: 'Reeds', state: 'piloting' }],
  pilots: [{ id: 'p', title: 'Reeds', steps: [{ what: 'Plant', date: 'April' }], state: 'running' }],
  indicators: [{ name: 'Nitrate', unit: 'mg/l', baseline: 80, target: 20, result: 62.5 }],
  lessons: [{ what: 'Ask the fishermen', pilotId: 'p' }],
  links: [{ system: 'decidim', url: 'https://example.org/p/14' }],
  decisions: [{ date: '2026-03-02', decision: 'Go', by: 'Board of the lab' }],
  licence: 'CC BY 4.0',
}

describe('the challenge record', () => {
  it('holds every field, and what the server answers is valid by the JSON Schema that it serves', async () => {
    const schema = await lab.ask<object>('GET', '/schemas/challenge-record.json')
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    expect(ajv.validateSchema(schema)).toBe(true)
    const isValid = ajv.compile(schema)
    const challengeId = await lab.challenge(full)
    await lab.challenge({ title: 'Nothing but a title' })
    const board = await lab.board({ challengeId, template: 'challenge-screening' })
    await lab.ask('POST', `/boards/${board}/exports`)
    const challenge = await lab.ask<ChallengeView>('GET', `/challenges/${challengeId}`)
    expect(challenge).toMatchObject(full)
    const { exports: made, boards } = challenge
    expect(made).toMatchObject([
      { template: 'challenge-screening', voteRule: { kind: 'scores', from: 0, to: 3 } },
    ])
    expect(boards).toMatchObject([{ boardId: board, step: 'identify' }])
    for (const record of await lab.ask<object[]>('GET', '/challenges')) {
      expect([isValid(record), isValid.errors]).toEqual([true, null])
      expect(ChallengeRecord.parse(record)).toEqual(record)
    }
    expect(isValid({ ...challenge, indicators: [{ name: 'Nitrate', baseline: 'eighty' }] })).toBe(false)
  })

  it.each([
    [{ evidence: [{ claim: ' ' }] }, '/evidence/0/claim'],
    [{ evidence: [{ claim: 'x', url: 'javascript:alert(1)' }] }, '/evidence/0/url'],
    [{ indicators: [{ name: 'x', result: 1e300 }] }, '/indicators/0/result'],
    [{ decisions: [{ date: 'soon', decision: 'x' }] }, '/decisions/0/date'],
    [{ pilots: [{ id: 'p', title: 'x', state: 'great' }] }, '/pilots/0/state'],
    [{ hmw: Array.from({ length: 51 }, () => 'x') }, '/hmw'],
    [{ screening: { decision: 'perhaps' } }, '/screening/decision'],
  ])('refuses %j and says where', async (body, pointer) => {
    const id = await lab.challenge()
    const refused = problemIn(await lab.call('PATCH', `/challenges/${id}`, { body }))
    expect(refused).toMatchObject({ status: 422, errors: [{ pointer }] })
  })

  it('lets a reference and a licence be taken away again', async () => {
    const id = await lab.challenge({ ref: 'TIR-1', licence: 'CC0' })
    const cleared = await lab.ask<ChallengeView>('PATCH', `/challenges/${id}`, {
      body: { ref: '', licence: '' },
    })
    expect([cleared.ref, cleared.licence]).toEqual(['', ''])
  })
})
