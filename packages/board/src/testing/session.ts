import type { TLBinding, TLDrawShape, TLRecord, TLShape, VecModel } from '@tldraw/tlschema'
import type { IndexKey } from '@tldraw/utils'
import * as Y from 'yjs'
import { changeRecord, createRecord } from '../codec.ts'
import { deleteRecord, readRecords } from '../document.ts'
import { richText } from '../richText.ts'
import { isShape, PAGE_ID, propsOf } from '../schema.ts'
import { connect, makeShape } from '../shapes.ts'
import { recordsOf } from '../view.ts'
import { Random } from './random.ts'

/** What somebody did, for counting bytes; a drag of several shapes is one edit. */
export type EditKind =
  | 'create'
  | 'drag'
  | 'drag several'
  | 'resize'
  | 'restyle'
  | 'reorder'
  | 'keystroke'
  | 'stroke'
  | 'delete'

/** How a record comes to rest in a document; the layout's own writers, or another layout to compare with. */
export interface LayoutWriter {
  create(doc: Y.Doc, record: TLRecord): void
  change(doc: Y.Doc, from: TLRecord, to: TLRecord): void
  remove(doc: Y.Doc, id: string): void
}

/** The writers that the binding uses. */
export const boardLayout: LayoutWriter = {
  create: (doc, record) => createRecord(recordsOf(doc), record),
  change(doc, from, to) {
    const entry = recordsOf(doc).get(from.id)
    if (entry instanceof Y.Map) changeRecord(entry, from, to)
  },
  remove: deleteRecord,
}

export interface SessionOptions {
  /** Seeded; what it holds already is worked on too. */
  doc: Y.Doc
  seed: number
  people: number
  minutes: number
  /** How many shapes all people make together. */
  shapes: number
  /** At most so many shapes stay: beyond it each new one takes the place of an old one. */
  room?: number
  layout?: LayoutWriter
  /** What the document holds, where it is not written in the board's own layout. */
  records?: ReadonlyMap<string, TLRecord>
  /** Called with each edit and its update. */
  onEdit?(kind: EditKind, update: Uint8Array): void
}

/** The binding's pause between two updates of a gesture, and what it adds for each of many records. */
const FRAME = 34
const FRAME_FOR_EACH = 4
/** Its pause while somebody draws, and how many points a pen reports in it. */
const PEN_FRAME = 67
const PEN_REPORTS = 4
const words = 'idea park bench bus school market river light young old city map tree bike water'.split(' ')

/** Indexes above a template's, rising; tldraw's own are shaken at random, and a seed must give the same bytes. */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
export const indexAt = (place: number): IndexKey =>
  `c${[3_844, 62, 1].map((unit) => digits.charAt(Math.floor(place / unit) % 62)).join('')}` as IndexKey
const placeOf = (index: string): number =>
  /^c[0-9A-Za-z]{3}$/.test(index)
    ? [...index.slice(1)].reduce((place, digit) => place * 62 + digits.indexOf(digit), 0)
    : 0

/** Steps of somebody's work; each tells how many milliseconds pass before the next. */
type Work = Generator<number, void>

/** What all people of a session share: the records as their stores hold them, and the document. */
class Lab {
  readonly records: Map<string, TLRecord>
  readonly random: Random
  readonly layout: LayoutWriter
  private made = 0
  private top: number

  constructor(readonly options: SessionOptions) {
    this.records = new Map(options.records ?? readRecords(options.doc))
    this.random = new Random(options.seed)
    this.layout = options.layout ?? boardLayout
    this.top = Math.max(0, ...this.shapes().map(({ index }) => placeOf(index)))
  }

  /** Writes as one person and in one transaction, as the binding does. */
  edit(person: number, kind: EditKind, write: () => void): void {
    const { doc, onEdit } = this.options
    const report = (update: Uint8Array) => onEdit?.(kind, update)
    if (onEdit) doc.on('update', report)
    doc.clientID = person
    doc.transact(write)
    if (onEdit) doc.off('update', report)
  }

  create(person: number, records: readonly TLRecord[]): void {
    this.edit(person, 'create', () => {
      for (const record of records) {
        this.layout.create(this.options.doc, record)
        this.records.set(record.id, record)
      }
    })
  }

  /** Changes those of the records that are still there. */
  change(person: number, kind: EditKind, nexts: readonly TLRecord[]): void {
    this.edit(person, kind, () => {
      for (const next of nexts) {
        const now = this.records.get(next.id)
        if (!now) continue
        this.layout.change(this.options.doc, now, next)
        this.records.set(next.id, next)
      }
    })
  }

  /** Deletes a shape with what is in it and what is tied to it, as the editor does. */
  remove(person: number, id: string): void {
    const gone = new Set([id])
    for (const record of this.records.values()) {
      if (isShape(record) && gone.has(record.parentId)) gone.add(record.id)
    }
    for (const record of this.records.values()) {
      if (record.typeName === 'binding' && (gone.has(record.fromId) || gone.has(record.toId)))
        gone.add(record.id)
    }
    this.edit(person, 'delete', () => {
      for (const each of gone) {
        this.layout.remove(this.options.doc, each)
        this.records.delete(each)
      }
    })
  }

