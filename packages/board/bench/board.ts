// `npm run bench -- board`: sizes and speeds of the document on a generated lab session (docs/performance.md).
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { readRecords, seedBoard, type TLRecord } from '../src/index.ts'
import { megabytes, type Row, table } from './measure.ts'
import { sizesOf } from './sizes.ts'
import { speedsOf } from './speeds.ts'

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
const sizes = sizesOf(newBoard, session, { sessions: quick ? 2 : 10, long })
const speeds = speedsOf(sizes.doc, quick)
const rows: Row[] = [...sizes.rows, ...speeds.rows]
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${megabytes(totalmem())} of memory, Node ${process.version}`

console.log(`\n${machine}, ${new Date().toISOString().slice(0, 10)}\n\n${table(rows)}`)
mkdirSync('.sheshi', { recursive: true })
const report = {
  machine,
  date: new Date().toISOString(),
  session,
  sizes: sizes.numbers,
  speeds: speeds.numbers,
}
writeFileSync(join('.sheshi', 'bench-board.json'), `${JSON.stringify(report, null, 2)}\n`)
