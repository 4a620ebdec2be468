import type { BoardView, ClientConfig, Role, SessionView } from '@sheshi/records'
import { Sector } from '@sheshi/records'
import { z } from 'zod'

/** What the canvas page knows of its board, its visitor and the server, whether asked now or remembered from before. */
export interface BoardFacts {
  id: string
  title: string
  template: string
  role: Role
  challengeId: string | null
  challengeTitle: string | null
  /** The visitor's own name as signed in or joined; empty where none was given. */
  name: string
  sector: Sector | null
  /** The city they take part from, where they said so. */
  city: string | null
  /** The tag that what the visitor makes here carries; null where they have none. */
  author: string | null
  licenseKey: string | null
  /** Hosts whose pages may stand on the board. */
  embedHosts: string[]
  /** The epoch of the board's document when the server was last asked. */
  epoch: number
  /** About how large the document was then. */
  documentBytes: number
  /** For facilitators: when the board is deleted because nobody uses it; null: not soon. */
  deletesAt: string | null
}

const Facts = z.object({
  id: z.string(),
  title: z.string(),
  template: z.string(),
  role: z.enum(['facilitator', 'participant', 'viewer', 'screen']),
  challengeId: z.string().nullable(),
  challengeTitle: z.string().nullable(),
  name: z.string(),
  sector: Sector.nullable(),
  city: z.string().nullable().default(null),
  author: z.string().nullable().default(null),
  licenseKey: z.string().nullable(),
  embedHosts: z.array(z.string()).default([]),
  epoch: z.number().int().positive().default(1),
  documentBytes: z.number().default(0),
  deletesAt: z.string().nullable().default(null),
})

const factsKey = (boardId: string) => `sheshi.board.${boardId}`
const colourKey = 'sheshi.colour'

/** Puts the three answers of the server together. */
export function joinFacts(board: BoardView, session: SessionView, config: ClientConfig): BoardFacts {
  return {
    id: board.id,
    title: board.title,
    template: board.template,
    role: board.role,
    challengeId: board.challengeId,
    challengeTitle: board.challengeTitle,
    name: session.name,
    sector: session.sector,
    city: session.city ?? null,
    author: board.author ?? null,
    licenseKey: config.tldrawLicenseKey,
    embedHosts: config.embedHosts ?? [],
    epoch: board.epoch ?? 1,
    documentBytes: board.documentBytes ?? 0,
    deletesAt: board.deletesAt ?? null,
  }
}

/** Keeps the facts in this browser, so that the board opens again without a network. */
export function rememberFacts(facts: BoardFacts, storage: Storage = localStorage): void {
  try {
    storage.setItem(factsKey(facts.id), JSON.stringify(facts))
  } catch {
    // A full or forbidden storage only costs the offline reload.
  }
}

/** What this browser knew of the board; null where it never saw it, or what is kept cannot be read. */
export function recallFacts(boardId: string, storage: Storage = localStorage): BoardFacts | null {
  try {
    return Facts.parse(JSON.parse(storage.getItem(factsKey(boardId)) ?? 'null'))
  } catch {
    return null
  }
}

/** Forgets a board that one may no longer see. */
export function forgetFacts(boardId: string, storage: Storage = localStorage): void {
  storage.removeItem(factsKey(boardId))
}

/** The colour this browser has on every board, as an index below `count`; drawn once, then kept. */
export function ownColour(count: number, storage: Storage = localStorage): number {
  const drawn = Math.floor(Math.random() * count)
  try {
    const kept = Number.parseInt(storage.getItem(colourKey) ?? '', 10)
    if (kept >= 0 && kept < count) return kept
    storage.setItem(colourKey, String(drawn))
  } catch {
    // Without a storage the colour lives as long as the page.
  }
  return drawn
}
