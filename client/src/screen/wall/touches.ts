/** A finger, a pen or a mouse on the wall at one moment. Lengths are pixels of the window. */
export interface Contact {
  id: number
  type: 'pen' | 'touch' | 'mouse'
  x: number
  y: number
  /** Of the skin that touches; 0 or 1 where the screen does not tell. */
  width: number
  height: number
  pressure: number
  /** Milliseconds. */
  time: number
}

/** The two sides of a wall, each with its tools for those who stand there. */
export const sides = ['left', 'right'] as const
export type Side = (typeof sides)[number]

/** A touch belongs to the side that is nearer. */
export const sideOf = (x: number, canvas: { x: number; w: number }): Side =>
  x < canvas.x + canvas.w / 2 ? 'left' : 'right'

/** What one side has in hand. */
export const tools = ['move', 'pen', 'eraser', 'note'] as const
export type Tool = (typeof tools)[number]

export type Gesture = 'stroke' | 'erase' | 'move' | 'note' | 'view'

/**
 * What a touch begins. `hit`: there is something under it that can be moved. `fingersPan`: there is a pen at this
 * wall, so that a finger moves the notes and the picture whatever the tool is.
 */
export function gestureFor(
  { type }: Pick<Contact, 'type'>,
  { tool, hit, fingersPan }: { tool: Tool; hit: boolean; fingersPan: boolean },
): Gesture {
  const moves = tool === 'move' || (fingersPan && type === 'touch' && tool !== 'note')
  if (moves) return hit ? 'move' : 'view'
  if (tool === 'note') return hit ? 'move' : 'note'
  return tool === 'eraser' ? 'erase' : 'stroke'
}

/** Where the pens of a wall are, and where one was lifted a moment ago. */
export interface PenTrace {
  id: number
  x: number
  y: number
  /** null: it is down. */
  lifted: number | null
}

/** A fingertip is smaller than this on a display 1920 pixels wide, the heel of a hand larger. */
const palmSize = 70
/** The hand that writes rests within this of its pen (about 25 cm on 55 inches); a neighbour's finger is further away. */
const handReach = 400
/** A hand is lifted a little later than its pen, and put down a little before it. */
const handLags = 500

/** The palm of a hand, which must leave no trace: too large for a finger, or beside a pen that writes. */
export function isPalm(contact: Contact, pens: readonly PenTrace[], unit: number): boolean {
  if (contact.type !== 'touch') return false
  if (Math.max(contact.width, contact.height) > palmSize * unit) return true
  return pens.some(
    (pen) => near(contact, pen, unit) && (pen.lifted === null || contact.time - pen.lifted < handLags),
  )
}

/** A touch that is there already when a pen comes down beside it: the hand that holds the pen arrived first. */
export const restsBeside = (contact: Contact, began: number, pen: Contact, unit: number): boolean =>
  contact.type === 'touch' && near(contact, pen, unit) && pen.time - began < handLags

const near = (one: { x: number; y: number }, other: { x: number; y: number }, unit: number): boolean =>
  Math.hypot(one.x - other.x, one.y - other.y) < handReach * unit

/** Two fingers of one hand are no further apart. */
const handWidth = 450

/** Whether a finger joins another one to move the picture, or belongs to somebody else. */
export const sameHand = (
  one: { x: number; y: number },
  other: { x: number; y: number },
  unit: number,
): boolean => Math.hypot(one.x - other.x, one.y - other.y) < handWidth * unit
