// `npm run bench -- bundle`: how long a bundle takes, and how long the server stands still for it (docs/performance.md).
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { seedBoard, type TLRecord } from '@sheshi/board'
import { crowdedBoard } from '@sheshi/methods/testing'
import { Doc, encodeStateAsUpdate } from 'yjs'
import { type Bundle, type BundleAsked, makeBundle } from '../src/exports/build.ts'
import { WorkThread } from '../src/workThread.ts'

const sizes = [500, 5_000, 20_000]
const runs = process.argv.includes('--quick') ? 1 : 5

/** The thread's program as the server was built with it. */
const program = join(process.cwd(), 'server', 'dist', 'bundles.js')
const thread = new WorkThread<BundleAsked, Bundle | { error: string }>({
  program,
  here: makeBundle,
  failed: (error) => ({ error }),
})

function documentOf(size: number): Doc {
  const doc = new Doc()
  const isOwn = ({ typeName, id }: TLRecord) => typeName !== 'document' && id !== 'page:page'
  const records = [...crowdedBoard('brainstorm', size).values()].filter(isOwn)
  seedBoard(doc, { records, template: 'brainstorm', locale: 'en' })
  return doc
}

const asked = (doc: Doc): BundleAsked => ({
  what: 'bundle',
  head: {
    id: 'bench',
    challengeId: 'bench',
    boardId: 'bench',
    boardTitle: 'A crowded board',
    template: 'brainstorm',
    locale: 'en',
    number: 1,
    createdAt: new Date().toISOString(),
    exportedBy: 'facilitator',
    session: { start: null, end: null, participants: 0, bySector: {} },
    software: 'bench',
  },
  challengeTitle: 'A challenge',
  step: 'innovate',
  state: encodeStateAsUpdate(doc),
  pictures: { svg: null, png: null },
  dataDir: '.',
})

async function timesOf(size: number) {
  const doc = documentOf(size)
  const times: number[] = []
  const held: number[] = []
  let made: Bundle | { error: string } = { error: '' }
  for (let run = 0; run < runs; run += 1) {
    // The encoding before it is asked is the server's own time; the delay of the loop shows all of it.
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    await new Promise((resolve) => setTimeout(resolve, 20))
    const start = performance.now()
    made = await thread.ask(asked(doc))
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 20))
    delay.disable()
    held.push(delay.max / 1e6)
  }
  if ('error' in made) throw new Error(made.error)
  const files = Object.fromEntries(made.record.files.map(({ path, bytes }) => [path, bytes]))
  return { size, median: middleOf(times), worst: Math.max(...times), held: Math.max(...held), files }
}

const middleOf = (times: number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0

const all = []
for (const size of sizes) all.push(await timesOf(size))
await thread.close()
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
const lines = all.map(
  ({ size, median, worst, held, files }) =>
    `| ${size.toLocaleString('en')} | ${median.toFixed(0)} (${worst.toFixed(0)}) | ${held.toFixed(0)} | ${((files['board.pdf'] ?? 0) / 1000).toFixed(0)} | ${(Object.values(files).reduce((sum, bytes) => sum + bytes, 0) / 1e6).toFixed(1)} |`,
)
console.log(
  [
    `\n${machine}, ${new Date().toISOString().slice(0, 10)}; milliseconds, median (slowest) of ${runs}\n`,
    '| records | bundle, in its thread | longest stop of the server | PDF, kB | all files, MB |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n'),
)
mkdirSync('.sheshi', { recursive: true })
writeFileSync(join('.sheshi', 'bench-bundle.json'), `${JSON.stringify({ machine, runs, all }, null, 1)}\n`)
