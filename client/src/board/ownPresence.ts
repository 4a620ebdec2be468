import { encodeLasting, encodeMoving, lastingId, type PresenceState } from '@sheshi/board'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createThrottle } from './throttle.ts'

/** Milliseconds between two lasting states: they weigh more, and nobody needs a selection sooner. */
export const lastingPause = 200

/** The awareness of one's lasting state, empty; `doc.destroy()` ends it. Nothing is ever written in its document. */
export function createLasting(moving: Awareness): Awareness {
  const doc = new Y.Doc()
  doc.clientID = lastingId(moving.clientID)
  const lasting = new Awareness(doc)
  lasting.setLocalState(null)
  return lasting
}

/** Publishes one's presence in its two states: each only when it says something new, the lasting one more seldom. */
export function createTeller(moving: Awareness, lasting: Awareness) {
  let next: PresenceState | null = null
  const tellMoving = publisher(moving)
  const tellLasting = publisher(lasting)
  const seldom = createThrottle(() => next && tellLasting(encodeLasting(next)), lastingPause)
  return {
    tell(state: PresenceState, followed: boolean): void {
      const arrives = next === null
      next = state
      tellMoving(encodeMoving(state, followed))
      if (arrives) tellLasting(encodeLasting(state))
      else seldom.request()
    },
    stop: () => seldom.cancel(),
  }
}

/** Sets an awareness' state where it differs from the last one. */
function publisher(awareness: Awareness): (state: Record<string, unknown>) => void {
  let told = ''
  return (state) => {
    const text = JSON.stringify(state)
    if (text === told) return
    told = text
    awareness.setLocalState(state)
  }
}
