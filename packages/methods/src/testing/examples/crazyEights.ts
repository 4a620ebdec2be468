import type { Example } from './draw.ts'

/** Sketches for a shelter at a bus stop; most boxes hold a drawing and no words. */
export const crazyEights: Example = {
  template: 'crazy-eights',
  locale: 'en',
  title: 'Eight shelters in eight minutes',
  cards: [
    {
      id: 'question',
      fill: 'question',
      text: 'A shelter where a wheelchair, a pram and a walking frame have room',
    },
    { id: 'turn', in: 'sheet.1.sketch.1', text: 'Entrance from behind' },
    { id: 'fold', in: 'sheet.1.sketch.3', text: 'Seats fold up' },
    { id: 'sun', in: 'sheet.2.sketch.8', text: 'The roof is a solar panel' },
  ],
  sketches: [
    'sheet.1.sketch.1',
    'sheet.1.sketch.2',
    'sheet.1.sketch.3',
    'sheet.2.sketch.1',
    'sheet.2.sketch.8',
  ],
}
