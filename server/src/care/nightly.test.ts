import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { NightlyCopies } from './nightly.ts'

let dir: string
let warned: object[]
let failure: Error | null
let copies: NightlyCopies
const logger = { info() {}, warn: (details: object) => warned.push(details), error() {} }

async function write(to: Writable): Promise<void> {
  to.write('half of it')
  if (failure) throw failure
  to.end('and the rest')
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sheshi-nightly-'))
  warned = []
  failure = null
  copies = new NightlyCopies({ dir, hour: 3, logger, write })
})
afterEach(async () => {
  await chmod(dir, 0o700)
  await rm(dir, { recursive: true })
})

/** Local time, as the setting is. */
const at = (day: number, hour: number, minute = 0) => new Date(2026, 4, day, hour, minute)

it('[RS122] makes one copy a night, from its hour on', async () => {
  await copies.check(at(5, 3, 1))
  await copies.check(at(5, 3, 2))
  await copies.check(at(5, 23))
  await copies.check(at(6, 2, 59))
  expect(await readdir(dir)).toEqual(['sheshi-2026-05-05.tar.gz'])
  await copies.check(at(6, 3))
  expect(await readdir(dir)).toEqual(['sheshi-2026-05-05.tar.gz', 'sheshi-2026-05-06.tar.gz'])
  expect(await readFile(join(dir, 'sheshi-2026-05-06.tar.gz'), 'utf8')).toBe('half of itand the rest')
  expect(copies.last()).toEqual({ at: at(6, 3).toISOString(), ok: true, reason: null })
})

it('[RS122] makes up for a night that was slept over, also after a restart', async () => {
  await copies.check(at(5, 3))
  await copies.check(at(7, 14))
  const restarted = new NightlyCopies({ dir, hour: 3, logger, write })
  expect(restarted.last()).toBeNull()
  await restarted.check(at(7, 15))
  expect(restarted.last()).toMatchObject({ ok: true })
  await restarted.check(at(9, 1))
  expect(await readdir(dir)).toEqual([5, 7, 8].map((day) => `sheshi-2026-05-0${day}.tar.gz`))
})

it('[RS122] keeps the last fourteen, and never removes what is not one of them', async () => {
  const others = ['sheshi-2020-01-01.tar.gz.txt', 'photos.zip', 'my-sheshi-2020-01-01.tar.gz']
  for (const name of others) await writeFile(join(dir, name), 'mine')
  await writeFile(join(dir, 'sheshi-2026-04-30.tar.gz.part'), 'left by a crash')
  for (let day = 1; day <= 17; day++) await copies.check(at(day, 4))
  const kept = Array.from({ length: 14 }, (_, i) => `sheshi-2026-05-${String(i + 4).padStart(2, '0')}.tar.gz`)
  expect(await readdir(dir)).toEqual([...kept, ...others].sort())
})

it('[RS122] that fails is told, leaves nothing half-made, and is tried again an hour later', async () => {
  failure = new Error('no room on the disk')
  await copies.check(at(5, 3))
  expect(copies.last()).toEqual({ at: at(5, 3).toISOString(), ok: false, reason: 'no room on the disk' })
  expect(warned).toMatchObject([{ reason: 'no room on the disk' }])
  expect(await readdir(dir)).toEqual([])
  failure = null
  await copies.check(at(5, 3, 59))
  expect(await readdir(dir)).toEqual([])
  await copies.check(at(5, 4))
  expect(await readdir(dir)).toEqual(['sheshi-2026-05-05.tar.gz'])
  expect(copies.last()).toMatchObject({ ok: true })
})
