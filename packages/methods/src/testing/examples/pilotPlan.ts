import type { Example } from './draw.ts'

/** A small start against cold flats. */
export const pilotPlan: Example = {
  template: 'pilot-plan',
  locale: 'en',
  title: 'Warm rooms in block 14',
  cards: [
    { id: 'aim', in: 'aim', text: 'Twenty people over seventy spend the winter above 18 degrees' },
    { id: 'sample', in: 'sample', text: 'Twenty flats in block 14' },
    { id: 'place', in: 'place', text: 'Block 14, Rruga e Kavajës, January to March' },
    {
      id: 'school',
      in: 'partners',
      text: 'Technical school: seals the windows',
      meta: { sector: 'university' },
    },
    { id: 'utility', in: 'partners', text: 'Utility: reads the meters', meta: { sector: 'private' } },
    { id: 'january', in: 'steps', text: '15 January: first measurements' },
    { id: 'february', in: 'steps', text: '1 February: windows sealed' },
    { id: 'consent', in: 'safeguards', text: 'Thermometers only with written consent; no names in tables' },
    { id: 'degrees', in: 'measures', text: '14 → 18 degrees at eight in the morning' },
    { id: 'money', in: 'budget', text: '2,400 €, the municipality' },
    { id: 'stop', in: 'rule', text: 'We stop if bills rise; we go on if fifteen flats reach 18 degrees' },
    { id: 'bulk', in: 'inbox', text: 'Could we buy the foam in bulk?' },
  ],
}
