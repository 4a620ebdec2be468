import type { TLDefaultColorStyle } from '@tldraw/tlschema'
import type { Editor, TLShape, TLShapeId } from 'tldraw'
import { screenUnit } from '../camera.ts'
import {
  type BoardPoint,
  type Doing,
  dragThing,
  drawStroke,
  isStroke,
  putNote,
  rubOut,
  strokeScale,
} from './gestures.ts'
import { type Lying, pinch, touched } from './hits.ts'
import { createSideHistory, type SideHistory, type WallStep } from './sideHistory.ts'
import {
  type Contact,
  gestureFor,
  isPalm,
  type PenTrace,
  restsBeside,
  type Side,
  sameHand,
  sideOf,
  type Tool,
} from './touches.ts'

/** What a side has in hand. */
export interface InHand {
  tool: Tool
  color: TLDefaultColorStyle
}

interface WallOptions {
  editor: Editor
  inHand(side: Side): InHand
  /** A note is to be written on. */
  onWrite(note: TLShapeId, side: Side): void
  /** Something was moved or made: the method's rules may have a word in it. */
  onPlaced(placed: { moved: Map<TLShapeId, TLShape>; made: Set<TLShapeId> }): void
  /** Somebody takes the picture in hand. */
  onTouch(): void
  /** What is drawn is to be sent now. */
  flush(): void
}

/** One touch that does something. */
interface Hand {
  contact: Contact
  began: number
  doing: Doing | null
  step: WallStep | null
  /** What it holds, which nobody else may take at the same time. */
  holds: TLShapeId | null
  /** Where a finger that moves the picture was when the picture last stood still. */
  view: { x: number; y: number } | null
  waiting: BoardPoint[]
}

/** What a fingertip covers around the point that the screen reports, of a display 1920 pixels wide. */
const fingertip = 14
const slop = 10
const rubber = 22
const largestZoom = 4
/** Milliseconds after which a side counts as one without a pen again. */
const penCounts = 120_000
/** Colours of notes that go with the colours of pens. */
const noteColors = new Map<TLDefaultColorStyle, TLDefaultColorStyle>([
  ['blue', 'light-blue'],
  ['red', 'light-red'],
  ['green', 'light-green'],
])

/**
 * The hands at a wall: tldraw follows one pointer only, so each touch is followed here on its own and writes into the
 * store what its side's tool makes of it. All strokes and notes that are under way go on at the same time; the picture
 * holds still as long as there are any.
 */
export class WallHands {
  private readonly hands = new Map<number, Hand>()
  private readonly pens = new Map<number, PenTrace>()
  private readonly histories: Record<Side, SideHistory>
  private frame = 0
  /** When a pen was last used on each side. */
  private readonly penUsed: Record<Side, number> = {
    left: Number.NEGATIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
  }

  constructor(private readonly options: WallOptions) {
    const { editor } = options
    this.histories = { left: createSideHistory(editor), right: createSideHistory(editor) }
  }

  /** True while somebody draws or moves something. */
  get busy(): boolean {
    return [...this.hands.values()].some(({ doing }) => doing !== null)
  }

  undo(side: Side): void {
    this.histories[side].undo()
    this.options.flush()
  }

  down(contact: Contact): void {
    const unit = screenUnit()
    if (contact.type === 'pen') this.penDown(contact, unit)
    else if (isPalm(contact, [...this.pens.values()], unit)) return
    this.options.onTouch()
    const side = this.sideOf(contact)
    const { tool, color } = this.options.inHand(side)
    const point = this.pointOf(contact)
    const under = this.under(point, fingertip * unit)
    const what = gestureFor(contact, { tool, hit: under !== null, fingersPan: this.pans(contact) })
    if (what === 'view') {
      this.startView(contact, unit)
      return
    }
    // Two people cannot have one note.
    if (what === 'move' && [...this.hands.values()].some(({ holds }) => holds === under)) return
    this.endViews()
    const step = this.histories[side].begin()
    const doing = this.begin(what, { contact, point, step, side, color, under })
    this.hands.set(contact.id, {
      contact,
      began: contact.time,
      doing,
      step,
      holds: what === 'move' ? under : null,
      view: null,
      waiting: [],
    })
  }

  move(contact: Contact, between: readonly Contact[]): void {
    const pen = this.pens.get(contact.id)
    if (pen) Object.assign(pen, { x: contact.x, y: contact.y })
    const hand = this.hands.get(contact.id)
    if (!hand) return
    // A fingertip that grows into a hand was a hand.
    if (hand.doing && isPalm(contact, [], screenUnit())) {
      this.discard(hand)
      return
    }
    hand.contact = contact
    if (hand.doing) hand.waiting.push(...between.map((one) => this.pointOf(one)))
    this.frame ||= requestAnimationFrame(this.show)
  }

  /** The touch has ended, by itself or because the browser took it away: what it did so far stands. */
  up(id: number, time: number): void {
    const pen = this.pens.get(id)
    if (pen) pen.lifted = time
    const hand = this.hands.get(id)
    if (!hand) return
    this.catchUp(hand)
    this.hands.delete(id)
    // The other finger goes on from where it is now.
    this.restView()
    hand.doing?.end()
    if (hand.doing) this.options.flush()
  }

  /** Ends all that is under way: the window lost its focus, or the line its other end. */
  endAll(): void {
    for (const id of [...this.hands.keys()]) this.up(id, performance.now())
    cancelAnimationFrame(this.frame)
    this.frame = 0
    this.pens.clear()
  }

