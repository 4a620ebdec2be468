import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allowEmbeds, makeShape, richText, seedBoard } from '@sheshi/board'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { Doc, encodeStateAsUpdate } from 'yjs'
import { ReadingThread } from './ReadingThread.ts'
import { answer, type Reading } from './reading.ts'

let folder: string
let program: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-thread-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: join(import.meta.dirname, 'threadProgram.ts'), outDir: folder, target: 'node20' },
    ssr: { noExternal: true },
  })
  program = join(folder, (await readdir(folder)).find((name) => name.startsWith('threadProgram')) ?? '')
})
afterAll(() => rm(folder, { recursive: true }))
const threads: ReadingThread[] = []
afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.close())))

function start(from?: string): ReadingThread {
  const thread = new ReadingThread(from)
  threads.push(thread)
  return thread
}

const board = { template: 'blank', locale: 'en' as const }

function stateWith(text: string): Uint8Array {
  const doc = new Doc()
  const props = { richText: richText(text) }
  const note = makeShape({ id: 'shape:one', type: 'note', index: 'a1', x: 0, y: 0, props })
  seedBoard(doc, { records: [note], ...board })
  return encodeStateAsUpdate(doc)
}

it('judges in its thread as the server does, by the hosts whose pages may be embedded', async () => {
  allowEmbeds(['player.vimeo.com'])
  const props = { url: 'https://player.vimeo.com/video/1' }
  const doc = new Doc()
  seedBoard(doc, { records: [makeShape({ type: 'embed', index: 'a1', x: 0, y: 0, props })], ...board })
  const asked: Reading = { what: 'picture', state: encodeStateAsUpdate(doc) }
  expect(await start(program).ask(asked)).toMatchObject({ text: expect.stringContaining('player.vimeo.com') })
  allowEmbeds([])
  const { text } = (await start(program).ask(asked)) as { text: string }
  expect(text).not.toContain('player.vimeo.com')
})

it('answers in its thread what it answers without one, several at once, and again after it was ended', async () => {
  const [before, after] = [stateWith('Plant trees'), stateWith('Plant more trees')]
  const asked: Reading[] = [
    { what: 'picture', state: before },
    { what: 'records', state: after },
    { what: 'changes', before, after, board },
    { what: 'picture', state: new Uint8Array([9, 9, 9]) },
  ]
  const thread = start(program)
  const answers = await Promise.all(asked.map((one) => thread.ask(one)))
  expect(answers).toEqual(asked.map(answer))
  expect(answers[0]).toMatchObject({ text: expect.stringContaining('Plant') })
  expect(answers[2]).toMatchObject({ text: expect.stringContaining('Plant more trees') })
  expect(answers[3]).toHaveProperty('error')
  await thread.close()
  expect(await thread.ask({ what: 'picture', state: before })).toEqual(answers[0])
})

it('a thread that dies takes one question with it', async () => {
  const dying = join(folder, 'dying.mjs')
  await writeFile(
    dying,
    "import { parentPort } from 'node:worker_threads'\nparentPort.once('message', () => process.exit(3))\n",
  )
  const thread = start(dying)
  const state = stateWith('A')
  const two = await Promise.all([
    thread.ask({ what: 'records', state }),
    thread.ask({ what: 'records', state }),
  ])
  expect(two).toEqual([{ error: 'the thread has ended' }, { error: 'the thread has ended' }])
})