  shape(id: string): TLShape | undefined {
    const record = this.records.get(id)
    return isShape(record) ? record : undefined
  }
  shapes(): TLShape[] {
    return [...this.records.values()].filter(isShape)
  }
  anyShape(filter: (shape: TLShape) => boolean = () => true): TLShape | undefined {
    return this.random.pick(this.shapes().filter(filter))
  }
  newId(): string {
    const { seed } = this.options
    return `shape:${seed.toString(36)}${this.random.int(1e9).toString(36)}x${(this.made++).toString(36)}`
  }
  nextIndex(): IndexKey {
    return indexAt(++this.top)
  }
}

const withProps = (shape: TLShape, props: object): TLShape =>
  ({ ...shape, props: { ...shape.props, ...props } }) as TLShape
const tieable = ({ type }: TLShape): boolean => type === 'note' || type === 'geo' || type === 'text'

/** Somebody in the lab. */
class Worker {
  private readonly lab: Lab
  private readonly random: Random

  constructor(
    lab: Lab,
    private readonly id: number,
  ) {
    this.lab = lab
    this.random = new Random(lab.options.seed * 1_000 + id)
  }

  /** Makes its share of the shapes, spread over the session, and works on what is there in between. */
  *work(): Work {
    const { people, minutes, shapes } = this.lab.options
    const share = Math.round(shapes / people)
    const turn = (minutes * 60_000) / Math.max(1, share)
    for (let made = 0; made < share; made++) {
      let spent = 0
      for (const wait of this.turn()) {
        spent += wait
        yield wait
      }
      yield Math.max(200, turn - spent) * (0.5 + this.random.next())
    }
  }

  private *turn(): Work {
    yield this.random.int(2_000)
    this.makeRoom()
    yield* this.make()
    yield* this.drag()
    if (this.random.chance(0.3)) yield* this.drag()
    if (this.random.chance(0.3)) this.restyle()
    if (this.random.chance(0.15)) yield* this.resize()
    if (this.random.chance(0.1)) this.reorder()
    if (this.random.chance(0.1)) this.delete()
  }

  private makeRoom(): void {
    const { room } = this.lab.options
    if (room === undefined || this.lab.shapes().length < room) return
    const oldest = this.lab.anyShape(({ type }) => type !== 'frame')
    if (oldest) this.lab.remove(this.id, oldest.id)
  }

  private *make(): Work {
    const dice = this.random.next()
    if (dice < 0.65) yield* this.write('note')
    else if (dice < 0.78) this.place('geo')
    else if (dice < 0.88) yield* this.draw()
    else if (dice < 0.96) yield* this.tie()
    else if (dice < 0.99) yield* this.write('text')
    else this.place('frame')
  }

  private place(type: 'note' | 'geo' | 'text' | 'frame'): string {
    const id = this.lab.newId()
    const at = { x: this.random.int(8_000), y: this.random.int(5_000), index: this.lab.nextIndex() }
    const color = this.random.of('yellow', 'light-blue', 'light-green', 'orange')
    const made = makeShape({ type, id, ...at })
    const props = type === 'geo' ? { w: 200, h: 120 } : type === 'note' ? { color } : {}
    this.lab.create(this.id, [withProps(made, props)])
    return id
  }

  private *write(type: 'note' | 'text'): Work {
    const id = this.place(type)
    const count = 4 + this.random.int(16)
    const text = Array.from({ length: count }, () => this.random.pick(words) ?? '').join(' ')
    for (let at = 1; at <= text.length; at++) {
      yield 120 + this.random.int(160)
      const shape = this.lab.shape(id)
      if (!shape) return
      const grown = type === 'note' && at > 60 && at % 20 === 0 ? { growY: at - 50 } : {}
      const next = withProps(shape, { richText: richText(text.slice(0, at)), ...grown })
      this.lab.change(this.id, 'keystroke', [next])
    }
  }

  private *draw(): Work {
    const id = this.lab.newId()
    const points: VecModel[] = [{ x: 0, y: 0, z: 0.5 }]
    const at = { x: this.random.int(8_000), y: this.random.int(5_000), index: this.lab.nextIndex() }
    const props = { segments: [{ type: 'free' as const, points: [...points] }], isComplete: false }
    this.lab.create(this.id, [makeShape({ type: 'draw', id, ...at, props })])
    let heading = this.random.next() * 6
    for (let frames = 10 + this.random.int(25); frames >= 0; frames--) {
      yield PEN_FRAME
      for (let report = 0; report < PEN_REPORTS; report++) {
        heading += this.random.next() - 0.5
        points.push(this.ahead(points.at(-1) ?? { x: 0, y: 0 }, heading))
      }
      const shape = this.lab.shape(id) as TLDrawShape | undefined
      if (!shape) return
      const segments = [{ type: 'free', points: [...points] }]
      this.lab.change(this.id, 'stroke', [withProps(shape, { segments, isComplete: frames === 0 })])
    }
  }

