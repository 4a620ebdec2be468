import { expect, it } from 'vitest'
import { cityEndFromFragment, keyFromFragment } from './SignInPage.tsx'

it.each([
  ['#key=abc-DEF_0123456789', 'abc-DEF_0123456789'],
  ['#key=', null],
  ['#other=1', null],
  ['', null],
])('reads the key in %j', (fragment, key) => {
  expect(keyFromFragment(fragment)).toBe(key)
})

it.each([
  ['#city=refused', 'refused'],
  ['#city=<b>anything</b>', null],
  ['#key=abc', null],
])('reads in %j why the city’s sign-in let nobody in', (fragment, end) => {
  expect(cityEndFromFragment(fragment)).toBe(end)
})
