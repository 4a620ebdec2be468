import { expect, it } from 'vitest'
import { type RoomRunResult, runRooms } from './testing/roomConvergence.ts'

const runs = Number(process.env.ROOM_RUNS ?? 20)
const first = Number(process.env.ROOM_SEED ?? Math.floor(Math.random() * 1e9))

it(`[RS135] people at real rooms on a real disk agree, whatever breaks (ROOM_SEED=${first}, ${runs} runs)`, async () => {
  const results: RoomRunResult[] = []
  for (let run = 0; run < runs; run++) results.push(await runRooms({ seed: first + run }))
  const sum = (read: (result: RoomRunResult) => number) => results.reduce((all, one) => all + read(one), 0)
  console.info(
    `${runs} runs: ${sum(({ saved }) => saved)} edits called saved, ${sum(({ kills }) => kills)} kills, ` +
      `${sum(({ restarts }) => restarts)} restarts, ${sum(({ epochs }) => epochs - 1)} new epochs`,
  )
  expect(sum(({ saved }) => saved)).toBeGreaterThan(runs)
}, 3_600_000)

it('[RS7] seed 20261583: a stroke written anew while the line was being made, after a kill, was refused', async () => {
  await runRooms({ seed: 20261583 })
})
