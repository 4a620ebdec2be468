import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kill, runKills } from '../src/kill/killRun.ts'
import { buildServer } from '../src/testing/running.ts'

// `npm run bench -- kills [number] [seed]`: kills the real server under load again and again, and looks for everything
// that was ever called saved.
const [number = '50', given] = process.argv.slice(2)
const seed = Number(given ?? Math.floor(Math.random() * 2 ** 31))
const server = join(process.cwd(), 'server')
const outDir = join(server, 'node_modules', `.kills-${process.pid}`)
const whole = (value: number) => String(Math.round(value)).padStart(6)

function report({ number: kill, after, edits, saved, lost, restart, agreed }: Kill): void {
  console.log(
    `kill ${String(kill).padStart(3)}: after${whole(after)} ms of work,${whole(edits)} edits,${whole(saved)} called saved, ` +
      `${lost} lost; up again in${whole(restart)} ms, everybody agrees${whole(agreed)} ms later`,
  )
}

const most = (values: readonly number[]) => whole(Math.max(...values)).trim()
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

console.log(`seed ${seed}, Node ${process.version}`)
try {
  const program = await buildServer(server, outDir)
  const kills = await runKills({ program, seed, kills: Number(number), people: 8, onKill: report })
  const [saved, lost] = [sum(kills.map((kill) => kill.saved)), sum(kills.map((kill) => kill.lost))]
  console.log(
    `${kills.length} kills with -9: ${lost} of ${saved} saved edits lost; ` +
      `restart at most ${most(kills.map(({ restart }) => restart))} ms, ` +
      `agreement at most ${most(kills.map(({ agreed }) => agreed))} ms`,
  )
  if (lost > 0) process.exitCode = 1
} finally {
  await rm(outDir, { recursive: true, force: true })
}