  private ahead({ x, y }: VecModel, heading: number): VecModel {
    const far = 2 + this.random.next() * 6
    const hundredth = (value: number): number => Math.round(value * 100) / 100 + 0
    return {
      x: hundredth(x + Math.cos(heading) * far),
      y: hundredth(y + Math.sin(heading) * far),
      z: 0.5,
    }
  }

  private *tie(): Work {
    const from = this.lab.anyShape(tieable)
    const to = this.lab.anyShape((shape) => tieable(shape) && shape.id !== from?.id)
    if (!from || !to) return
    const made = connect(from, to, { id: this.lab.newId(), index: this.lab.nextIndex() })
    this.lab.create(this.id, made)
    yield 500
    const now = this.lab.records.get(made[1].id)
    if (now?.typeName !== 'binding') return
    const anchor = { x: this.random.next(), y: this.random.next() }
    const next = { ...now, props: { ...propsOf(now), normalizedAnchor: anchor } } as TLBinding
    this.lab.change(this.id, 'restyle', [next])
  }

  /** One shape, in 15 % of drags two to eight: one to two seconds at the binding's rate. */
  private *drag(): Work {
    const count = this.random.chance(0.15) ? 2 + this.random.int(7) : 1
    const ids = Array.from({ length: count }, () => this.lab.anyShape()?.id ?? '')
    const pause = Math.max(FRAME, count * FRAME_FOR_EACH)
    const [dx, dy] = [this.random.next() * 12 - 6, this.random.next() * 12 - 6]
    const kind = count === 1 ? 'drag' : 'drag several'
    for (let left = 1_000 + this.random.int(1_000); left > 0; left -= pause) {
      yield pause
      const nexts = [...new Set(ids)].flatMap((id): TLShape[] => {
        const shape = this.lab.shape(id)
        return shape ? [{ ...shape, x: shape.x + dx, y: shape.y + dy }] : []
      })
      if (nexts.length > 0) this.lab.change(this.id, kind, nexts)
    }
    if (this.random.chance(0.05)) this.adopt(ids[0] ?? '')
  }

  private adopt(id: string): void {
    const shape = this.lab.shape(id)
    const frame = this.lab.anyShape(({ type }) => type === 'frame')
    if (!shape || !frame || shape.type === 'frame' || shape.type === 'arrow') return
    const inside = shape.parentId === frame.id
    const next = { ...shape, parentId: inside ? PAGE_ID : frame.id, x: 20, y: 20 }
    this.lab.change(this.id, 'reorder', [{ ...next, index: this.lab.nextIndex() } as TLShape])
  }

  private *resize(): Work {
    const id = this.lab.anyShape(({ type }) => type === 'geo' || type === 'frame')?.id
    for (let frame = 0; frame < 20; frame++) {
      yield FRAME
      const shape = id && this.lab.shape(id)
      if (!shape) return
      const { w, h } = propsOf(shape)
      const next = withProps(shape, { w: Number(w) + 3.25, h: Number(h) + 2.5 })
      this.lab.change(this.id, 'resize', [next])
    }
  }

  private restyle(): void {
    const shape = this.lab.anyShape((one) => 'color' in propsOf(one))
    if (!shape) return
    const color = this.random.of('red', 'blue', 'green', 'violet', 'grey')
    const next = withProps(shape, { color })
    this.lab.change(this.id, 'restyle', [next])
    // Some think better of it: an undo writes the old value back.
    if (this.random.chance(0.2)) this.lab.change(this.id, 'restyle', [shape])
  }

  private reorder(): void {
    const shape = this.lab.anyShape()
    if (shape) this.lab.change(this.id, 'reorder', [{ ...shape, index: this.lab.nextIndex() }])
  }

  private delete(): void {
    const shape = this.lab.anyShape(({ type }) => type !== 'frame')
    if (shape) this.lab.remove(this.id, shape.id)
  }
}

/**
 * A session of a lab as it really goes, the same for the same seed: people write notes letter by letter, drag, draw,
 * connect, restyle and delete, all at once, each under an id of their own, through the layout's own writers and at
 * the rate at which the binding sends. Returns the records as their stores hold them in the end.
 */
export function runSession(options: SessionOptions): Map<string, TLRecord> {
  const before = options.doc.clientID
  const lab = new Lab(options)
  const first = 10_000_000 + options.seed * 10_000
  const hands = Array.from({ length: options.people }, (_, at) => ({
    due: lab.random.int(20_000),
    work: new Worker(lab, first + at * 7).work(),
  }))
  while (hands.length > 0) {
    const next = hands.reduce((soonest, hand) => (hand.due < soonest.due ? hand : soonest))
    const { value, done } = next.work.next()
    if (done) hands.splice(hands.indexOf(next), 1)
    else next.due += value
  }
  options.doc.clientID = before
  return lab.records
}
