import { label } from '../labels/index.ts'
import type { MapOutline, RegionsOutline } from '../outline.types.ts'
import type { Region, Template } from '../templates/types.ts'
import type { Bounds } from '../types.ts'
import { type BoardView, type Placed, toCard } from './board.ts'
import { allWords, outlineHead } from './notes.ts'

/** Where notes land that name no place: what is still there belongs nowhere yet. */
const isInbox = ({ id }: Region): boolean => id === 'inbox'

/** The words of a board by the template's regions, in the template's order. `rest` lies in none, or waits in the inbox. */
export function byRegion(
  view: BoardView,
  { regions }: Template,
): { found: { region: Region; cards: Placed[] }[]; rest: Placed[] } {
  const found = regions
    .filter((region) => !isInbox(region))
    .map((region) => ({ region, cards: [] as Placed[] }))
  const cardsIn = new Map(found.map(({ region, cards }) => [region.id, cards]))
  const rest: Placed[] = []
  for (const card of allWords(view)) {
    const cards = cardsIn.get(view.regionOf(card) ?? '')
    if (cards) cards.push(card)
    else rest.push(card)
  }
  return { found, rest }
}

/** A board that is read region by region, empty ones too: what nobody filled in is part of what it says. */
export function readRegions(view: BoardView, template: Template, locale: string): RegionsOutline {
  const { found, rest } = byRegion(view, template)
  return {
    template: template.id as RegionsOutline['template'],
    ...outlineHead(view, locale, rest),
    regions: found.map(({ region, cards }) => ({
      id: region.id,
      title: label(region.labelKey, locale),
      cards: cards.map(toCard),
    })),
  }
}

/** A board with two axes: the same, and where each card stands on them. */
export function readMap(view: BoardView, template: Template, locale: string): MapOutline {
  const { found, rest } = byRegion(view, template)
  const area = standingAxes(view, template)
  return {
    template: template.id as MapOutline['template'],
    ...outlineHead(view, locale, rest),
    regions: found.map(({ region, cards }) => ({
      id: region.id,
      title: label(region.labelKey, locale),
      cards: cards.map((card) => ({ ...toCard(card), ...placeOnAxes(area, card) })),
    })),
  }
}

/** From 0 (left, bottom) to 1 (right, top), to a thousandth; what lies outside counts as at the edge. */
function placeOnAxes(area: Bounds, { bounds }: Placed): { x: number; y: number } {
  const share = (at: number, from: number, length: number) =>
    Math.round(Math.min(1, Math.max(0, (at - from) / length)) * 1000) / 1000
  return {
    x: share(bounds.x + bounds.w / 2, area.x, area.w),
    y: Math.round((1 - share(bounds.y + bounds.h / 2, area.y, area.h)) * 1000) / 1000,
  }
}

/** Where the axes are now: they move and stretch with the regions that lie on them. */
function standingAxes(view: BoardView, { axes, regions, bounds }: Template): Bounds {
  const planned = axes?.bounds ?? bounds
  const within = ({ bounds: { x, y, w, h } }: Region) =>
    x >= planned.x && y >= planned.y && x + w <= planned.x + planned.w && y + h <= planned.y + planned.h
  const onAxes = regions.filter((region) => !isInbox(region) && within(region))
  const names = new Set(onAxes.map(({ id }) => id))
  const before = around(onAxes.map((region) => region.bounds))
  const now = around(view.regions.filter(({ region }) => names.has(region)).map((region) => region.bounds))
  if (!before || !now || now.w <= 0 || now.h <= 0) return planned
  const [stretchX, stretchY] = [now.w / before.w, now.h / before.h]
  return {
    x: now.x + (planned.x - before.x) * stretchX,
    y: now.y + (planned.y - before.y) * stretchY,
    w: planned.w * stretchX,
    h: planned.h * stretchY,
  }
}

function around(boxes: Bounds[]): Bounds | null {
  if (boxes.length === 0) return null
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.w))
  const bottom = Math.max(...boxes.map((box) => box.y + box.h))
  return { x, y, w: right - x, h: bottom - y }
}
