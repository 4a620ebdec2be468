import type { Example } from './draw.ts'

/** In Italian: after a clean-up day at the river. */
export const afterActionReview: Example = {
  template: 'after-action-review',
  locale: 'it',
  title: 'Giornata di pulizia del fiume',
  cards: [
    { id: 'previsto', in: 'expected', text: 'Quaranta volontari e due camion' },
    {
      id: 'accaduto',
      in: 'happened',
      text: 'Sono venuti in novanta, i camion erano pieni alle undici',
      meta: { sector: 'citizens' },
    },
    { id: 'scuole', in: 'why', text: 'Le scuole hanno invitato le famiglie', meta: { sector: 'ngo' } },
    {
      id: 'prossimo',
      in: 'next',
      text: 'Quattro camion e un orario per quartiere',
      meta: { sector: 'public' },
    },
    { id: 'foto', in: 'inbox', text: 'Chi ha le foto?' },
  ],
}
