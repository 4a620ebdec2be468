import type { OwnTemplateView, Step, TemplateView } from '@sheshi/records'
import { expect, it } from 'vitest'
import { groupOffers, offersOf, pictureIn, usualOffer, type Wanted } from './offers.ts'

const template = (id: string, step: Step | null, name: string): TemplateView => ({
  id,
  step,
  minutes: 30,
  groupSize: [3, 8],
  name: { en: name, it: name, sq: `${name} sq` },
  description: { en: `About ${name}`, it: '', sq: '' },
  script: [{ en: 'Begin', it: '', sq: '' }],
  variants: [],
})
const own = (id: string, base: string, more: Partial<OwnTemplateView> = {}): OwnTemplateView => ({
  id,
  base,
  name: `Ours ${id}`,
  description: '',
  step: null,
  locale: 'en',
  createdAt: '2026-11-22T10:00:00.000Z',
  version: 1,
  previewUrl: `/p/${id}.svg`,
  problem: null,
  ...more,
})
const templates = [
  template('helix-map', 'engage', 'Helix map'),
  template('problem-tree', 'identify', 'Problem tree'),
  template('brainstorm', 'innovate', 'Brainstorm'),
  template('blank', null, 'Blank board'),
]
const offers = offersOf(templates, [own('x', 'problem-tree')], 'en')
const all: Wanted = { first: null, only: null, words: '' }
const keys = (wanted: Partial<Wanted>) => groupOffers(offers, { ...all, ...wanted }).map(({ key }) => key)

it('puts the challenge’s step first, the lab’s own beside it, and what serves any step last', () => {
  expect(keys({})).toEqual(['own', 'engage', 'identify', 'innovate', 'any'])
  expect(keys({ first: 'innovate' })).toEqual(['innovate', 'own', 'engage', 'identify', 'any'])
})

it('shows one step alone, and finds by words whatever their accents', () => {
  const found = (words: string, only: 'own' | Step | null = null) =>
    groupOffers(offers, { first: null, only, words }).flatMap((group) => group.offers.map(({ id }) => id))
  expect(found('', 'own')).toEqual(['x'])
  expect(found('', 'identify')).toEqual(['problem-tree'])
  expect(found('TRÉE problem')).toEqual(['x', 'problem-tree'])
  expect(found('nothing like it')).toEqual([])
  const albanian = offersOf([template('t', 'identify', 'Pemë')], [], 'sq')
  expect(groupOffers(albanian, { ...all, words: 'peme' })).toHaveLength(1)
})

it('gives an own template the method of its base, and no picture of a file that cannot be read', () => {
  const [good] = offersOf(templates, [own('x', 'problem-tree')], 'it').slice(-1)
  expect(good).toMatchObject({ template: 'problem-tree', minutes: 30, picture: '/p/x.svg' })
  const [bad] = offersOf(templates, [own('y', 'blank', { problem: 'template-damaged' })], 'it').slice(-1)
  expect(bad?.picture).toBe('/api/v1/templates/blank/preview.svg?locale=it')
})

it('begins with the first template of the step, and with the brainstorm where there is none', () => {
  expect(usualOffer(offers, 'identify')).toBe('problem-tree')
  expect(usualOffer(offers, 'spread')).toBe('brainstorm')
  expect(usualOffer(offers, null)).toBe('brainstorm')
})

it('asks for the picture of the form that was chosen', () => {
  const [helix] = offers
  if (!helix) throw new Error('no offer')
  expect(pictureIn(helix, null)).toBe('/api/v1/templates/helix-map/preview.svg?locale=en')
  expect(pictureIn(helix, 'circles-3')).toBe(
    '/api/v1/templates/helix-map/preview.svg?locale=en&variant=circles-3',
  )
})
