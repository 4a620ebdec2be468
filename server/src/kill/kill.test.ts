import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runSeed } from '@sheshi/sync/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildServer } from '../testing/running.ts'
import { runKills } from './killRun.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const outDir = join(root, 'node_modules', `.kill-test-${process.pid}`)
let program: string
beforeAll(async () => {
  program = await buildServer(root, outDir)
})
afterAll(() => rm(outDir, { recursive: true, force: true }))

it('[RS137] a server killed under load has everything that it had called saved, and people go on', async () => {
  const kills = await runKills({ program, seed: runSeed(), kills: 3, boards: 2, people: 3, load: [200, 500] })
  expect(kills.map(({ exitCode, lost }) => ({ exitCode, lost }))).toEqual(
    Array.from({ length: 3 }, () => ({ exitCode: null, lost: 0 })),
  )
  for (const { saved } of kills) expect(saved).toBeGreaterThan(20)
})

it('[RS138] stopped by SIGTERM under load it sends everybody out to come back and loses nothing', async () => {
  const options = { program, seed: runSeed(), kills: 1, boards: 2, people: 4, load: [400, 600] } as const
  const [stop] = await runKills({ ...options, signal: 'SIGTERM' })
  expect(stop).toMatchObject({ exitCode: 0, lost: 0 })
  expect(stop?.gone).toBeLessThan(10_000)
  expect(stop?.saved).toBeGreaterThan(20)
  expect(stop?.codes.length).toBeGreaterThanOrEqual(8)
  expect(new Set(stop?.codes)).toEqual(new Set([4501]))
})
