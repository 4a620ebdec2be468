import type { TLRecord } from '@tldraw/tlschema'

/** A board that is about to be edited from its outline. */
export interface BoardState {
  records: ReadonlyMap<string, TLRecord>
  template: string
}

/** What leads from a board to the edited one: records to put (new, or as they are now) and to take away. */
export interface Change {
  put: TLRecord[]
  remove: TLRecord['id'][]
}

/**
 * Why an edit is not made. `gone`: somebody took the card away meanwhile; `locked`: a piece of the template; `empty`: no
 * words, or the template's own; `too-long`; `no-words`: a thing whose words cannot be written (a bookmark); `no-place`:
 * it cannot be there; `cycle`: it would hang under what hangs under it; `holds-others`: a frame with something in it.
 */
export type Refusal =
  | 'gone'
  | 'locked'
  | 'empty'
  | 'too-long'
  | 'no-words'
  | 'no-place'
  | 'cycle'
  | 'holds-others'

/** A change, with the id of the card it is about; or why there is none. */
export type Edited = (Change & { id: string }) | { refused: Refusal }

/** Where a card can be in an outline: in a section, and in a tree also under another card. Ids as the outline has them. */
export interface Spot {
  section: string
  under?: string
}
