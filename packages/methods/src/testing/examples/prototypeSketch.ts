import type { Example } from './draw.ts'

/** A way to report litter at the river: three screens, what opens what, and its story. */
export const prototypeSketch: Example = {
  template: 'prototype-sketch',
  locale: 'en',
  title: 'Report litter at the river',
  frames: [
    { id: 'screen.1', name: 'Start' },
    { id: 'screen.2', name: 'Take a picture' },
    { id: 'screen.3', name: 'Thank you' },
  ],
  cards: [
    { id: 'report', frame: 'screen.1', text: 'Report litter' },
    { id: 'big', in: 'gutter.1', text: 'One big button is enough', meta: { sector: 'citizens' } },
    { id: 'send', frame: 'screen.2', text: 'Send' },
    { id: 'dark', in: 'gutter.2', text: 'Does it work after dark?', meta: { sector: 'ngo' } },
    { id: 'when', in: 'gutter.3', text: 'Say when it will be cleaned up', meta: { sector: 'public' } },
    { id: 'finds', fill: 'caption.1', text: 'Besa finds a heap of bottles on her way to work' },
    { id: 'sends', fill: 'caption.2', text: 'She sends a picture before the bus comes' },
    { id: 'gone', fill: 'caption.3', text: 'Next morning it is gone' },
  ],
  arrows: [
    ['report', 'screen.2'],
    ['send', 'screen.3'],
  ],
  sketches: ['screen.1', 'screen.2', 'panel.1'],
}
