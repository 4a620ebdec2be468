import type { Example } from './draw.ts'

/** Partners for the river; nobody from the university yet. */
export const helixMap: Example = {
  template: 'helix-map',
  locale: 'en',
  title: 'Who carries the river?',
  cards: [
    { id: 'challenge', fill: 'challenge', text: 'The river is fit to swim in by 2030' },
    {
      id: 'environment',
      in: 'circle.public',
      text: 'Environment office\ngives: measurements every week\nneeds: people on the spot',
    },
    {
      id: 'tannery',
      in: 'circle.private',
      text: 'Tannery Rossi',
      meta: {
        gives: 'a basin for its waste water',
        needs: 'two years’ time',
        commits: 'no discharge after March',
      },
    },
    { id: 'anglers', in: 'circle.ngo', text: 'Anglers’ club\nOffre: occhi sul fiume ogni domenica' },
    {
      id: 'school',
      in: 'circle.citizens',
      text: 'Parents of the river school\njep: një ditë pastrimi në muaj',
    },
    { id: 'utility', in: 'circle.public+circle.private', text: 'Water utility, half owned by the city' },
    { id: 'who', in: 'inbox', text: 'Who knows somebody at the polytechnic?' },
  ],
}
