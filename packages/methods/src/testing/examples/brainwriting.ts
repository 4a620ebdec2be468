import type { Example } from './draw.ts'

/** Two sheets of a round about heating poverty, each idea built on the one above. */
export const brainwriting: Example = {
  template: 'brainwriting-6-3-5',
  locale: 'en',
  title: 'Warm flats in the old blocks',
  cards: [
    { id: 'question', fill: 'question', text: 'How can old people heat two rooms on a small pension?' },
    { id: 'a1', fill: 'sheet.1.round.1.idea.1', text: 'Seal the windows together, floor by floor' },
    { id: 'a2', fill: 'sheet.1.round.1.idea.2', text: 'A warm room in each block, open all day' },
    { id: 'a3', fill: 'sheet.1.round.1.idea.3', text: 'Lend out electric blankets' },
    { id: 'b1', fill: 'sheet.1.round.2.idea.1', text: 'Pupils of the technical school do the sealing' },
    { id: 'b2', fill: 'sheet.1.round.2.idea.2', text: 'The warm room has a nurse on Tuesdays' },
    { id: 'c1', fill: 'sheet.2.round.1.idea.1', text: 'Buy firewood together in May' },
    { id: 'late', in: 'inbox', text: 'Ask the brewery for its waste heat' },
  ],
}
