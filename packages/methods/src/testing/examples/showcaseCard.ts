import type { Example } from './draw.ts'

/** What the bus stop came to, on one page. */
export const showcaseCard: Example = {
  template: 'showcase-card',
  locale: 'en',
  title: 'A stop for everybody',
  cards: [
    { id: 'title', fill: 'title', text: 'A stop for everybody' },
    { id: 'challenge', fill: 'challenge', text: 'Nobody in a wheelchair could board at the hospital' },
    { id: 'helps', fill: 'helps', text: '1,200 patients a year, and everybody with a pram' },
    { id: 'done', fill: 'done', text: 'A kerb of 18 cm, trained drivers, no parking' },
    { id: 'result', fill: 'result', text: '0 → 31 boardings a day' },
    {
      id: 'partners',
      fill: 'partners',
      text: 'Municipality · bus company · Association of Wheelchair Users · Polytechnic',
    },
    { id: 'take', fill: 'take', text: 'One kerb costs less than 4,000 €. Ask us for the drawing' },
    { id: 'contact', fill: 'contact', text: 'lab@tirana.example' },
  ],
  sketches: ['picture'],
}
