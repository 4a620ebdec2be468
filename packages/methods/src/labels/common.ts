import { words } from './words.ts'

/** Words that many templates share. */
export const commonWords = words({
  'common.inbox': ['New notes', 'Note nuove', 'Shënime të reja'],
  'common.guide': ['How we work', 'Come lavoriamo', 'Si punojmë'],
  'common.question': ['Our question', 'La nostra domanda', 'Pyetja jonë'],
  'common.no.1': ['1', '1', '1'],
  'common.no.2': ['2', '2', '2'],
  'common.no.3': ['3', '3', '3'],
  'common.no.4': ['4', '4', '4'],
  'common.no.5': ['5', '5', '5'],
  'common.no.6': ['6', '6', '6'],
  'common.no.7': ['7', '7', '7'],
  'common.no.8': ['8', '8', '8'],
})
