import type { Role } from '@sheshi/records'

/** What somebody is with regard to what they ask for: their role on the board, or just anybody. */
export type Standing = Role | 'anyone'

/**
 * Who may do what, the one table of it: calls over HTTP say one of these words (`who` of a route), the socket asks
 * `reader` to let somebody in and `writer` to take their edits. What is not here nobody may.
 */
const table = {
  /** Calls that look after themselves: who one is, joining, public pages. */
  open: ['anyone', 'screen', 'viewer', 'participant', 'facilitator'],
  /** Challenges that are public or shared by their address. */
  'public challenge': ['anyone', 'screen', 'viewer', 'participant', 'facilitator'],
  /** Look at a board. */
  reader: ['screen', 'viewer', 'participant', 'facilitator'],
  /** Write and draw on a board. */
  writer: ['participant', 'facilitator'],
  /** See the code that lets participants in, to show it. */
  'participants’ code': ['screen', 'facilitator'],
  /** Everything that is not one board's: challenges of the lab, all boards, invites, the server's state. */
  facilitator: ['facilitator'],
} as const satisfies Record<string, readonly Standing[]>

export type Act = keyof typeof table
export const acts = Object.keys(table) as Act[]

/** Somebody's standing, with what their invite adds to it. */
export interface Grant {
  role: Standing
  /** A big screen that people write on. */
  writes?: boolean | undefined
}

/** True where somebody of this standing may do this. Pure. */
export function may({ role, writes }: Grant, act: Act): boolean {
  if (act === 'writer' && role === 'screen' && writes) return true
  const allowed: readonly Standing[] = table[act]
  return allowed.includes(role)
}
