import { expect, it } from 'vitest'
import { City } from './board.ts'

it.each([
  ['tirana ', 'Tirana'],
  ['  reggio   emilia', 'Reggio Emilia'],
  ['shën-gjin', 'Shën-Gjin'],
  ['Città di Castello', 'Città di Castello'],
  ['L’Aquila', 'L’Aquila'],
  ['', ''],
])('spells %j as %j', (typed, spelled) => {
  expect(City.parse(typed)).toBe(spelled)
})
