import {
  joinPresence,
  PALETTE,
  type PresenceState,
  personId,
  presenceUserId,
  readPresence,
  toInstancePresence,
} from '@sheshi/board'
import type { Role, Sector } from '@sheshi/records'
import { type Editor, InstancePresenceRecordType, react, type TLInstancePresence, TLPOINTER_ID } from 'tldraw'
import type { BoardSession } from './boardSession.ts'
import { createSource, type Observable, type Source } from './observable.ts'
import { createTeller } from './ownPresence.ts'
import { colourOf, listPeople, type Person, samePeople } from './people.ts'
import { ownColour } from './remembered.ts'
import { createThrottle } from './throttle.ts'
import type { Visitor } from './visitor.ts'

interface PresenceOptions {
  session: BoardSession
  name: string
  role: Role
  sector: Sector | null
}

/** What the people on a board see of each other. */
export interface Presence {
  readonly self: Visitor
  readonly people: Observable<readonly Person[]>
  /** Whether the room's screens shall show what this facilitator looks at; theirs to set. */
  readonly leading: Source<boolean>
  /** Shows the others' cursors in the store and keeps the list of people; returns the way to stop. */
  start(): () => void
  /** Publishes what this visitor points at, looks at and has selected; returns the way to stop. */
  publish(editor: Editor): () => void
}

interface Told {
  fixed: Fixed
  leading: Observable<boolean>
  isFollowed(): boolean
}

/** What of a state does not change while the page is open. */
type Fixed = Pick<PresenceState, 'name' | 'color' | 'role' | 'sector'>

/** One's cursor goes out 20 times a second at most. */
const pause = 50

/** Links a session's awareness to tldraw's presence records, both ways. */
export function createPresence({ session, name, role, sector }: PresenceOptions): Presence {
  const { awareness, lasting } = session
  const people = createSource<readonly Person[]>([])
  const color = ownColour(PALETTE.length)
  const fixed: Fixed = { name, color, role, ...(sector ? { sector } : {}) }
  const leading = createSource(false)
  let followed = false
  const list = () => {
    const states = new Map<number, unknown>(awareness.getStates())
    const present = joinPresence(states.set(lasting.clientID, lasting.getLocalState()))
    followed = [...present.values()].some(({ following }) => following === awareness.clientID)
    const next = listPeople(present, awareness.clientID)
    if (!samePeople(next, people.getSnapshot())) people.set(next)
  }
  return {
    self: { id: presenceUserId(awareness.clientID), name, colour: colourOf(color) },
    people,
    leading,
    start: () => showOthers(session, list),
    publish: (editor) => publishSelf(editor, session, { fixed, leading, isFollowed: () => followed }),
  }
}

interface AwarenessChange {
  added: number[]
  updated: number[]
  removed: number[]
}

/** The others' states become records once a frame: each merge costs as much as the board is large. */
function showOthers({ awareness, lasting, store }: BoardSession, onChange: () => void): () => void {
  const changed = new Set<number>(awareness.getStates().keys())
  let frame = 0
  const show = () => {
    frame = 0
    const others = [...new Set([...changed].map(personId))].filter((id) => id !== awareness.clientID)
    changed.clear()
    const records = others.flatMap((clientId): TLInstancePresence[] => {
      const state = readPresence(awareness.getStates(), clientId)
      return state ? [toInstancePresence(clientId, state)] : []
    })
    const shown = new Set(records.map((record) => record.id))
    const gone = others
      .map((clientId) => InstancePresenceRecordType.createId(String(clientId)))
      .filter((id) => !shown.has(id) && store.has(id))
    if (records.length + gone.length > 0) {
      store.mergeRemoteChanges(() => {
        store.put(records)
        store.remove(gone)
      })
    }
    onChange()
  }
  const note = ({ added, updated, removed }: AwarenessChange) => {
    for (const clientId of [...added, ...updated, ...removed]) changed.add(clientId)
    frame ||= requestAnimationFrame(show)
  }
  awareness.on('change', note)
  lasting.on('change', note)
  frame = requestAnimationFrame(show)
  return () => {
    awareness.off('change', note)
    lasting.off('change', note)
    cancelAnimationFrame(frame)
  }
}

/** A hidden page tells nothing but that its pointer is away, and a page where nothing moves tells nothing new. */
function publishSelf(
  editor: Editor,
  { awareness, lasting }: BoardSession,
  { fixed, leading, isFollowed }: Told,
): () => void {
  const teller = createTeller(awareness, lasting)
  const tell = () => {
    const hidden = document.visibilityState === 'hidden'
    const leads = leading.getSnapshot() ? { leading: true } : {}
    teller.tell({ ...fixed, ...leads, ...seenOf(editor), ...(hidden ? { cursor: null } : {}) }, isFollowed())
  }
  const soon = createThrottle(tell, pause)
  const stop = react('publish presence', () => {
    seenOf(editor)
    soon.request()
  })
  const stopLeading = leading.subscribe(tell)
  tell()
  document.addEventListener('visibilitychange', tell)
  return () => {
    stop()
    stopLeading()
    soon.cancel()
    teller.stop()
    document.removeEventListener('visibilitychange', tell)
  }
}

/** What the others may see of an editor; reading it makes a reaction depend on it. */
function seenOf(editor: Editor): Omit<PresenceState, keyof Fixed | 'leading'> {
  const pointer = editor.store.get(TLPOINTER_ID)
  const view = editor.getViewportPageBounds()
  const { followingUserId } = editor.getInstanceState()
  return {
    // Before the first movement the pointer is at a corner where nobody points.
    cursor: pointer && pointer.lastActivityTimestamp > 0 ? [pointer.x, pointer.y] : null,
    viewport: [view.x, view.y, view.w, view.h],
    page: editor.getCurrentPageId(),
    selection: editor.getSelectedShapeIds(),
    following: followingUserId ? Number(followingUserId.replace('user:', '')) : null,
  }
}
