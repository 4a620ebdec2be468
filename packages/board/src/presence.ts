import type { TLInstancePresence, TLPageId, TLShapeId } from '@tldraw/tlschema'
import { InstancePresenceRecordType } from '@tldraw/tlschema'
import { isObject, PAGE_ID } from './schema.ts'

export type PresenceRole = 'facilitator' | 'participant' | 'viewer' | 'screen'

/** What people see of one another on a board. Points and boxes are page coordinates. */
export interface PresenceState {
  /** At most 24 letters and 48 bytes; may be ''. */
  name: string
  /** Index into `PALETTE`. */
  color: number
  role: PresenceRole
  sector?: string
  /** null while the pointer is not over the board. */
  cursor: [x: number, y: number] | null
  viewport: [x: number, y: number, w: number, h: number] | null
  page: string
  /** Ids of selected shapes, at most 20 and as many as fit. */
  selection: string[]
  /** The id of the person whose view this one follows. */
  following: number | null
  /** A facilitator whose view the room's screens show. */
  leading?: boolean
}

/** Colours of people: each at least 3:1 on the white and the dark canvas, and told apart by most colour-blind eyes. */
export const PALETTE = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc3399',
  '#8a5a00',
  '#7b4fd8',
  '#c43d3d',
  '#2f7d9b',
  '#5c7a1f',
  '#b0447c',
  '#4668c5',
  '#8f6b4a',
] as const

/** Letters of a text, and the bytes they may take in JSON. */
const MAX_NAME = { letters: 24, bytes: 48 }
const MAX_SECTOR = { letters: 16, bytes: 16 }
const MAX_PAGE = { letters: 40, bytes: 40 }
const MAX_SELECTION = 20
/** With the moving state and the frame around both, a person stays under the 300 bytes of DESIGN §2.3. */
const MAX_BYTES = 200
/** Yjs draws client ids below this, so no client has the id of somebody's lasting state by chance. */
const LASTING = 2 ** 32

const letters: Record<PresenceRole, string> = { facilitator: 'f', participant: 'p', viewer: 'v', screen: 's' }
const roles = new Map(Object.entries(letters).map(([role, letter]) => [letter, role as PresenceRole]))

/** Whole numbers within reach of a canvas; a coordinate out of reach is pulled back. */
const whole = (value: number): number =>
  Number.isFinite(value) ? Math.max(-1e7, Math.min(1e7, Math.round(value))) : 0

const bytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

const first = (count: number, text: string): string[] => [...text].slice(0, count)

/** As many whole letters of a text as its limit allows. */
function shorten(text: string, limit: { letters: number; bytes: number }): string {
  const short = first(limit.letters, text)
  // The quotation marks are not counted.
  while (bytes(short.join('')) - 2 > limit.bytes) short.pop()
  return short.join('')
}

/** The awareness id of a person's lasting state; the moving one has the document's client id, which is the person's. */
export const lastingId = (clientId: number): number => clientId + LASTING

/** The person's id, from the awareness id of either of their states. */
export const personId = (awarenessId: number): number =>
  awarenessId >= LASTING ? awarenessId - LASTING : awarenessId

/**
 * What of a state moves all the time: y-protocols sends a state whole, so this one is small. The viewport is in it
 * only for followers; others find it in the lasting state.
 */
export function encodeMoving(state: PresenceState, followed: boolean): Record<string, unknown> {
  return {
    ...(state.cursor && { p: state.cursor.map(whole) }),
    ...(followed && state.viewport && { v: state.viewport.map(whole) }),
  }
}

/** Everything but the cursor, to travel under `lastingId`: short keys, whole numbers, nothing that goes without saying. */
export function encodeLasting(state: PresenceState): Record<string, unknown> {
  const compact: Record<string, unknown> = {
    n: shorten(state.name, MAX_NAME),
    c: state.color,
    r: letters[state.role],
  }
  if (state.sector) compact.s = shorten(state.sector, MAX_SECTOR)
  if (state.viewport) compact.v = state.viewport.map(whole)
  if (state.page !== PAGE_ID) compact.g = shorten(state.page.replace(/^page:/, ''), MAX_PAGE)
  if (state.following !== null) compact.f = state.following
  if (state.leading) compact.w = 1
  const selection: string[] = []
  for (const id of state.selection.slice(0, MAX_SELECTION)) {
    selection.push(id.replace(/^shape:/, ''))
    if (bytes({ ...compact, l: selection }) > MAX_BYTES) {
      selection.pop()
      break
    }
  }
  return selection.length > 0 ? { ...compact, l: selection } : compact
}

