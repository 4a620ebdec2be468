import { expect, it } from 'vitest'
import { fitEdge } from './paint.ts'

it.each([
  [4000, 3000, 1600, 1200],
  [3000, 4000, 1200, 1600],
  [800, 600, 800, 600],
  [10_000, 1, 1600, 1],
  [1601, 1600, 1600, 1599],
  [1, 1, 1, 1],
])('a picture of %i × %i is made %i × %i', (width, height, fitWidth, fitHeight) => {
  expect(fitEdge({ width, height }, 1600)).toEqual({ width: fitWidth, height: fitHeight })
})
