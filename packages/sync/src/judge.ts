import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'

/** Why an update may not be applied. */
export interface Refusal {
  /** The rule that it breaks, in English, for the log: never a word of the update. */
  reason: string
  /** The entry of the document that would break, where it is one. */
  id: string | null
  /** True where a limit was passed. */
  tooLarge: boolean
}

/**
 * Decides whether an update may be applied to a document, without touching it; null: it may. What the document does
 * not know the parents of is asked about again when they have come.
 */
export type Judge = (doc: Y.Doc, update: Uint8Array) => Refusal | null

/**
 * The same for one large update in parts, whose records may be spread over them: judges what all parts together make
 * of the document. Yields between steps of at most some milliseconds, so that others can have their turn; what the
 * document gets meanwhile counts like anything else that is written at the same time.
 */
export type PartsJudge = (doc: Y.Doc, parts: readonly Uint8Array[]) => Generator<void, Refusal | null>

/** An update that the judge refused. The reason that goes out is fixed; what was wrong is for the log. */
export class EditRefused extends SyncError {
  constructor(readonly refusal: Refusal) {
    super(
      refusal.tooLarge ? CloseCode.TooLarge : CloseCode.BadMessage,
      refusal.tooLarge ? 'edit too large' : 'edit refused',
    )
    this.name = 'EditRefused'
  }
}

/**
 * Judges updates that waited for their parents (v2 updates).
 * @throws EditRefused
 */
export function judgeHeld(judge: Judge, doc: Y.Doc, held: readonly Uint8Array[]): void {
  for (const update of held) {
    const refusal = judge(doc, Y.convertUpdateFormatV2ToV1(update))
    if (refusal) throw new EditRefused(refusal)
  }
}
