import { openBoardLog } from './boardLog.ts'
import { lockDataDir } from './lock.ts'

// A process for the tests to kill: takes the lock of a data folder, then writes into its log as fast as the disk
// takes it and reports each update that was saved, as `saved <board> <sequence>` on standard output.
const folder = process.argv[2]
if (!folder) throw new Error('usage: journalChild <data folder> [write]')
const quiet = { info() {}, warn() {}, error() {} }

await lockDataDir(folder)
process.stdout.write('locked\n')
if (process.argv[3] === 'write') await writeForever(folder)
else setInterval(() => undefined, 1_000)

async function writeForever(dataDir: string): Promise<void> {
  const log = await openBoardLog(dataDir, { logger: quiet, segmentBytes: 64 << 10 })
  const boards = ['a', 'b', 'c', 'd']
  await Promise.all(boards.map((board) => writeBoard(board)))

  async function writeBoard(board: string): Promise<void> {
    let sequence = (await log.load(board))?.sequence ?? 0
    for (;;) {
      const appended = Array.from({ length: 5 }, (_, i) => {
        const text = `${board} ${sequence + 1 + i} `
        return log.append(board, Buffer.from(text + 'x'.repeat((sequence * 37) % 2_000)))
      })
      sequence += appended.length
      await appended.at(-1)?.saved
      process.stdout.write(`saved ${board} ${sequence}\n`)
      if (sequence % 100 === 0) await log.snapshot(board, Buffer.from(`${board} upTo ${sequence}`), sequence)
    }
  }
}
