import { expect, it } from 'vitest'
import type { BlankOutline, HelixOutline } from '../outline.types.ts'
import { withSectors } from './withSectors.ts'

const only = (...sectors: string[]) => ({ sectors: new Set(sectors), cities: new Set<string>() })

const head = { locale: 'en', notes: [], ink: 0, images: 0 }
const blank: BlankOutline = {
  ...head,
  template: 'blank',
  loose: [{ id: 'a', text: 'Bins', sector: 'ngo', by: 'Ana' }],
  clusters: [
    { id: 'g', title: 'Waste', ideas: [{ id: 'b', text: 'Trucks', sector: 'citizens', by: 'Ben' }] },
  ],
}

it('keeps the sectors that are shown, and takes the others from every card', () => {
  const out = withSectors(blank, only('citizens'))
  expect(out).toEqual({
    ...blank,
    loose: [{ id: 'a', text: 'Bins', by: 'Ana' }],
  })
  expect(blank.loose[0]?.sector).toBe('ngo')
})

it('takes names away where none are wanted', () => {
  const text = JSON.stringify(withSectors(blank, only(), { names: false }))
  expect(text).not.toMatch(/Ana|Ben|ngo|citizens/)
  expect(text).toContain('Trucks')
})

it('leaves the circles of a helix map what they are', () => {
  const partner = { id: 'p', text: 'Water works', sector: 'public', gives: '', needs: '', commits: '' }
  const helix: HelixOutline = {
    ...head,
    template: 'helix-map',
    loose: [],
    challenge: null,
    challengeId: null,
    circles: [{ sector: 'ngo', title: 'NGOs', partners: [partner] }],
    shared: [],
    gaps: [],
  }
  const { sector: _sector, ...without } = partner
  expect(withSectors(helix, only())).toEqual({
    ...helix,
    circles: [{ sector: 'ngo', title: 'NGOs', partners: [without] }],
  })
})

it('keeps the cities that are shown, and takes the others from every card', () => {
  const loose = [
    { id: 'a', text: 'a', sector: 'ngo', city: 'Fier' },
    { id: 'b', text: 'b', city: 'Kukës' },
  ]
  const shown = { sectors: new Set<string>(), cities: new Set(['Fier']) }
  expect(withSectors({ ...blank, clusters: [], loose }, shown)).toEqual({
    ...blank,
    clusters: [],
    loose: [
      { id: 'a', text: 'a', city: 'Fier' },
      { id: 'b', text: 'b' },
    ],
  })
})
