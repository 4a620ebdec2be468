import type { SaveState } from '@sheshi/sync/client'

/** What the badge says. */
export type BadgeState =
  | 'connecting'
  | 'saved'
  | 'saving'
  | 'offline-kept'
  | 'offline-unkept'
  | 'offline-reading'
  | 'failing'
  | 'reading'

interface Circumstances {
  save: SaveState
  /** The board is only looked at here: there is no work to save. */
  readOnly: boolean
  /** Changes are kept in this browser's own storage. */
  keptHere: boolean
}

/** Which of the badge's words fits; only `saved` promises that everything is on the server's disk. */
export function badgeState({ save, readOnly, keptHere }: Circumstances): BadgeState {
  if (save === 'connecting') return 'connecting'
  if (save === 'offline') return readOnly ? 'offline-reading' : keptHere ? 'offline-kept' : 'offline-unkept'
  if (readOnly) return 'reading'
  if (save === 'failing') return 'failing'
  return save === 'saved' ? 'saved' : 'saving'
}

/** True where leaving now would lose work: it is neither safe at the server nor kept in this browser. */
export function wouldLoseWork({
  save,
  unsent,
  readOnly,
  keptHere,
}: Circumstances & { unsent: boolean }): boolean {
  return !readOnly && !keptHere && (unsent || save === 'failing')
}

/** What a screen reader hears: going back and forth between saving and saved at every stroke is no news. */
export function spokenState(state: BadgeState): Exclude<BadgeState, 'saving'> {
  return state === 'saving' ? 'saved' : state
}
