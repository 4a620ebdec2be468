import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBoardLog } from './boardLog.ts'
import { lockDataDir } from './lock.ts'

const quiet = { info() {}, warn() {}, error() {} }

let program: string
let folder: string
const children: ChildProcess[] = []

beforeAll(async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'sheshi-child-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: join(import.meta.dirname, 'journalChild.ts'), outDir, target: 'node20' },
    ssr: { noExternal: true },
  })
  program = outDir
})
afterAll(() => rm(program, { recursive: true }))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-kill-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  await rm(folder, { recursive: true })
})

/** Another process that holds the folder; `heard` gets each line it prints. */
async function start(heard: (line: string) => void, ...more: string[]): Promise<ChildProcess> {
  const [name] = (await readdir(program)).filter((file) => /^journalChild\.m?js$/.test(file))
  const child = spawn(process.execPath, [join(program, name ?? ''), folder, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  createInterface({ input: child.stdout ?? process.stdin }).on('line', heard)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'close')
  child.kill('SIGKILL')
  await gone
}

const running = (...more: string[]) =>
  new Promise<ChildProcess>((resolve, reject) => {
    const child = start((line) => line === 'locked' && resolve(child), ...more)
    child.catch(reject)
  })

it('[RS29] kill -9 under load loses nothing that was saved, ten times in a row', async () => {
  const saved = new Map<string, number>()
  for (let round = 1; round <= 10; round++) {
    let lines = 0
    let enough = () => {}
    const written = new Promise<void>((resolve) => {
      enough = resolve
    })
    const child = await start((line) => {
      const [, board, sequence] = /^saved (\w) (\d+)$/.exec(line) ?? []
      if (!board) return
      saved.set(board, Number(sequence))
      lines += 1
      if (lines > 40 * (1 + (round % 3))) enough()
    }, 'write')
    await written
    await kill(child)
    const log = await openBoardLog(folder, { logger: quiet })
    for (const [board, sequence] of saved) {
      const stored = await log.load(board)
      expect(stored?.sequence).toBeGreaterThanOrEqual(sequence)
      // Every update after the snapshot is there, whole, and in its place.
      const texts = stored?.updates.map((update) => Buffer.from(update).toString()) ?? []
      const first = /^\w upTo (\d+)$/.exec(texts[0] ?? '')?.[1]
      const journal = first ? texts.slice(1) : texts
      journal.forEach((text, i) => {
        const expected = Number(first ?? 0) + 1 + i
        expect(text.startsWith(`${board} ${expected} `)).toBe(true)
      })
      expect(Number(first ?? 0) + journal.length).toBe(stored?.sequence)
    }
    await log.close()
  }
  expect([...saved.keys()].sort()).toEqual(['a', 'b', 'c', 'd'])
})

describe('the lock of a data folder', () => {
  const lockFile = () => join(folder, 'lock')

  it('[RS34] refuses a second server with a message that says who and where', async () => {
    const child = await running()
    await expect(lockDataDir(folder)).rejects.toThrow(`process ${(await child).pid} `)
    await expect(lockDataDir(folder)).rejects.toThrow(folder)
  })

  it('[RS34] also holds within one process, and is given back', async () => {
    const release = await lockDataDir(folder)
    await expect(lockDataDir(folder)).rejects.toThrow('Another server')
    await release()
    await (await lockDataDir(folder))()
    expect(await readdir(folder)).toEqual([])
  })

  it('[RS34] left by a killed process is taken over', async () => {
    await kill(await running())
    const release = await lockDataDir(folder)
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid })
    await release()
  })

  it('[RS34] of a process whose number now belongs to another is taken over', async () => {
    await writeFile(lockFile(), JSON.stringify({ pid: process.pid, started: '1', host: hostname() }))
    await (await lockDataDir(folder))()
  })

  it('[RS34] that cannot be read is taken over: it was not written by a server that runs', async () => {
    await writeFile(lockFile(), '{"pid":')
    await (await lockDataDir(folder))()
  })

  it('[RS34] of another machine counts while it gives signs of life', async () => {
    const other = JSON.stringify({ pid: 1, started: '1', host: 'another-machine' })
    await writeFile(lockFile(), other)
    const beat = setInterval(() => void utimes(lockFile(), new Date(), new Date()), 20)
    await expect(lockDataDir(folder, { beatMs: 50 })).rejects.toThrow('another-machine')
    clearInterval(beat)
    await (await lockDataDir(folder, { beatMs: 50 }))()
  })

  it('[RS34] is had by one of many that want it at once', async () => {
    await kill(await running())
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDir(folder)))
    const won = tries.filter((result) => result.status === 'fulfilled')
    expect(won).toHaveLength(1)
    for (const { value: release } of won) await release()
  })
})
