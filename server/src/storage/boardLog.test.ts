import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeBoardLog } from '@sheshi/sync/testing'
import { openBoardLog } from './boardLog.ts'

const quiet = { info() {}, warn() {}, error() {} }

for (const segmentBytes of [undefined, 200]) {
  describeBoardLog(`files${segmentBytes ? ' in small segments' : ''}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sheshi-log-'))
    const open = () => openBoardLog(folder, { logger: quiet, ...(segmentBytes && { segmentBytes }) })
    const log = await open()
    let current = log
    return {
      log,
      async reopen() {
        await current.close()
        current = await open()
        return current
      },
      async clear() {
        await current.close()
        await rm(folder, { recursive: true })
      },
    }
  })
}
