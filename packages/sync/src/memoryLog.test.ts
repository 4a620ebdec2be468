import { describeBoardLog, MemoryLog } from './testing/index.ts'

describeBoardLog('MemoryLog', async () => {
  const log = new MemoryLog()
  let current = log
  return {
    log,
    async reopen() {
      await current.close()
      current = new MemoryLog(log.disk)
      return current
    },
    clear: () => current.close(),
  }
})
