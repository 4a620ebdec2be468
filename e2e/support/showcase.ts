import type { LabServer } from './server.ts'

/** A public challenge with every field of the record written, and its showcase card on the wall. */
export async function publicChallenge(lab: LabServer): Promise<{ id: string; cardId: string }> {
  const { id } = await lab.api<{ id: string }>('POST', '/challenges', fullRecord)
  return { id, cardId: await showcaseCard(lab, id) }
}

/** All that a facilitator can write of a challenge. */
const fullRecord = {
  title: 'Shade for the market square',
  ref: 'TIR-2026-014',
  step: 'pilot',
  visibility: 'public',
  summary:
    'In July the stone of the square is 58 °C warm at noon. Traders give up their stands, and elderly people stay at home.',
  globalContext: 'Summers in cities of the Adriatic have become three degrees hotter in thirty years.',
  problem: {
    core: 'The market square is too hot to be used in summer',
    causes: [
      {
        id: 'c1',
        text: 'No trees since the square was rebuilt',
        children: [{ id: 'c2', text: 'Pipes and cables lie where roots would be' }],
      },
      { id: 'c3', text: 'Dark stone stores the heat', votes: 7 },
    ],
    effects: [
      { id: 'e1', text: 'Traders earn a third less from June to September' },
      { id: 'e2', text: 'Elderly people do not leave their homes' },
    ],
  },
  evidence: [
    {
      claim: 'At noon the stone is 58 °C warm, in the shade of the mosque 36 °C.',
      source: 'Measured by students of the Polytechnic',
      url: 'https://example.org/stone',
      date: '2026-07-14',
      supports: ['c3'],
    },
    { claim: 'Of 84 traders, 31 closed in August.', source: 'Market office', supports: ['e1', 'c1'] },
  ],
  affectedGroups: [
    { label: 'Elderly people of the quarter', estimate: 1200, hardship: ['age', 'poverty'], present: true },
    { label: 'Market traders', estimate: 84 },
  ],
  partners: [
    {
      name: 'Municipality, parks department',
      sector: 'public',
      commitment: 'signed',
      gives: 'Posts, permits, and two gardeners',
      needs: 'Numbers for the council by October',
    },
    { name: 'Sail makers of the port', sector: 'private', commitment: 'promised' },
    { name: 'Green Tirana', sector: 'ngo', commitment: 'active' },
    { name: 'Polytechnic University', sector: 'university', commitment: 'active' },
  ],
  owner: { organisation: 'Municipality of Tirana', unit: 'Parks', contact: 'ana@tirana.example' },
  place: { name: 'Market square', lat: 41.3275, lon: 19.8187 },
  serviceAreas: ['environment', 'health'],
  sdg: [11, 13],
  hmw: ['How might we cool the square before the next summer?'],
  screening: {
    decision: 'go',
    reason: 'Many people, little money, a result before autumn.',
    total: 78,
    voters: 9,
    at: '2026-03-14T10:00:00Z',
    scores: [{ criterion: 'Weighs on many people', weight: 2, median: 3, min: 2, max: 3, voters: 9 }],
  },
  solutions: [
    {
      id: 's1',
      title: 'Sails between the houses',
      text: 'Cloth on wires, taken down in October.',
      state: 'chosen',
    },
    { id: 's2', title: 'Trees in large pots', state: 'idea', url: 'https://example.org/trees' },
  ],
  decisions: [
    {
      date: '2026-05-02',
      decision: 'Begin with sails, trees next year',
      reason: 'Pipes first.',
      by: 'Steering group',
    },
  ],
  links: [
    {
      system: 'decidim',
      url: 'https://example.org/proposals/140',
      title: 'Shade for the market square',
      remoteId: '140',
      pushedAt: '2026-05-03T08:00:00Z',
    },
  ],
  pilots: [
    {
      id: 'p1',
      title: 'Six sails over the vegetable stands',
      aim: 'See whether shade brings people back at noon.',
      sample: 'The 14 traders of the north side and who buys there',
      place: 'North side',
      steps: [
        { what: 'Hang the first sail', date: '2026-06-01' },
        { what: 'Count people at noon', date: 'from June on' },
      ],
      measures: 'People at noon, temperature of the stone',
      budget: '4,200 €',
      safeguards: 'Sails come down when the wind is strong.',
      stopRule: 'Two stands closed because of the sails',
      state: 'running',
      result: 'Twice as many people at noon after two weeks.',
    },
  ],
  indicators: [
    {
      name: 'Temperature of the stone at noon',
      unit: '°C',
      baseline: 58,
      target: 40,
      result: 44,
      date: 'July 2026',
    },
    { name: 'People on the square at noon', unit: 'people', baseline: 35, target: 80, result: 71 },
  ],
  lessons: [
    {
      what: 'Ask the traders first where the wind comes from',
      why: 'Two sails had to be moved in the first week.',
      forWhom: 'Cities with open markets',
      pilotId: 'p1',
    },
  ],
  licence: 'CC BY 4.0',
  showcase: { wall: true },
}

/** A showcase card of a challenge, written, exported and chosen to be shown. */
async function showcaseCard(lab: LabServer, challengeId: string): Promise<string> {
  const board = await lab.api<{ id: string }>('POST', '/boards', {
    title: 'Sails over the market',
    template: 'showcase-card',
    locale: 'en',
    challengeId,
  })
  const words = {
    title: 'Sails bring the market back to life',
    result: '14 °C cooler at noon',
    helps: 'Elderly people\nMarket traders',
    done: 'With traders, sail makers and students we hung six sails, measured for a month, and moved two of them.',
    contact: 'Ana Hoxha, 069 123 4567',
  }
  for (const [region, text] of Object.entries(words))
    await lab.api('POST', `/boards/${board.id}/notes`, { text, region })
  const made = await lab.api<{ id: string }>('POST', `/boards/${board.id}/exports`)
  const showcase = { wall: true, exports: [made.id] }
  await lab.api('PATCH', `/challenges/${challengeId}`, { showcase })
  return made.id
}
