import { plainText, readRecords } from '@sheshi/board'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { honestPeople, Page, until } from '../testing/honest.ts'
import { Lab, labKey } from '../testing/lab.ts'

const hour = 3_600_000
const now = Date.now()
let lab: Lab

beforeEach(async () => {
  lab = await Lab.open()
})
afterEach(async () => {
  vi.useRealTimers()
  await lab.dispose()
})

/** The machine's clock shows another time from now on; what counts time since something goes on as it did. */
function jump(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(now + ms)
}

/** What stands on a board's notes. */
async function textsOn(boardId: string): Promise<string[]> {
  const { doc } = await lab.server.services.rooms.open(boardId)
  return [...readRecords(doc).values()]
    .map((record) => (record.typeName === 'shape' ? plainText(record) : ''))
    .filter((text) => text !== '')
    .sort()
}

it('[RS143] the machine’s clock jumps hours back and forward: nobody notices, and all is saved', async () => {
  const boards = [await lab.board({ template: 'blank' }), await lab.board({ template: 'blank' })]
  const [boardId = ''] = boards
  const { token } = await lab.guest(boardId)
  const honest = await honestPeople(lab.url, labKey, boards)
  for (const ms of [-5 * hour, 5 * hour, -24 * hour * 365, 1 * hour, 0]) {
    jump(ms)
    const page = new Page({ url: lab.url, boardId, token })
    await page.connection.synced
    await until('saved', () => page.connection.getSnapshot() === 'saved')
    expect(page.connection.closed).toBeNull()
    page.close()
    await lab.ask('POST', `/boards/${boardId}/notes`, { as: token, body: { text: `at ${ms}` } })
    expect((await fetch(`${lab.url}/healthz`)).status).toBe(200)
  }
  const { steps, p95 } = await honest.end()
  expect(steps).toBeGreaterThan(0)
  expect(p95).toBeLessThan(2_000)
  await lab.restart()
  expect(await textsOn(boardId)).toHaveLength(5)
})

it('[RS143] a server that starts with its clock set back has what was saved, and saves', async () => {
  const boardId = await lab.board({ template: 'blank' })
  const { code, token } = await lab.guest(boardId)
  await lab.ask('POST', `/boards/${boardId}/notes`, { as: token, body: { text: 'today' } })
  jump(-3 * 365 * 24 * hour)
  await lab.restart()
  await lab.ask('POST', `/boards/${boardId}/notes`, { as: token, body: { text: 'years ago' } })
  await lab.ask('POST', '/join', { as: null, body: { code } })
  jump(0)
  await lab.restart()
  expect(await textsOn(boardId)).toEqual(['today', 'years ago'])
})

it('[RS143] a jump past the end of every session lets nobody new in, and back again they are who they were', async () => {
  const boardId = await lab.board({ template: 'blank' })
  const { code, token } = await lab.guest(boardId)
  const page = new Page({ url: lab.url, boardId, token })
  await page.connection.synced
  jump(2 * 365 * 24 * hour)
  expect((await lab.call('GET', `/boards/${boardId}/outline`, { as: token })).status).toBe(401)
  expect((await lab.call('POST', '/join', { as: null, body: { code } })).status).toBe(404)
  const late = new Page({ url: lab.url, boardId, token })
  await until('refused', () => late.connection.closed !== null)
  expect(late.connection.closed?.code).toBe(4401)
  late.close()
  jump(0)
  await lab.ask('GET', `/boards/${boardId}/outline`, { as: token })
  await lab.ask('POST', '/join', { as: null, body: { code } })
  expect([page.offline, page.connection.closed]).toEqual([0, null])
  page.close()
})
