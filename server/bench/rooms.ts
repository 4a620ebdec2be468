// `npm run bench -- rooms`: our server beside y-websocket's and Hocuspocus, one after another, in one run.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { serveAsGenerator } from './generator.ts'
import { type Options, readOptions, type ScenarioName, usage } from './options.ts'
import { markdown, type Section } from './report.ts'
import type { Context } from './scenarios/context.ts'
import { cursors } from './scenarios/cursors.ts'
import { killed } from './scenarios/kill.ts'
import { manyRooms } from './scenarios/manyRooms.ts'
import { memoryOfRooms } from './scenarios/memory.ts'
import { joinStorm } from './scenarios/storm.ts'
import { workshop } from './scenarios/workshop.ts'
import type { BenchServer, ServerName, StartOptions } from './servers/benchServer.ts'
import { Hocuspocus, YWebsocket } from './servers/peers.ts'
import { Sheshi } from './servers/sheshi.ts'

const scenarios: Record<ScenarioName, (context: Context) => Promise<Section[]>> = {
  cursors,
  workshop,
  storm: joinStorm,
  rooms: manyRooms,
  memory: memoryOfRooms,
  kill: killed,
}

const servers: Record<ServerName, new (options: StartOptions) => BenchServer> = {
  sheshi: Sheshi,
  hocuspocus: Hocuspocus,
  'y-websocket': YWebsocket,
}

/** Where the tables stand in docs/performance.md. */
const marks = ['<!-- rooms: begin -->', '<!-- rooms: end -->'] as const

async function bench(options: Options): Promise<void> {
  const root = process.cwd()
  const runs: Record<string, unknown>[] = []
  const context: Context = {
    options,
    log: (text) => console.log(text),
    keep: (run) => runs.push(run),
    async start(name, watchMemory = false) {
      const profileDir = options.profile ? join(root, '.sheshi', 'bench-profiles', name) : null
      const server = new servers[name]({ root, profileDir, watchMemory })
      await server.start()
      return server
    },
  }
  const about = describeMachine(root)
  const sections: Section[] = []
  for (const name of options.scenarios) {
    sections.push(...(await scenarios[name](context)))
    // After each, so that a run that is cut short has given something.
    save(root, { ...about, options, runs, sections })
  }
  const text = `${about.machine}, ${about.date.slice(0, 10)}. ${about.versions}.\n\n${markdown(sections)}`
  console.log(`\n${text}`)
  if (options.write) writeTables(join(root, 'docs', 'performance.md'), text)
}

function describeMachine(root: string) {
  const version = (name: string) => {
    const path = join(root, 'server', 'bench', 'peers', 'node_modules', name, 'package.json')
    return `${name} ${(JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version}`
  }
  const names = ['@hocuspocus/server', '@hocuspocus/extension-database', 'y-websocket', 'y-leveldb', 'yjs']
  const memory = `${(totalmem() / 1e9).toFixed(0)} GB of memory`
  return {
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${memory}, Node ${process.version}`,
    date: new Date().toISOString(),
    versions: `This server at ${commitOf(root)}; ${names.map(version).join(', ')}`,
  }
}

/** The commit that is measured; a copy without its history has none to tell. */
function commitOf(root: string): string {
  try {
    const git = ['rev-parse', '--short', 'HEAD']
    return execFileSync('git', git, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'an unknown commit'
  }
}

function save(root: string, numbers: object): void {
  const folder = join(root, '.sheshi')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'bench-rooms.json'), `${JSON.stringify(numbers, null, 2)}\n`)
}

function writeTables(path: string, text: string): void {
  const page = readFileSync(path, 'utf8')
  const [begin, end] = marks.map((mark) => page.indexOf(mark))
  if (begin === undefined || end === undefined || begin < 0 || end < begin)
    throw new Error(`${path} has no place for the tables`)
  writeFileSync(path, `${page.slice(0, begin + marks[0].length)}\n${text}\n${page.slice(end)}`)
}

/** null: what was typed cannot be run, or asked for the options; that has been said. */
function optionsGiven(): Options | null {
  try {
    if (!process.argv.includes('--help')) return readOptions(process.argv.slice(2))
    console.log(usage)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exitCode = 1
  }
  return null
}

if (process.argv.includes('--generator')) serveAsGenerator()
else {
  const options = optionsGiven()
  if (options) await bench(options)
}
