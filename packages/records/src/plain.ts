/* What needs no schema: light pages use these lists and bounds without fetching the schemas' library. */

/** The five steps of a challenge, in order (DESIGN §1). */
export const steps = ['engage', 'identify', 'innovate', 'pilot', 'spread'] as const

/** The sectors people and partners come from (CHALLENGE_RECORD.md, `partners.sector`). */
export const sectors = ['public', 'private', 'ngo', 'university', 'citizens'] as const

/** The languages of the interface and of a board's labels. */
export const locales = ['en', 'it', 'sq'] as const

/** The colours a note may have, in the order to offer them. */
export const noteColors = [
  'yellow',
  'light-blue',
  'light-green',
  'light-red',
  'light-violet',
  'orange',
  'blue',
  'green',
  'red',
  'violet',
  'grey',
  'black',
  'white',
] as const

/** The inks of a sketch: readable on white paper. */
export const inkColors = ['black', 'blue', 'red', 'green'] as const

/** Bounds of what one note may bring. A sketch is drawn on a sheet of `sheet` × `sheet`. */
export const noteLimits = {
  text: 2_000,
  strokes: 200,
  pointsPerStroke: 2_000,
  points: 8_000,
  sheet: 1_000,
  /** Pixels of the longer edge of a picture. */
  pictureEdge: 8_192,
} as const
