// `npm run bench -- bundle`: how long a bundle takes, and how long the server stands still for it (docs/performance.md).
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { seedBoard, type TLRecord } from '@sheshi/board'
import { allTemplates } from '@sheshi/methods'
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

function documentOf(template: string, size: number): Doc {
  const doc = new Doc()
  const isOwn = ({ typeName, id }: TLRecord) => typeName !== 'document' && id !== 'page:page'
  const records = [...crowdedBoard(template, size).values()].filter(isOwn)
  seedBoard(doc, { records, template, locale: 'en' })
  return doc
}

const asked = (template: string, doc: Doc): BundleAsked => ({
  what: 'bundle',
  cities: [],
  head: {
    id: 'bench',
    challengeId: 'bench',
    boardId: 'bench',
    boardTitle: 'A crowded board',
    template,
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

/** One bundle: its time, the processor time of all threads for it, and how long this one stood still. */
async function runOnce(template: string, doc: Doc) {
  // The encoding before it is asked is the server's own time; the delay of the loop shows all of it.
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const [start, before] = [performance.now(), process.cpuUsage()]
  const made = await thread.ask(asked(template, doc))
  const { user, system } = process.cpuUsage(before)
  const time = performance.now() - start
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  if ('error' in made) throw new Error(made.error)
  return { time, processor: (user + system) / 1e3, held: delay.max / 1e6, files: made.record.files }
}

async function timesOf(template: string, size: number) {
  const doc = documentOf(template, size)
  const all: Awaited<ReturnType<typeof runOnce>>[] = []
  for (let run = 0; run < runs; run += 1) all.push(await runOnce(template, doc))
  doc.destroy()
  const fastest = (of: 'time' | 'processor' | 'held') => Math.min(...all.map((run) => run[of]))
  const files = Object.fromEntries((all[0]?.files ?? []).map(({ path, bytes }) => [path, bytes]))
  return {
    ...{ template, size, files },
    ...{ time: fastest('time'), processor: fastest('processor'), held: fastest('held') },
  }
}

const all: Awaited<ReturnType<typeof timesOf>>[] = []
const seconds = (ms: number) => (ms / 1e3).toFixed(1)
const cellOf = (template: string, size: number): string => {
  const found = all.find((one) => one.template === template && one.size === size)
  if (!found) return ''
  const bytes = Object.values(found.files).reduce((sum, one) => sum + one, 0)
  return `${seconds(found.time)} (${seconds(found.processor)}) · ${found.held.toFixed(0)} · ${(bytes / 1e6).toFixed(1)}`
}

// The program is read and compiled once, before anything counts.
await timesOf('brainstorm', 500)
for (const size of sizes) {
  for (const { id } of allTemplates) {
    all.push(await timesOf(id, size))
    // It takes minutes: who looks on sees how far it is.
    console.error(`${id}, ${size}: ${cellOf(id, size)}`)
  }
}
await thread.close()
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
console.log(
  [
    `\n${machine}, ${new Date().toISOString().slice(0, 10)}; the fastest of ${runs}: seconds (of all threads’ processor time) · longest stop of the asking process, ms · all files, MB\n`,
    `| bundle of | ${sizes.map((size) => `${size.toLocaleString('en')} records`).join(' | ')} |`,
    `|---|${sizes.map(() => '---|').join('')}`,
    ...allTemplates.map(({ id }) => `| ${id} | ${sizes.map((size) => cellOf(id, size)).join(' | ')} |`),
  ].join('\n'),
)
mkdirSync('.sheshi', { recursive: true })
writeFileSync(join('.sheshi', 'bench-bundle.json'), `${JSON.stringify({ machine, runs, all }, null, 1)}\n`)
