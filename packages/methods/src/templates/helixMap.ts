import type { Bounds } from '../types.ts'
import { boardAround, heading, howWeWork, inbox } from './parts.ts'
import type { CardPiece, GuidePiece, Region, Template, Variant } from './types.ts'

type Sector = NonNullable<Region['sector']>

const radius = 520
/** The card in the middle: the challenge that all of them carry. */
const core = { w: 320, h: 200 }

const colors: Record<Sector, Region['color']> = {
  public: 'light-blue',
  private: 'yellow',
  ngo: 'light-green',
  university: 'light-violet',
  citizens: 'light-red',
}

/** How far the circles stand from the middle: near enough to overlap, far enough for room of their own. */
const distances = { 3: 440, 4: 480, 5: 520 }
const all: Sector[] = ['public', 'private', 'university', 'ngo', 'citizens']
const without: Record<3 | 4 | 5, Sector[]> = { 5: [], 4: ['citizens'], 3: ['citizens', 'public'] }

const eighth = (at: number) => Math.round(at / 8) * 8

/** The circles around their middle, the first on top, clockwise. */
function circlesOf(count: 3 | 4 | 5): Region[] {
  const sectors = all.filter((sector) => !without[count].includes(sector))
  const half = distances[count] + radius
  return sectors.map((sector, at): Region => {
    const angle = -90 + (360 / count) * at
    const turn = (angle * Math.PI) / 180
    const x = eighth(half + distances[count] * Math.cos(turn) - radius)
    const y = eighth(half + distances[count] * Math.sin(turn) - radius)
    return {
      id: `circle.${sector}`,
      kind: 'cards',
      labelKey: `helix-map.${sector}`,
      bounds: { x, y, w: 2 * radius, h: 2 * radius },
      title: { at: 'rim', size: 'xl', angle },
      color: colors[sector],
      noteColor: colors[sector],
      sector,
      round: true,
    }
  })
}

const legend = (bounds: Bounds): GuidePiece => ({
  kind: 'guide',
  id: 'card',
  titleKey: 'helix-map.card',
  lineKeys: ([1, 2, 3, 4, 5] as const).map((no) => `helix-map.card.${no}` as const),
  bounds: { x: bounds.x + bounds.w - 480, y: 1200, w: 480, h: bounds.h - 160 - 1200 },
  scale: 1.25,
})

const script = ([1, 2, 3, 4, 5] as const).map((no) => `helix-map.script.${no}` as const)

function helix(count: 3 | 4 | 5): Required<Variant> {
  const half = distances[count] + radius
  const bounds = boardAround({ w: 2 * half, h: 2 * half })
  const place = { x: half - core.w / 2, y: half - core.h / 2, ...core }
  const card: CardPiece = {
    kind: 'card',
    id: 'challenge',
    shape: 'geo',
    labelKey: 'helix-map.challenge',
    bounds: place,
    color: 'white',
    scale: 1.75,
  }
  return {
    id: `circles-${count}`,
    labelKey: `helix-map.circles.${count}`,
    bounds,
    regions: [inbox(bounds), ...circlesOf(count)],
    pieces: [heading('helix-map.name', bounds), howWeWork(script, bounds, 1184), legend(bounds), card],
  }
}

const { bounds, regions, pieces, labelKey } = helix(5)

/** Helix map: a circle for each sector around the challenge; a board has three, four or five of them (METHODS.md). */
export const helixMap: Template = {
  id: 'helix-map',
  step: 'engage',
  reads: 'helix',
  minutes: 45,
  groupSize: [3, 12],
  nameKey: 'helix-map.name',
  descriptionKey: 'helix-map.description',
  script,
  bounds,
  regions,
  pieces,
  variants: { usual: labelKey, others: [helix(4), helix(3)] },
}
