import type { Example } from './draw.ts'

/** Notes of a walk along the river, without a method. */
export const blank: Example = {
  template: 'blank',
  locale: 'en',
  title: 'Walk along the river',
  cards: [
    { id: 'outfall', at: [100, 100], text: 'An open pipe behind the market', meta: { sector: 'citizens' } },
    { id: 'heron', at: [420, 120], text: 'A heron, the first for years' },
    { id: 'path', at: [100, 420], text: 'The path ends at a wall' },
  ],
  arrows: [['outfall', 'path']],
}
