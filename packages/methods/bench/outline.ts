// `npm run bench -- outline`: how long a board takes to be read, by its size and its method (docs/performance.md).
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { outlineToMarkdown, readOutline, sectionsOf, templates } from '../src/index.ts'
import { crowdedBoard } from '../src/testing/crowd.ts'

const sizes = [500, 5_000, 20_000]
const quick = process.argv.includes('--quick')
/** Before anything counts: what a server or a page that has been open for a minute has behind it. */
const warmUp = quick ? 2 : 10
const runs = quick ? 5 : 25

interface Times {
  template: string
  records: number
  cards: number
  /** Milliseconds. */
  outline: { fastest: number; median: number; worst: number }
  sections: number
  minutes: number
}

function timesOf(template: string, size: number): Times {
  const records = crowdedBoard(template, size)
  const read = () => readOutline(records, { template, locale: 'en' })
  const outline = read()
  const times = measure(read)
  return {
    template,
    records: records.size,
    cards: (JSON.stringify(sectionsOf(outline, 'en')).match(/"facts":/g) ?? []).length,
    outline: { fastest: Math.min(...times), median: middleOf(times), worst: Math.max(...times) },
    sections: Math.min(...measure(() => sectionsOf(outline, 'en'))),
    minutes: Math.min(...measure(() => outlineToMarkdown(outline, { title: 'Board', locale: 'en' }))),
  }
}

/** Processor time: reading is this process's work alone, and others on the machine should not count. */
function measure(run: () => unknown): number[] {
  for (let at = 0; at < warmUp; at += 1) run()
  return Array.from({ length: runs }, () => {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e3
  })
}

const middleOf = (times: number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0

const all = templates.flatMap(({ id }) => sizes.map((size) => timesOf(id, size)))
const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0))
const cellOf = (template: string, size: number): string => {
  const found = all.find((times) => times.template === template && times.records === size)
  return found ? `${ms(found.outline.fastest)} (${ms(found.outline.median)})` : ''
}
const lines = templates.map(({ id }) => {
  const largest = all.find((times) => times.template === id && times.records === sizes.at(-1))
  const after = largest ? `${ms(largest.sections)} / ${ms(largest.minutes)}` : ''
  return `| ${id} | ${sizes.map((size) => cellOf(id, size)).join(' | ')} | ${after} |`
})
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`
console.log(
  [
    `\n${machine}, ${new Date().toISOString().slice(0, 10)}; milliseconds of processor time, fastest (median) of ${runs}\n`,
    `| outline of | ${sizes.map((size) => `${size.toLocaleString('en')} records`).join(' | ')} | sections / minutes of the largest |`,
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n'),
)
mkdirSync('.sheshi', { recursive: true })
writeFileSync(join('.sheshi', 'bench-outline.json'), `${JSON.stringify({ machine, runs, all }, null, 1)}\n`)
