import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EpochFiles, epochKeptFor, epochsKept } from './epochFiles.ts'
import { realDisk } from './journalDisk.ts'

const quiet = { info() {}, warn() {}, error() {} }
let folder: string
let files: EpochFiles
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheshi-epochs-'))
  files = new EpochFiles(folder, realDisk, quiet)
})
afterEach(() => rm(folder, { recursive: true }))

const state = (n: number) => new Uint8Array([n])
const epochs = () => join(folder, 'a', 'epochs')

it('[RS55] keeps twenty epochs of a board', async () => {
  for (let epoch = 1; epoch <= epochsKept + 3; epoch++) {
    await files.archive('a', epoch, state(epoch))
    await files.add('a', epoch, state(99))
  }
  expect(await files.read('a', 3)).toBeNull()
  expect(await files.read('a', 4)).toEqual([state(4), state(99)].map((bytes) => Buffer.from(bytes)))
  expect(await readdir(epochs())).toHaveLength(2 * epochsKept)
})

it('[RS55] keeps an epoch for ninety days', async () => {
  for (const epoch of [1, 2]) await files.archive('a', epoch, state(epoch))
  const [first = '', second = ''] = await readdir(epochs())
  const days = (past: number) => new Date(Date.now() - past)
  await utimes(join(epochs(), first), days(epochKeptFor + 60_000), days(epochKeptFor + 60_000))
  await utimes(join(epochs(), second), days(epochKeptFor - 60_000), days(epochKeptFor - 60_000))
  await files.archive('a', 3, state(3))
  expect(await files.read('a', 1)).toBeNull()
  expect(await files.read('a', 2)).toHaveLength(1)
})

it('[RS55] takes nothing damaged or incomplete for an epoch', async () => {
  await files.archive('a', 1, state(1))
  for (const late of [2, 3]) await files.add('a', 1, state(late))
  const [, second = ''] = await readdir(epochs())
  const whole = await readFile(join(epochs(), second))
  await writeFile(join(epochs(), second), whole.subarray(1))
  expect(await files.read('a', 1)).toBeNull()
  await rm(join(epochs(), second))
  expect(await files.read('a', 1)).toBeNull()
})
