import type { LabServer } from './server.ts'

/** A public challenge with all that a page of it can show, and its showcase card on the wall. */
export async function publicChallenge(lab: LabServer): Promise<{ id: string; cardId: string }> {
  const { id } = await lab.api<{ id: string }>('POST', '/challenges', {
    title: 'Shade for the market square',
    ref: 'TIR-2026-014',
    step: 'pilot',
    visibility: 'public',
    summary:
      'In July the stone of the square is 58 °C warm at noon. Traders give up their stands, and elderly people stay at home.',
    problem: {
      core: 'The market square is too hot to be used in summer',
      causes: [
        {
          id: 'c1',
          text: 'No trees since the square was rebuilt',
          children: [{ id: 'c2', text: 'Pipes and cables lie where roots would be' }],
        },
        { id: 'c3', text: 'Dark stone stores the heat' },
      ],
      effects: [
        { id: 'e1', text: 'Traders earn a third less from June to September' },
        { id: 'e2', text: 'Elderly people do not leave their homes' },
      ],
    },
    affectedGroups: [
      { label: 'Elderly people of the quarter', estimate: 1200 },
      { label: 'Market traders', estimate: 84 },
    ],
    partners: [
      { name: 'Municipality, parks department', sector: 'public', commitment: 'signed' },
      { name: 'Sail makers of the port', sector: 'private', commitment: 'promised' },
      { name: 'Green Tirana', sector: 'ngo', commitment: 'active' },
      { name: 'Polytechnic University', sector: 'university', commitment: 'active' },
    ],
    owner: { organisation: 'Municipality of Tirana', contact: 'ana@tirana.example' },
    place: { name: 'Market square' },
    serviceAreas: ['environment', 'health'],
    sdg: [11, 13],
    hmw: ['How might we cool the square before the next summer?'],
    pilots: [
      {
        id: 'p1',
        title: 'Six sails over the vegetable stands',
        aim: 'See whether shade brings people back at noon.',
        place: 'North side',
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
      },
    ],
    licence: 'CC BY 4.0',
    showcase: { wall: true },
  })
  return { id, cardId: await showcaseCard(lab, id) }
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
