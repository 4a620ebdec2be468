import type { Example } from './draw.ts'

/** School dropout, turned into questions that can be answered. */
export const howMightWe: Example = {
  template: 'how-might-we',
  locale: 'en',
  title: 'Staying at school after fifteen',
  frames: [
    { id: 'cluster.1', name: 'Work and school' },
    { id: 'cluster.2', name: 'Somebody who asks' },
  ],
  cards: [
    {
      id: 'problem',
      fill: 'prompt',
      text: 'How might we help pupils who earn for their family stay at school?',
    },
    {
      id: 'evening',
      frame: 'cluster.1',
      text: 'How might we bring lessons to the hours when they are free?',
    },
    { id: 'paid', frame: 'cluster.1', text: 'How might we make an apprenticeship count as school?' },
    {
      id: 'missed',
      frame: 'cluster.2',
      text: 'How might we notice on the third day that somebody is missing?',
      meta: { sector: 'public' },
    },
    {
      id: 'family',
      frame: 'cluster.2',
      text: 'How might we visit families without shaming them?',
      meta: { sector: 'ngo' },
    },
    { id: 'bus', in: 'inbox', text: 'How might we make the way to school free of charge?' },
    { id: 'chosen', in: 'parking', text: 'How might we let pupils choose what they learn first?' },
  ],
}
