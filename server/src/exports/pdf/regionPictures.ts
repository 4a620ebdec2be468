import { placesOf, renderPreview, type TLRecord, type TLShape } from '@sheshi/board'
import { type Section, templateById } from '@sheshi/methods'
import type { Photos } from './photos.ts'

interface Box {
  x: number
  y: number
  w: number
  h: number
}

type BoardRecords = ReadonlyMap<string, TLRecord>

/** More shapes than can be told apart on a page. */
const mostShapes = 4_000

/** Small pictures of a board and of its parts, drawn from the records alone. */
export class RegionPictures {
  private readonly bounds = new Map<string, Box>()
  readonly whole: Box | null

  constructor(
    private readonly records: BoardRecords,
    private readonly template: string,
    private readonly photos: Photos,
  ) {
    const places = placesOf(records)
    for (const record of records.values()) {
      const box = record.typeName === 'shape' ? places.bounds(record) : null
      if (box) this.bounds.set(record.id, box)
    }
    this.whole = around([...this.bounds.values()])
  }

  /** The whole board as SVG. */
  overview(width: number, height: number): string {
    return renderPreview(this.records.values(), { width, height, most: mostShapes, picture: this.pictureAt })
  }

  /** Where a section's cards lie, and its place on the template; null where it has neither. */
  boxOf(section: Section): Box | null {
    const boxes = idsOf(section).flatMap((id) => this.bounds.get(`shape:${id}`) ?? [])
    const place = regionsOf(this.template).find(({ id }) => id === (section.region ?? section.id))
    return around(place && boxes.length < 200 ? [...boxes, place.bounds] : boxes)
  }

  /** What lies in a part of the board, as SVG. */
  part(box: Box, width: number, height: number): string {
    const shown = new Map<string, TLRecord>()
    const bindings: TLRecord[] = []
    for (const record of this.records.values()) {
      if (record.typeName === 'page' || record.typeName === 'asset') shown.set(record.id, record)
      if (record.typeName === 'binding') bindings.push(record)
      const lies = this.bounds.get(record.id)
      if (record.typeName === 'shape' && lies && overlap(lies, box)) this.withParents(record, shown)
    }
    for (const binding of bindings) this.arrowOf(binding, shown)
    return renderPreview(shown.values(), { width, height, most: mostShapes, box, picture: this.pictureAt })
  }

  private readonly pictureAt = (address: string): string | null => (this.photos.get(address) ? address : null)

  /** An arrow is shown where it is tied to something that is. */
  private arrowOf(binding: TLRecord, shown: Map<string, TLRecord>): void {
    if (binding.typeName !== 'binding' || !shown.has(binding.toId)) return
    const arrow = this.records.get(binding.fromId)
    if (arrow?.typeName !== 'shape') return
    this.withParents(arrow, shown)
    shown.set(binding.id, binding)
    for (const other of this.bindingsOf(binding.fromId)) {
      const target = other.typeName === 'binding' ? this.records.get(other.toId) : undefined
      if (target?.typeName === 'shape') this.withParents(target, shown)
      shown.set(other.id, other)
    }
  }

  private arrowBindings: Map<string, TLRecord[]> | null = null

  private bindingsOf(arrow: string): TLRecord[] {
    if (!this.arrowBindings) {
      this.arrowBindings = new Map()
      for (const record of this.records.values()) {
        if (record.typeName !== 'binding') continue
        const known = this.arrowBindings.get(record.fromId)
        if (known) known.push(record)
        else this.arrowBindings.set(record.fromId, [record])
      }
    }
    return this.arrowBindings.get(arrow) ?? []
  }

  private withParents(shape: TLShape, shown: Map<string, TLRecord>): void {
    for (let at: TLRecord | undefined = shape; at?.typeName === 'shape' && !shown.has(at.id); ) {
      shown.set(at.id, at)
      at = this.records.get(at.parentId)
    }
  }
}

function regionsOf(template: string) {
  try {
    return templateById(template).regions
  } catch {
    return []
  }
}

/** The ids of a section, its cards and all below; with stacks, as deep as people draw. */
function idsOf(top: Section): string[] {
  const ids: string[] = []
  const sections = [top]
  for (let section = sections.pop(); section; section = sections.pop()) {
    ids.push(section.id)
    const cards = [...section.cards]
    for (let card = cards.pop(); card; card = cards.pop()) {
      ids.push(card.id)
      cards.push(...card.children)
    }
    sections.push(...section.sections)
  }
  return ids
}

function around(boxes: readonly Box[]): Box | null {
  let [left, top, right, bottom] = [1e300, 1e300, -1e300, -1e300]
  for (const { x, y, w, h } of boxes) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + w)
    bottom = Math.max(bottom, y + h)
  }
  return boxes.length === 0 ? null : { x: left, y: top, w: right - left, h: bottom - top }
}

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
