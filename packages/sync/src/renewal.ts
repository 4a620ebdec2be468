import * as Y from 'yjs'
import { CloseCode, SyncError } from './closeCodes.ts'
import { epochOf } from './epoch.ts'
import { BoardDamaged, type BoardLog, type Logger, type Renew, type RoomId } from './types.ts'

/** The document of a new epoch, which is on disk. */
export interface Renewed {
  doc: Y.Doc
  sequence: number
  stateBytes: number
}

/**
 * Asks whether a board that nobody is on needs a new document, and puts it on disk: first the old one among the
 * archived, then the new one in its place. Returns null where the old one goes on.
 * @throws SyncError(ServerError) where it cannot go on and the disk fails, and what `renew` throws as
 * SyncError or BoardDamaged
 */
export async function renewBoard(
  { log, logger, renew }: { log: BoardLog; logger: Logger; renew?: Renew },
  id: RoomId,
  doc: Y.Doc,
): Promise<Renewed | null> {
  const made = renew ? ask(renew, id, doc, logger) : null
  if (!made) return null
  const epoch = epochOf(doc)
  try {
    const health = log.health()
    if (!health.ok) throw new Error(health.reason)
    await log.archive(id, epoch, Y.encodeStateAsUpdate(doc))
  } catch (error) {
    logger.warn({ board: id, error: String(error) }, 'no new epoch: the old one cannot be archived')
    made.doc.destroy()
    // Nothing was changed; but records of an older schema are not for today's pages.
    if (made.why === 'migrate') throw notSaving()
    return null
  }
  const state = Y.encodeStateAsUpdate(made.doc)
  try {
    const sequence = await log.replace(id, state)
    logger.info({ board: id, why: made.why, epoch: epochOf(made.doc), bytes: state.length }, 'new epoch')
    return { doc: made.doc, sequence, stateBytes: state.length }
  } catch (error) {
    // Which of the two is on disk only a new load can tell.
    logger.warn({ board: id, error: String(error) }, 'the new epoch could not be saved')
    made.doc.destroy()
    throw notSaving()
  }
}

/** A program that fails to renew a document may still serve it as it is. */
function ask(renew: Renew, id: RoomId, doc: Y.Doc, logger: Logger): ReturnType<Renew> {
  try {
    return renew(id, doc)
  } catch (error) {
    if (error instanceof SyncError || error instanceof BoardDamaged) throw error
    logger.error({ board: id, error }, 'the document could not be renewed')
    return null
  }
}

const notSaving = () => new SyncError(CloseCode.ServerError, 'not saving')