function numbersOf<N extends number[]>(value: unknown, count: number): N | null {
  if (!Array.isArray(value) || value.length !== count) return null
  return value.every((part) => typeof part === 'number' && Number.isFinite(part))
    ? (value.map(whole) as N)
    : null
}

/** What a lasting state says, or the one state of versions before there were two. */
function decode(value: unknown): PresenceState | null {
  if (!isObject(value)) return null
  const role = typeof value.r === 'string' ? roles.get(value.r) : undefined
  if (!role || typeof value.n !== 'string') return null
  const color = typeof value.c === 'number' && Number.isInteger(value.c) ? value.c : 0
  const selection = Array.isArray(value.l) ? value.l.slice(0, MAX_SELECTION) : []
  const isId = (id: unknown): id is string => typeof id === 'string' && id !== '' && id.length <= 100
  return {
    name: first(MAX_NAME.letters, value.n).join(''),
    color: ((color % PALETTE.length) + PALETTE.length) % PALETTE.length,
    role,
    ...(typeof value.s === 'string' ? { sector: first(MAX_SECTOR.letters, value.s).join('') } : {}),
    cursor: numbersOf<[number, number]>(value.p, 2),
    viewport: numbersOf<[number, number, number, number]>(value.v, 4),
    page: isId(value.g) ? `page:${value.g}` : PAGE_ID,
    selection: selection.filter(isId).map((id) => `shape:${id}`),
    following: typeof value.f === 'number' && Number.isSafeInteger(value.f) ? value.f : null,
    ...(value.w === 1 && role === 'facilitator' ? { leading: true } : {}),
  }
}

/**
 * What one person's awareness states say together. null where they are no states of ours, or one of the two is
 * missing; odd parts are left out. Never throws.
 */
export function readPresence(states: ReadonlyMap<number, unknown>, person: number): PresenceState | null {
  const moving = states.get(person)
  if (!isObject(moving) || person >= LASTING) return null
  const lasting = decode(states.get(lastingId(person)))
  if (!lasting) return decode(moving)
  return {
    ...lasting,
    cursor: numbersOf<[number, number]>(moving.p, 2),
    viewport: numbersOf<[number, number, number, number]>(moving.v, 4) ?? lasting.viewport,
  }
}

/** Everybody in these awareness states, by the ids of persons: each once, however many states they have. */
export function joinPresence(states: ReadonlyMap<number, unknown>): Map<number, PresenceState> {
  const people = new Map<number, PresenceState>()
  for (const awarenessId of states.keys()) {
    const state = readPresence(states, awarenessId)
    if (state) people.set(awarenessId, state)
  }
  return people
}

/** tldraw's user id of a person: what `editor.startFollowingUser` takes. */
export const presenceUserId = (clientId: number): string => `user:${clientId}`

/**
 * The record that makes tldraw show somebody. `now` is when the state arrived (ms since 1970): tldraw dims people
 * who have been quiet for long.
 */
export function toInstancePresence(
  clientId: number,
  state: PresenceState,
  now: number = Date.now(),
): TLInstancePresence {
  const [x, y, w, h] = state.viewport ?? [0, 0, 0, 0]
  return InstancePresenceRecordType.create({
    id: InstancePresenceRecordType.createId(String(clientId)),
    userId: presenceUserId(clientId),
    userName: state.name,
    color: PALETTE[state.color] ?? PALETTE[0],
    currentPageId: state.page as TLPageId,
    lastActivityTimestamp: now,
    cursor: state.cursor ? { x: state.cursor[0], y: state.cursor[1], type: 'default', rotation: 0 } : null,
    camera: state.viewport ? { x: -x, y: -y, z: 1 } : null,
    screenBounds: state.viewport ? { x: 0, y: 0, w, h } : null,
    selectedShapeIds: state.selection as TLShapeId[],
    followingUserId: state.following === null ? null : presenceUserId(state.following),
    meta: { role: state.role, sector: state.sector ?? null },
  })
}
