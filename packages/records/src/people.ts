import type { Role } from './board.ts'
import type { Sector } from './common.ts'
import type { Split } from './privacy.ts'

/** Something on a board that one person made. */
export interface Contribution {
  id: string
  kind: 'note' | 'picture' | 'sketch'
  text: string
  /** Their name stands on it. */
  signed: boolean
}

/** One of the answers of `GET /me/contributions`: what the caller has made on one board, the latest first. */
export interface BoardContributions {
  boardId: string
  title: string
  /** False where their invite has ended: they may still take back what is theirs. */
  open: boolean
  things: Contribution[]
  /** Lines and arrows beside those, which have no words to be known by. */
  lines: number
  /** They have given a ballot in the board's screening. */
  ballot: boolean
  /** The stored board cannot be read right now; nothing is known of it. */
  unreadable: boolean
}

/** Answer of `GET /me` and of `GET /boards/:id/people/:personId`: all that is kept of one session. */
export interface PersonData {
  format: 'sheshi-person/1'
  name: string
  sector: Sector | null
  city: string | null
  createdAt: string
  expiresAt: string
  /** False: the session is over, and what was said at joining is wiped but for the sector. */
  live: boolean
  boards: (BoardContributions & {
    role: Role
    joinedAt: string
    /** The tag that their shapes carry there (`meta.who`). */
    tag: string
    /** What they gave in the screening. */
    scores: Record<string, Record<string, number>> | null
  })[]
}

/** One of the answers of `GET /boards/:id/people`: a session that has joined the board, as facilitators see it. */
export interface BoardPerson {
  /** The tag that their shapes carry on this board; it says nothing on another. */
  id: string
  name: string
  sector: Sector | null
  city: string | null
  role: Role
  joinedAt: string
  /** How many things they have made. */
  contributions: number
  present: boolean
  live: boolean
}

/** Answer of `GET /boards/:id/present`: who is on the board right now, in numbers that name nobody. */
export interface PresentView {
  people: number
  bySector: Split
  byCity: Split
}
