import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openBoardLog } from '../storage/boardLog.ts'
import { lockDataDir } from '../storage/lock.ts'
import { openRecords } from '../storage/recordsLowdb.ts'
import { verifyArchive } from './restore.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
// Inside the workspace, so that plain node finds the packages that stay outside the bundle.
const outDir = join(root, 'node_modules', `.care-test-${process.pid}`)
beforeAll(() => build({ root, logLevel: 'error', build: { outDir, sourcemap: false } }))
afterAll(() => rm(outDir, { recursive: true, force: true }))

const quiet = { info() {}, warn() {}, error() {} }
let folder: string
let dataDir: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-care-'))
  dataDir = join(folder, 'data')
  await mkdir(dataDir)
  await (await openRecords(dataDir)).close()
  const log = await openBoardLog(dataDir, { logger: quiet })
  for (const id of ['a', 'b']) {
    await log.load(id)
    const doc = new Y.Doc()
    doc.getMap('records').set('key', id)
    await log.append(id, Y.encodeStateAsUpdate(doc)).saved
  }
  await log.close()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function care(...args: string[]): ChildProcess & { said(): string } {
  const child = spawn(process.execPath, [join(outDir, 'care.js'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (said += part))
  return Object.assign(child, { said: () => said })
}

async function run(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = care(...args)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said: child.said() }
}

it('[RS116] the doctor’s exit code and JSON tell programs what it found', async () => {
  await run('doctor', dataDir, '--mend')
  expect(await run('doctor', dataDir)).toMatchObject({
    code: 0,
    said: expect.stringContaining('Nothing is damaged'),
  })
  expect(await run('doctor', join(folder, 'none'))).toEqual({
    code: 2,
    said: `There is no folder ${join(folder, 'none')}.\n`,
  })
  await writeFile(join(dataDir, 'records', 'invites.json'), '{"half": ')
  const { code, said } = await run('doctor', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(said)).toMatchObject({
    folder: dataDir,
    inUse: false,
    findings: [{ grade: 'damage', where: 'records/invites.json' }],
  })
  const unlock = await lockDataDir(dataDir)
  expect(await run('doctor')).toMatchObject({
    code: 1,
    said: expect.stringContaining('A server is using the folder'),
  })
  expect(await run('doctor', '--mend')).toMatchObject({ code: 2, said: expect.stringContaining('is using') })
  await unlock()
})

it('[RS120] kill -9 during a backup leaves the folder unharmed and no archive', async () => {
  await mkdir(join(dataDir, 'assets'))
  const noise = Buffer.alloc(4 << 20)
  for (let at = 0; at < noise.length; at += 4) noise.writeUInt32LE(Math.imul(at, 2_654_435_761) >>> 0, at)
  for (let i = 0; i < 3; i++) await writeFile(join(dataDir, 'assets', `picture-${i}`), noise)
  const before = await contents()
  const file = join(folder, 'lab.tar.gz')
  const child = care('backup', file)
  const gone = once(child, 'close')
  while (!(await readdir(folder)).some((name) => name.endsWith('.part'))) {
    expect(child.exitCode, child.said()).toBeNull()
    await new Promise((resolve) => setImmediate(resolve))
  }
  child.kill('SIGKILL')
  await gone
  expect(await readdir(folder)).not.toContain('lab.tar.gz')
  expect(await contents()).toEqual(before)
  expect(await run('doctor')).toMatchObject({ code: 0 })
  // The next one sweeps up and is whole.
  expect(await run('backup', file)).toMatchObject({
    code: 0,
    said: expect.stringContaining('each one checked'),
  })
  expect((await readdir(folder)).sort()).toEqual(['data', 'lab.tar.gz'])
  expect(await readdir(dataDir)).not.toContainEqual(expect.stringMatching(/^(staging|lock)/))
  expect((await verifyArchive(file)).files.length).toBe(before.size)
  expect(await run('restore', file, join(folder, 'again'))).toMatchObject({ code: 0 })
  expect(await contents(join(folder, 'again'))).toEqual(before)
  expect(await run('restore', file, join(folder, 'again'))).toMatchObject({
    code: 2,
    said: expect.stringContaining('is not empty'),
  })
}, 30_000)

/** Path → bytes of what belongs to the lab. */
async function contents(dir = dataDir): Promise<Map<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  const found = new Map<string, string>()
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const shown = path.slice(dir.length + 1)
    if (!entry.isFile() || /^(staging-|lock)/.test(shown)) continue
    found.set(shown, (await readFile(path)).toString('base64'))
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)))
}
