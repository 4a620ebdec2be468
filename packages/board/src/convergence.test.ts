import { expect, it } from 'vitest'
import { runConvergence } from './testing/index.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const first = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

it(`[BD2] replicas that have the same updates hold the same valid store (BOARD_SEED=${first}, ${runs} runs)`, () => {
  for (let run = 0; run < runs; run++) runConvergence({ seed: first + run })
  expect(runs).toBeGreaterThan(0)
}, 600_000)

it('[BD66] seed 20267362: a stroke stretched offline, beside a record that somebody else had changed, was refused', () => {
  runConvergence({ seed: 20267362 })
})
