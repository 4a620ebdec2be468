import type { Example } from './draw.ts'

/** A test of one objective of the river tree; what it goes back to is kept on the card. */
export const testAndLearningCard: Example = {
  template: 'test-and-learning-card',
  locale: 'en',
  title: 'Do bins at the bridge keep waste out of the river?',
  cards: [
    { id: 'name', fill: 'test.title', text: 'Bins and guides at the market bridge' },
    { id: 'due', fill: 'test.due', text: '30 April' },
    {
      id: 'believe',
      fill: 'test.believe',
      text: 'People throw less into the river when they know what it does',
      meta: { fromProblemId: 'drawn-cause.1.2' },
    },
    {
      id: 'verify',
      fill: 'test.verify',
      text: 'Pupils stand at the bridge on eight market days and explain',
    },
    { id: 'measure', fill: 'test.measure', text: 'Kilograms of waste in the net below the bridge' },
    { id: 'right', fill: 'test.right', text: 'A third less than on the eight days before' },
    { id: 'observed', fill: 'learning.observed', text: '41 % less with guides, 12 % less with bins alone' },
    { id: 'learned', fill: 'learning.learned', text: 'Talking works better than bins' },
    { id: 'therefore', fill: 'learning.therefore', text: 'Train market traders as guides' },
    { id: 'cost', in: 'test.cost', text: '300 €' },
    { id: 'later', in: 'inbox', text: 'Ask the fish stalls too' },
  ],
}
