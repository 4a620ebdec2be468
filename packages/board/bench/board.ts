// `npm run bench -- board`: sizes and speeds of the document on a generated lab session (docs/performance.md).
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { readRecords, seedBoard, type TLRecord } from '../src/index.ts'
import { judgingOf } from './judging.ts'
import { megabytes, type Row, table } from './measure.ts'
import { sizesOf } from './sizes.ts'
import { type Speeds, speedsOf } from './speeds.ts'

const quick = process.argv.includes('--quick')
/** 100 people, one hour, 3,000 shapes; `--quick` is a tenth of it, to try the programme. */
const session = quick ? { people: 100, minutes: 6, shapes: 300 } : { people: 100, minutes: 60, shapes: 3_000 }

/** An empty board as the server makes it. */
function newBoard(): { doc: Y.Doc; records: Map<string, TLRecord> } {
  const doc = new Y.Doc()
  doc.clientID = 1
  seedBoard(doc, { records: [], template: 'blank', locale: 'en' })
  return { doc, records: readRecords(doc) }
}

const long = process.argv.includes('--long')
const folder = '.sheshi'
const sessionFile = join(folder, 'bench-session.bin')
const speedsFile = join(folder, 'bench-speeds.json')
mkdirSync(folder, { recursive: true })

/** Speeds are measured in a process of their own, as a server has just started: `--speeds`, on the last session made. */
if (process.argv.includes('--speeds')) {
  writeFileSync(speedsFile, JSON.stringify(speedsOf(readFileSync(sessionFile), quick)))
} else report()

function report(): void {
  const sizes = sizesOf(newBoard, session, { sessions: quick ? 2 : 10, long })
  writeFileSync(sessionFile, Y.encodeStateAsUpdate(sizes.doc))
  const again = [...process.execArgv, ...process.argv.slice(1), '--speeds']
  if (spawnSync(process.execPath, again, { stdio: 'inherit' }).status !== 0) process.exit(1)
  const speeds: Speeds = JSON.parse(readFileSync(speedsFile, 'utf8'))
  const judging = judgingOf(Y.encodeStateAsUpdate(sizes.doc))
  const rows: Row[] = [...sizes.rows, ...speeds.rows, ...judging.rows]
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${megabytes(totalmem())} of memory, Node ${process.version}`
  const date = new Date().toISOString()
  console.log(`\n${machine}, ${date.slice(0, 10)}\n\n${table(rows)}`)
  const numbers = {
    machine,
    date,
    session,
    sizes: sizes.numbers,
    speeds: speeds.numbers,
    judging: judging.numbers,
  }
  writeFileSync(join(folder, 'bench-board.json'), `${JSON.stringify(numbers, null, 2)}\n`)
}
