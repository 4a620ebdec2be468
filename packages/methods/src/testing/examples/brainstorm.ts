import type { Example } from './draw.ts'

/** A bus stop that people with disabilities cannot use, after the clusters were named. */
export const brainstorm: Example = {
  template: 'brainstorm',
  locale: 'en',
  title: 'A bus stop for everybody',
  frames: [
    { id: 'cluster.1', name: 'Getting on and off' },
    { id: 'cluster.2', name: 'Knowing when it comes' },
    { id: 'cluster.3', name: 'Waiting' },
  ],
  cards: [
    {
      id: 'question',
      fill: 'prompt',
      text: 'How might we make the stop at the hospital usable for people in wheelchairs?',
    },
    { id: 'ramp', frame: 'cluster.1', text: 'A kerb as high as the bus floor', meta: { sector: 'ngo' } },
    {
      id: 'driver',
      frame: 'cluster.1',
      text: 'Drivers learn to stop close to the kerb',
      meta: { sector: 'private' },
    },
    {
      id: 'card',
      frame: 'cluster.1',
      text: 'A card that tells the driver to wait',
      meta: { sector: 'citizens', by: 'Arta' },
    },
    {
      id: 'voice',
      frame: 'cluster.2',
      text: 'A voice says which bus is coming',
      meta: { sector: 'citizens' },
    },
    { id: 'board', frame: 'cluster.2', text: 'Large letters, high contrast', meta: { sector: 'university' } },
    {
      id: 'bench',
      frame: 'cluster.3',
      text: 'A bench with room beside it for a wheelchair',
      meta: { sector: 'ngo' },
    },
    { id: 'cars', in: 'inbox', text: 'Keep parked cars off the stop', meta: { sector: 'public' } },
    { id: 'light', in: 'inbox', text: 'Light after six' },
    { id: 'app', in: 'parking', text: 'An app for the whole country' },
  ],
}
