import type { Slide } from '@sheshi/records'
import { expect, it } from 'vitest'
import { areSlides, slideAfter } from './slides.ts'

const slide = (id: string): Slide => ({
  id,
  kind: 'challenge',
  title: id,
  step: 'pilot',
  text: '',
  helps: [],
  result: '',
  partners: {},
  picture: null,
  url: '',
})
const three = ['a', 'b', 'c'].map(slide)

it('goes round in both directions', () => {
  expect(slideAfter(three, 'a', 1)?.id).toBe('b')
  expect(slideAfter(three, 'c', 1)?.id).toBe('a')
  expect(slideAfter(three, 'a', -1)?.id).toBe('c')
})

it('begins again where the slide that was shown has been taken off the wall', () => {
  expect(slideAfter(three, 'gone', 1)?.id).toBe('a')
  expect(slideAfter(three, null, 0)?.id).toBe('a')
  expect(slideAfter([], 'a', 1)).toBeNull()
})

it('takes only slides for slides', () => {
  expect(areSlides(three)).toBe(true)
  expect(areSlides([])).toBe(true)
  expect(areSlides([{ ...three[0], helps: 'all' }])).toBe(false)
  expect(areSlides({ slides: three })).toBe(false)
  expect(areSlides(null)).toBe(false)
})
