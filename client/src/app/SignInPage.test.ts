import { expect, it } from 'vitest'
import { keyFromFragment } from './SignInPage.tsx'

it.each([
  ['#key=abc-DEF_0123456789', 'abc-DEF_0123456789'],
  ['#key=', null],
  ['#other=1', null],
  ['', null],
])('reads the key in %j', (fragment, key) => {
  expect(keyFromFragment(fragment)).toBe(key)
})
