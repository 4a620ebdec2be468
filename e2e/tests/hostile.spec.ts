import { crowdAttacks, halfOpen, slowReaders } from '../hostile/crowds.ts'
import { doorAttacks } from '../hostile/door.ts'
import { frameAttacks } from '../hostile/frames.ts'
import { Honest } from '../hostile/honest.ts'
import { killers, meet, recordAttacks } from '../hostile/killers.ts'
import { requestAttacks } from '../hostile/requests.ts'
import { type Outcome, Stage } from '../hostile/stage.ts'
import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import { LabServer } from '../support/server.ts'

const megabyte = 1 << 20

test('somebody hostile tries every line of the boundary, while honest people work on', async () => {
  test.setTimeout(240_000)
  // One proxy is trusted, so that the stage can have several networks.
  const lab = await LabServer.create({ env: { TRUST_PROXY: '1', LOG_LEVEL: 'error' } })
  const stage = await Stage.set(lab)
  const rows: string[] = []
  const broken: string[] = []
  const honest = await Promise.all([
    Honest.at(stage.door(lab.key), 'here'),
    Honest.at(stage.door(lab.key, stage.otherId), 'elsewhere'),
  ])
  const before = await stage.metric('process_resident_memory_bytes')
  let most = before
  const note = async (line: string, tried: string, { happened, held }: Outcome) => {
    const p95 = Math.max(...(await Promise.all(honest.map((pair) => pair.lately()))))
    most = Math.max(most, await stage.metric('process_resident_memory_bytes'))
    rows.push(`| ${line} | ${tried} | ${happened} | ${held ? 'yes' : 'NO'} | ${p95} ms |`)
    if (!held) broken.push(`${tried}: ${happened}`)
  }
  try {
    const cutOff = await halfOpen(stage)
    const sentAway = await slowReaders(stage, 4)
    const all = [...doorAttacks, ...frameAttacks, ...requestAttacks, ...recordAttacks, ...crowdAttacks]
    for (const attack of all) await note(attack.line, attack.tried, await attack.run(stage))
    await note('upgrades', '300 that never come to their end', await cutOff())
    await note('slow readers', 'twenty who never read while others write much', await sentAway())
    const { steps, p95 } = {
      steps: Math.min(...honest.map(({ all: { steps } }) => steps)),
      p95: Math.max(...honest.map(({ all: { p95 } }) => p95)),
    }
    const grown = Math.round((most - before) / megabyte)
    console.log(`honest people: ${steps} steps, p95 ${p95} ms, never disturbed; server +${grown} MB at most`)
    expect(broken).toEqual([])
    expect(honest.map(({ disturbed }) => disturbed)).toEqual([null, null])
    expect(steps).toBeGreaterThan(50)
    expect(p95).toBeLessThan(1_500)
    expect(grown).toBeLessThan(250)
  } finally {
    console.log(
      ['| line | tried | what happened | held | honest p95 |', '|---|---|---|---|---|', ...rows].join('\n'),
    )
    for (const pair of honest) pair.close()
    stage.close()
    await lab.dispose()
  }
})

test('a page lives through the records that kill editors: it shows others’ notes and takes edits', async ({
  lab,
  person,
}) => {
  test.setTimeout(180_000)
  const { id, code } = await newBoard(lab, 'blank')
  const ada = await person('Ada')
  await ada.join(code)
  await ada.canvasIsThere()
  const failed: string[] = []
  ada.page.on('pageerror', (error) => failed.push(String(error)))
  const stage = await Stage.on(lab, id)
  const friend = await stage.peer()
  try {
    for (const [at, killer] of killers.entries()) {
      const { happened } = await meet(stage, killer)
      await test.step(`${killer.tried}: ${happened}`, async () => {
        await lab.api('POST', `/boards/${id}/notes`, { text: `after ${at}` })
        await ada.has(`after ${at}`)
        expect(await ada.page.locator('.tl-error-boundary, .tl-shape-error-boundary').count()).toBe(0)
      })
    }
    await ada.writeNote('I am still here', { x: 300, y: 300 })
    await ada.badgeSays('saved')
    await expect
      .poll(() => JSON.stringify(friend.doc.getMap('records').toJSON()))
      .toContain('I am still here')
    await ada.page.reload()
    await ada.canvasIsThere()
    await ada.has('I am still here')
    expect(failed).toEqual([])
  } finally {
    stage.close()
  }
})
