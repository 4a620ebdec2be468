import type { Template } from './types.ts'

/** Nothing drawn beforehand. */
export const blank: Template = {
  id: 'blank',
  step: null,
  reads: 'frames',
  minutes: null,
  groupSize: null,
  nameKey: 'blank.name',
  descriptionKey: 'blank.description',
  script: ['blank.script.1'],
  bounds: { x: 0, y: 0, w: 1920, h: 1080 },
  regions: [],
  pieces: [],
}
