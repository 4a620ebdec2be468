import { words } from './words.ts'

/** The other forms of the prototype sketch. Italian and Albanian not yet read by native speakers. */
export const prototypeFormsWords = words({
  'prototype-sketch.scenes.6': [
    'Screens and six scenes',
    'Schermate e sei scene',
    'Ekrane dhe gjashtë skena',
  ],
  'prototype-sketch.scenes.3': ['Screens and three scenes', 'Schermate e tre scene', 'Ekrane dhe tri skena'],
  'prototype-sketch.public': ['Phone, kiosk and wall', 'Telefono, totem e parete', 'Telefon, kiosk dhe mur'],
  'prototype-sketch.screen.kiosk': ['4 · Kiosk', '4 · Totem', '4 · Kiosk'],
  'prototype-sketch.screen.wall': ['5 · Wall', '5 · Parete', '5 · Mur'],
})
