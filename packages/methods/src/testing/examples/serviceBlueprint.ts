import type { Example } from './draw.ts'

/** How a report of litter travels through the municipality. */
export const serviceBlueprint: Example = {
  template: 'service-blueprint',
  locale: 'en',
  title: 'From a picture to a clean bank',
  cards: [
    { id: 'sign', in: 'evidence.1', text: 'A sign at the river with the number' },
    { id: 'picture', in: 'user.1', text: 'Takes a picture' },
    { id: 'reply', in: 'frontstage.2', text: 'An answer within the hour' },
    { id: 'sort', in: 'backstage.2', text: 'Who is on duty sorts the reports by place' },
    { id: 'lorry', in: 'backstage.3', text: 'The lorry gets its round for the morning' },
    { id: 'thanks', in: 'evidence.4', text: 'A picture of the clean place' },
    { id: 'map', in: 'support.2', text: 'The map of the environment office', meta: { sector: 'public' } },
  ],
}
