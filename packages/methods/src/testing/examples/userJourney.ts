import type { Example } from './draw.ts'

/** A mother in a wheelchair goes to the hospital by bus. */
export const userJourney: Example = {
  template: 'user-journey',
  locale: 'en',
  title: 'To the hospital by bus',
  cards: [
    { id: 'who', fill: 'who', text: 'Mira, 41, in a wheelchair, with a child of six' },
    { id: 'plan', fill: 'stage.1', text: 'Plan' },
    { id: 'wait', fill: 'stage.2', text: 'Wait' },
    { id: 'ride', fill: 'stage.3', text: 'Ride' },
    { id: 'asks', in: 'actions.1', text: 'Asks her neighbour when the low bus runs' },
    { id: 'stands', in: 'actions.2', text: 'Waits on the road because the kerb is too high' },
    { id: 'worried', in: 'feelings.1', text: 'Worried to be late' },
    { id: 'afraid', in: 'feelings.2', text: 'Afraid of the cars', meta: { sector: 'citizens' } },
    { id: 'paper', in: 'touchpoints.1', text: 'A timetable on paper, from last year' },
    { id: 'ramp', in: 'pain-points.3', text: 'The driver has to leave his seat for the ramp' },
    { id: 'call', in: 'opportunities.1', text: 'One number to call for the next low bus' },
  ],
}
