import { randomBytes } from 'node:crypto'
import { seedBoard } from '@sheshi/board'
import { buildTemplate } from '@sheshi/methods'
import * as Y from 'yjs'
import { openBoardLog } from '../storage/boardLog.ts'
import { RecordsFile } from '../storage/recordsFile.ts'
import { openRecords } from '../storage/recordsLowdb.ts'

const quiet = { info() {}, warn() {}, error() {} }

/** Fills a data folder with boards as templates make them; a share of them was drawn on and has a snapshot. */
export async function makeManyBoards(dataDir: string, count: number, snapshots = 0.8): Promise<string[]> {
  await (await openRecords(dataDir)).close()
  const log = await openBoardLog(dataDir, { logger: quiet })
  const at = new Date(2026, 0, 1).toISOString()
  const ids = Array.from({ length: count }, () => randomBytes(12).toString('base64url'))
  const doc = new Y.Doc()
  doc.transact(() =>
    seedBoard(doc, { records: buildTemplate('brainstorm', 'en'), template: 'brainstorm', locale: 'en' }),
  )
  const state = Y.encodeStateAsUpdate(doc)
  for (let from = 0; from < count; from += 200) {
    await Promise.all(
      ids.slice(from, from + 200).map(async (id, i) => {
        await log.load(id)
        await log.append(id, state).saved
        if (i / 200 < snapshots) await log.snapshot(id, state, 1)
      }),
    )
  }
  await log.close()
  const boards = ids.map((id, i) => ({
    id,
    title: `Board ${i}`,
    template: 'brainstorm',
    locale: 'en',
    challengeId: null,
    createdAt: at,
    changedAt: at,
    deletedAt: null,
    version: 1,
  }))
  await new RecordsFile(`${dataDir}/records/boards.json`).write(boards)
  return ids
}
