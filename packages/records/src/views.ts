import type { Board, Invite, Role } from './board.ts'
import type { Challenge } from './challenge.ts'
import type { Locale, Sector, Step } from './common.ts'
import type { Export } from './export.ts'

/** Answer of `GET/POST /challenges…`: the record with what belongs to it. */
export interface ChallengeView extends Challenge {
  boards: { boardId: string; template: string; step?: Step; title: string; changedAt: string }[]
  exports: Export[]
}

/** Answer of `GET/POST /boards…`. */
export interface BoardView extends Board {
  challengeTitle: string | null
  /** Where the board's small picture is (SVG); the address changes when the drawing does. */
  previewUrl: string
  /** People in the room right now. */
  present: number
  /** Answer of `GET /boards/:id` alone: the document's epoch, which the socket is to be told; null: not readable. */
  epoch?: number | null
  /** With it: about how large the document is, for a page to decide how to fetch it. */
  documentBytes?: number | null
  /** With it: the tag that what the caller makes here carries (`meta.who`); null for who has no session. */
  author?: string | null
  /** What the caller is on this board. */
  role: Role
  /** For facilitators: when it will be deleted because nothing was changed for long; null: not soon. */
  deletesAt?: string | null
}

/** Answer of `POST /boards/:id/invites` and, in an array, of `GET`. */
export interface InviteView extends Omit<Invite, 'withdrawnAt'> {
  url: string
  /** As `url`, but reachable by other machines: the server's LAN address where the request came by `localhost`. */
  shareUrl: string
}

/** Answer of `GET /session`. */
export interface SessionView {
  /** null: nobody is signed in. */
  kind: 'facilitator' | 'guest' | null
  name: string
  /** How a facilitator signed in; null for everybody else. */
  how: 'key' | 'passphrase' | 'oidc' | null
  sector: Sector | null
  /** The city they take part from, where they said so. */
  city?: string | null
  /** Board id → role, for guests. */
  boards: Record<string, Role>
}

/** Answer of `POST /join`. */
export interface JoinAnswer {
  token: string
  boardId: string
  role: Role
}

/** One of the answers of `GET /templates`. */
export interface TemplateView {
  id: string
  step: Step | null
  minutes: number | null
  /** How many work on one board. */
  groupSize: [min: number, max: number] | null
  name: Record<Locale, string>
  description: Record<Locale, string>
  /** The facilitator's steps in order. */
  script: Record<Locale, string>[]
  /** Forms to choose from when a board is made, the usual one first; none where there is only one. */
  variants: { id: string; name: Record<Locale, string> }[]
}

/** Answer of `POST /boards/:id/assets`. */
export interface AssetAnswer {
  url: string
  type: string
  bytes: number
}

/** Answer of `GET /client-config`: what the page needs to know before it starts. */
export interface ClientConfig {
  tldrawLicenseKey: string | null
  version: string
  /** True where facilitators may come by the city's own sign-in. */
  oidc: boolean
  /** Hosts whose pages may stand on boards; none where it is left out. */
  embedHosts?: string[]
  /** Another one after each change of the pages, by which a screen that nobody sits at knows to load them anew. */
  build?: string
}

/** Where a card stands in an outline: a section (`causes`, `clusters`, `parking`, …) and what it hangs under there. */
export interface OutlinePlace {
  section: string
  /** What the section is called in the language of the board. */
  title: string
  /** Id and text of the parent card or group; null where the section itself is the parent. */
  under: { id: string; text: string } | null
}

export interface OutlineCard {
  id: string
  text: string
  place: OutlinePlace
}

/** What changed between two exports' outlines; a card that was reworded and moved is in both lists. */
export interface OutlineChanges {
  added: OutlineCard[]
  removed: OutlineCard[]
  changed: { id: string; before: string; after: string; place: OutlinePlace }[]
  moved: { id: string; text: string; from: OutlinePlace; to: OutlinePlace }[]
}

/** Answer of `GET /challenges/:id/exports/:exportId/changes?since=`. */
export interface ExportChanges extends OutlineChanges {
  since: { id: string; number: number; createdAt: string }
}

/** How an open board does, in `GET /rooms`. Moments are ISO 8601. */
export interface RoomView {
  boardId: string
  /** null: the board has no record any more. */
  title: string | null
  /** How many people are on it, by role; who has several windows open counts once. */
  people: Partial<Record<Role, number>>
  /** Changes in the last minute. */
  changesPerMinute: number
  /** Bytes of the board as it is stored. */
  bytes: number
  /** Since when something of it is not on disk; null: all is. */
  unsavedSince: string | null
  /** Bytes that wait for the slowest connection. */
  backlogBytes: number
  changedAt: string | null
}

/** A board that nobody is let into, because what is stored of it cannot be read. */
export interface DamagedBoardView {
  boardId: string
  title: string | null
  /** File and place, for whoever mends it. */
  detail: string
  /** True where nothing is broken: a newer version of the server has written it. */
  tooNew: boolean
}

/** What of the server's state somebody should look after. */
export type LabWarning = 'disk' | 'slow' | 'damaged' | 'backup' | 'full' | 'unsaved'

/** Answer of `GET /rooms`: how the lab's server and its open boards do. */
export interface LabStateView {
  /** `failing`: not everything can be saved; `warning`: see `warnings`. */
  state: 'good' | 'warning' | 'failing'
  warnings: LabWarning[]
  saving: { ok: true } | { ok: false; reason: string; since: string }
  /** null: the system does not say. */
  disk: { freeBytes: number; totalBytes: number } | null
  /** `documentBytes`: what the documents of open boards are reckoned to take of it. */
  memory: { usedBytes: number; totalBytes: number; documentBytes: number }
  /** Milliseconds for which the process kept people waiting, the worst in a hundred. */
  lagMs: number
  startedAt: string
  version: string
  dataDir: string
  /** null: none was due yet, or none are asked for (`nightlyCopies`). */
  lastBackup: { at: string; ok: boolean; reason: string | null } | null
  nightlyCopies: boolean
  limits: { openRooms: number; openBytes: number }
  /** Those with people first. */
  rooms: RoomView[]
  damaged: DamagedBoardView[]
}
