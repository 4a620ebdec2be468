import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LabStateView } from '@sheshi/records'
import { CloseCode } from '@sheshi/sync'
import { HandSocket } from '@sheshi/sync/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Lab, problemIn } from '../testing/lab.ts'
import { warningsOf } from './rooms.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

const state = () => lab.ask<LabStateView>('GET', '/rooms')
const roomOf = async (boardId: string) => (await state()).rooms.find((room) => room.boardId === boardId)

/** Lets somebody in, beside HTTP and sockets. */
async function enter(boardId: string, id: string, role: string) {
  const room = await lab.server.services.rooms.open(boardId)
  const socket = new HandSocket()
  room.join(socket, { id, role, access: role === 'viewer' ? 'read' : 'write' })
  return socket
}

describe('the state of the lab', () => {
  it('is for facilitators', async () => {
    const { token } = await lab.guest(await lab.board())
    expect(problemIn(await lab.call('GET', '/rooms', { as: null })).status).toBe(401)
    expect(problemIn(await lab.call('GET', '/rooms', { as: token })).status).toBe(403)
  })

  it('says that all is well, and how much there is of everything', async () => {
    const said = await state()
    expect(said).toMatchObject({ saving: { ok: true }, damaged: [], dataDir: lab.dataDir, lastBackup: null })
    expect(said.warnings.filter((warning) => warning !== 'disk' && warning !== 'slow')).toEqual([])
    expect(said.disk?.freeBytes).toBeGreaterThan(0)
    expect(said.memory.usedBytes).toBeGreaterThan(10_000_000)
    expect(Date.parse(said.startedAt)).toBeLessThan(Date.now())
  })

  it('shows each open board, with the people on it by role and what they do', async () => {
    const boardId = await lab.board({ title: 'Fish' })
    await enter(boardId, 'ada', 'facilitator')
    await enter(boardId, 'ben', 'participant')
    await enter(boardId, 'ben', 'participant')
    const slow = await enter(boardId, 'vera', 'viewer')
    slow.bufferedAmount = 70_000
    await lab.ask('POST', `/boards/${boardId}/notes`, { body: { text: 'one' } })
    const room = await roomOf(boardId)
    expect(room).toMatchObject({
      title: 'Fish',
      people: { facilitator: 1, participant: 1, viewer: 1 },
      changesPerMinute: 1,
      unsavedSince: null,
      backlogBytes: 70_000,
    })
    expect(room?.bytes).toBeGreaterThan(100)
    expect(Date.now() - Date.parse(room?.changedAt ?? '')).toBeLessThan(60_000)
  })

  it('[RS128] shows a board that cannot be read, and where', async () => {
    const boardId = await lab.board({ title: 'Broken', template: 'blank' })
    const room = await lab.server.services.rooms.open(boardId)
    await room.snapshot()
    await lab.restart()
    const folder = join(lab.dataDir, 'boards', boardId)
    // Newer than all that the journal has: what it held is lost.
    await writeFile(join(folder, '000000000000099.snap'), 'no snapshot')
    const answer = problemIn(await lab.call('GET', `/boards/${boardId}/outline`))
    expect(answer.type).toBe('/problems/board-damaged')
    const said = await state()
    expect(said.damaged).toEqual([
      { boardId, title: 'Broken', tooNew: false, detail: expect.stringContaining(boardId) },
    ])
    expect(said).toMatchObject({ state: 'warning', warnings: expect.arrayContaining(['damaged']) })
  })

  it('[RS130] asks everybody on a board to connect again, and nobody else', async () => {
    const [one, other] = [await lab.board(), await lab.board()]
    const [ada, ben] = [await enter(one, 'ada', 'facilitator'), await enter(other, 'ben', 'participant')]
    await lab.ask('POST', `/boards/${one}/reconnect`)
    expect(ada.closed).toEqual({ code: CloseCode.GoingAway, reason: 'asked to reconnect' })
    expect(ben.closed).toBeNull()
    const { token } = await lab.guest(one)
    expect(problemIn(await lab.call('POST', `/boards/${one}/reconnect`, { as: token })).status).toBe(403)
  })
})

describe('what somebody should look after', () => {
  const well = {
    disk: { freeBytes: 50e9, totalBytes: 100e9 },
    lagMs: 3,
    damaged: [],
    lastBackup: { at: '2026-11-22T02:00:00Z', ok: true, reason: null },
    memory: { usedBytes: 100e6, totalBytes: 8e9, documentBytes: 10e6 },
    limits: { openRooms: 10, openBytes: 1e9 },
  }
  const board = { boardId: 'a', title: null, detail: 'somewhere', tooNew: false }
  it.each([
    ['nothing', {}, [], []],
    [
      'nothing where the system does not tell of its disk, and no copies are made',
      { disk: null, lastBackup: null },
      [],
      [],
    ],
    ['a full disk', { disk: { freeBytes: 9e8, totalBytes: 100e9 } }, [], ['disk']],
    ['a slow process', { lagMs: 400 }, [], ['slow']],
    ['a damaged board', { damaged: [board] }, [], ['damaged']],
    ['a copy that failed', { lastBackup: { at: 'now', ok: false, reason: 'full' } }, [], ['backup']],
    ['an edit that waits', {}, [{ unsavedMs: 11_000 }, { unsavedMs: null }], ['unsaved']],
    ['many open boards', {}, Array.from({ length: 9 }, () => ({ unsavedMs: 5 })), ['full']],
    ['much memory', { memory: { ...well.memory, documentBytes: 0.95e9 } }, [], ['full']],
  ])('is %s', (_what, differs, reports, warnings) => {
    expect(warningsOf({ ...well, ...differs }, reports)).toEqual(warnings)
  })
})