  private begin(
    what: 'stroke' | 'erase' | 'move' | 'note',
    at: {
      contact: Contact
      point: BoardPoint
      step: WallStep
      side: Side
      color: TLDefaultColorStyle
      under: TLShapeId | null
    },
  ): Doing {
    const { editor, onWrite, onPlaced } = this.options
    const { contact, point, step, side, color, under } = at
    const zoom = editor.getZoomLevel()
    const unit = screenUnit()
    if (what === 'stroke')
      return drawStroke(editor, point, {
        step,
        color,
        isPen: contact.type === 'pen',
        scale: strokeScale(zoom, unit),
      })
    if (what === 'erase') return rubOut(editor, point, step, (rubber * unit) / zoom)
    if (what === 'move' && under)
      return dragThing(editor, under, point, {
        step,
        slop: (slop * unit) / zoom,
        onTap: () => editor.getShape(under)?.type === 'note' && onWrite(under, side),
        onDrop: (before) => onPlaced({ moved: new Map([[under, before]]), made: new Set() }),
      })
    return {
      move: () => {},
      end() {
        const note = putNote(editor, point, step, noteColors.get(color) ?? 'yellow')
        step.write(() => onPlaced({ moved: new Map(), made: new Set([note]) }))
        step.done()
        onWrite(note, side)
      },
    }
  }

  /** Its own hand may lie on the glass already, and has perhaps begun a stroke. */
  private penDown(pen: Contact, unit: number): void {
    this.penUsed[this.sideOf(pen)] = pen.time
    this.pens.set(pen.id, { id: pen.id, x: pen.x, y: pen.y, lifted: null })
    for (const hand of [...this.hands.values()])
      if (restsBeside(hand.contact, hand.began, pen, unit)) this.discard(hand)
  }

  private discard(hand: Hand): void {
    this.hands.delete(hand.contact.id)
    hand.step?.discard()
  }

  private readonly show = (): void => {
    this.frame = 0
    for (const hand of this.hands.values()) this.catchUp(hand)
    this.showView()
  }

  private catchUp(hand: Hand): void {
    if (hand.waiting.length > 0) hand.doing?.move(hand.waiting.splice(0))
  }

  // ---- moving the picture: two fingers of one hand, or one where pens draw

  private viewers(): Hand[] {
    return [...this.hands.values()].filter(({ view }) => view !== null)
  }

  private startView(contact: Contact, unit: number): void {
    const viewers = this.viewers()
    const joins = viewers.every((other) => sameHand(other.contact, contact, unit))
    if (this.busy || viewers.length > 1 || !joins) return
    this.hands.set(contact.id, {
      contact,
      began: contact.time,
      doing: null,
      step: null,
      holds: null,
      view: { x: contact.x, y: contact.y },
      waiting: [],
    })
    this.restView()
  }

  private endViews(): void {
    for (const { contact } of this.viewers()) this.hands.delete(contact.id)
  }

  private restView(): void {
    for (const hand of this.viewers()) hand.view = { x: hand.contact.x, y: hand.contact.y }
  }

  private showView(): void {
    const viewers = this.viewers()
    if (viewers.length >= (viewers.some(({ contact }) => this.pans(contact)) ? 1 : 2)) this.moveView(viewers)
    this.restView()
  }

  private moveView(viewers: readonly Hand[]): void {
    const { editor } = this.options
    const { x, y } = editor.getViewportScreenBounds()
    const inCanvas = (point: { x: number; y: number }) => ({ x: point.x - x, y: point.y - y })
    const from = viewers.map(({ view, contact }) => inCanvas(view ?? contact))
    const to = viewers.map(({ contact }) => inCanvas(contact))
    const [smallest = 0.05] = editor.getCameraOptions().zoomSteps
    const camera = pinch(editor.getCamera(), from, to, { smallest, largest: largestZoom })
    editor.setCamera(camera, { immediate: true })
  }

  // ---- what lies where

  private sideOf({ x }: Contact): Side {
    return sideOf(x, this.options.editor.getViewportScreenBounds())
  }

  /** Where a pen is used, fingers move notes and the picture instead of drawing. */
  private pans(contact: Contact): boolean {
    return contact.time - this.penUsed[this.sideOf(contact)] < penCounts
  }

  private pointOf({ x, y, pressure }: Contact): BoardPoint {
    const point = this.options.editor.screenToPage({ x, y })
    return { x: point.x, y: point.y, z: pressure }
  }

  /** The topmost thing under a finger that can be moved: of a group, the whole group. */
  private under(point: BoardPoint, around: number): TLShapeId | null {
    const { editor } = this.options
    const things = editor
      .getCurrentPageShapesSorted()
      .filter((shape) => isMovable(editor, shape))
      .map((shape) => lyingOf(editor, shape))
    const found = touched(things, point, around / editor.getZoomLevel())
    return found ? (editor.getOutermostSelectableShape(found.id as TLShapeId).id ?? null) : null
  }
}

const isMovable = (editor: Editor, shape: TLShape): boolean =>
  !['frame', 'arrow', 'line', 'group'].includes(shape.type) &&
  !isStroke(shape) &&
  !editor.isShapeOrAncestorLocked(shape)

function lyingOf(editor: Editor, shape: TLShape): Lying {
  const { w, h } = editor.getShapeGeometry(shape).bounds
  const transform = editor.getShapePageTransform(shape)
  const { x, y } = transform.point()
  return { id: shape.id, x, y, w, h, rotation: transform.rotation() }
}
