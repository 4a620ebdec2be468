import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { sendOutUninvited } from '../housekeeping.ts'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

/** A socket that the room has answered, and how it ends. */
async function come(board: string, token: string) {
  const headers = { authorization: `Bearer ${token}` }
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/sync/${board}`, { headers })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve, reject) => {
    socket.once('message', resolve)
    socket.once('error', reject)
  })
  return { socket, closed }
}

const accesses = (board: string) =>
  [...(lab.server.services.rooms.peek(board)?.sessions ?? [])].map(({ who }) => `${who.role} ${who.access}`)

const openCode = (board: string) =>
  lab.ask<{ code: string }>('POST', `/boards/${board}/invites`, { body: { role: 'participant' } })

describe('wall mode', () => {
  it('lets a screen write while the room’s code is open, and read again afterwards', async () => {
    const board = await lab.board()
    const { token } = await lab.guest(board, 'screen')
    const wall = `/boards/${board}/wall`
    expect(problemIn(await lab.call('POST', wall, { as: token })).type).toBe('/problems/forbidden')
    await openCode(board)
    await lab.ask('POST', wall, { as: token })
    expect(await lab.ask('GET', `/boards/${board}`, { as: token })).toMatchObject({ role: 'screen' })
    const writing = await come(board, token)
    expect(accesses(board)).toEqual(['screen write'])
    await lab.ask('DELETE', wall, { as: token })
    expect(await writing.closed).toBe(4501)
    const reading = await come(board, token)
    expect(accesses(board)).toEqual(['screen read'])
    reading.socket.terminate()
  })

  it('ends where the room’s code is taken back; the screen itself stays', async () => {
    const board = await lab.board()
    const { token } = await lab.guest(board, 'screen')
    const { code } = await openCode(board)
    await lab.ask('POST', `/boards/${board}/wall`, { as: token })
    const writing = await come(board, token)
    await sendOutUninvited(lab.server.services)
    expect(accesses(board)).toEqual(['screen write'])
    await lab.ask('DELETE', `/boards/${board}/invites/${code}`)
    await sendOutUninvited(lab.server.services)
    expect(await writing.closed).toBe(4401)
    const reading = await come(board, token)
    expect(accesses(board)).toEqual(['screen read'])
    await sendOutUninvited(lab.server.services)
    expect(reading.socket.readyState).toBe(WebSocket.OPEN)
    reading.socket.terminate()
  })

  it('is not for those who came to look on, and changes nothing for those who write', async () => {
    const board = await lab.board()
    await openCode(board)
    const viewer = await lab.guest(board, 'viewer')
    const path = `/boards/${board}/wall`
    expect((await lab.call('POST', path, { as: viewer.token })).status).toBe(403)
    expect((await lab.call('POST', path)).status).toBe(204)
    expect((await lab.call('POST', path, { as: null })).status).toBe(401)
  })
})
