import { PALETTE, type PresenceState, presenceUserId } from '@sheshi/board'
import { type Role, Sector } from '@sheshi/records'

/** Somebody on the board, as the list of people shows them. */
export interface Person {
  /** tldraw's user id, the same as in presence records: each page is somebody of their own, as its cursor is. */
  id: string
  name: string
  /** A CSS colour. */
  colour: string
  role: Role
  sector: Sector | null
  self: boolean
  /** The room's screens show what this facilitator looks at. */
  leading?: boolean
}

const order: Role[] = ['facilitator', 'participant', 'viewer', 'screen']

/** The CSS colour behind a palette's index. */
export const colourOf = (index: number): string => PALETTE[index] ?? PALETTE[0]

/** Everybody on the board: oneself first, then by role and name. */
export function listPeople(present: ReadonlyMap<number, PresenceState>, self: number): Person[] {
  const people: Person[] = []
  for (const [clientId, state] of present) {
    const sector = Sector.safeParse(state.sector)
    people.push({
      id: presenceUserId(clientId),
      name: state.name,
      colour: colourOf(state.color),
      role: state.role,
      sector: sector.success ? sector.data : null,
      self: clientId === self,
      ...(state.leading ? { leading: true } : {}),
    })
  }
  return people.sort(
    (one, other) =>
      Number(other.self) - Number(one.self) ||
      order.indexOf(one.role) - order.indexOf(other.role) ||
      one.name.localeCompare(other.name) ||
      one.id.localeCompare(other.id),
  )
}

/** True where two lists show the same: a moved cursor changes nothing in them. */
export const samePeople = (one: readonly Person[], other: readonly Person[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** One or two letters for a face; none where there is no name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  const letters = ends.map((word = '') => [...word][0] ?? '')
  return letters.join('').toUpperCase()
}
