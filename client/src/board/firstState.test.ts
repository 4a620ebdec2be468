import { expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { firstState } from './firstState.ts'

const wanted = { boardId: 'b 1', epoch: 2, documentBytes: 1_000_000 }
const loaded = Promise.resolve(true)
const answer = (status = 200, epoch = '2') => {
  const body = status === 200 ? new Uint8Array([0, 0]) : null
  return vi.fn<typeof fetch>(async () => new Response(body, { status, headers: { 'x-sheshi-epoch': epoch } }))
}

it('[RS106] asks for a large board that this browser has no copy of', async () => {
  const ask = answer()
  expect(await firstState(wanted, new Y.Doc(), loaded, ask)).toEqual(new Uint8Array([0, 0]))
  expect(ask.mock.calls[0]?.[0]).toBe('/api/v1/boards/b%201/state')
})

it('[RS106] does not ask for a small board, nor where there is a copy', async () => {
  const ask = answer()
  expect(await firstState({ ...wanted, documentBytes: 9_000 }, new Y.Doc(), loaded, ask)).toBeNull()
  const kept = new Y.Doc()
  kept.getMap('records').set('mine', 1)
  expect(await firstState(wanted, kept, loaded, ask)).toBeNull()
  expect(ask).not.toHaveBeenCalled()
})

it('[RS106] leaves it to the socket where anything goes wrong', async () => {
  const failing = vi.fn<typeof fetch>(async () => Promise.reject(new TypeError('no network')))
  for (const ask of [answer(503), answer(404), answer(200, '3'), failing]) {
    expect(await firstState(wanted, new Y.Doc(), loaded, ask)).toBeNull()
    expect(ask).toHaveBeenCalledOnce()
  }
})
