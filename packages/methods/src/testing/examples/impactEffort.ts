import type { Example } from './draw.ts'

/** The ideas for the bus stop, weighed. */
export const impactEffort: Example = {
  template: 'impact-effort',
  locale: 'en',
  title: 'What to begin with at the hospital stop',
  cards: [
    {
      id: 'cars',
      onAxes: [0.15, 0.85],
      text: 'Paint the kerb so that nobody parks there',
      meta: { sector: 'public' },
    },
    { id: 'bench', onAxes: [0.3, 0.7], text: 'Move the bench one metre' },
    { id: 'kerb', onAxes: [0.8, 0.9], text: 'Rebuild the kerb to the height of the bus floor' },
    { id: 'voice', onAxes: [0.7, 0.65], text: 'A voice that says which bus is coming' },
    { id: 'plants', onAxes: [0.2, 0.2], text: 'Plants in the shelter' },
    { id: 'app', onAxes: [0.9, 0.15], text: 'An app of our own' },
    { id: 'waiting', in: 'inbox', text: 'A card for drivers: please wait' },
  ],
}
