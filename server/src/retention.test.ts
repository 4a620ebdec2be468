import { putRecords, readRecords } from '@sheshi/board'
import type { BoardView } from '@sheshi/records'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day } from './access.ts'
import { tidy } from './housekeeping.ts'
import { endOf } from './retention.ts'
import { Lab } from './testing/lab.ts'

const changed = '2026-03-01T12:00:00.000Z'
const at = (days: number) => Date.parse(changed) + days * day
const iso = (days: number) => new Date(at(days)).toISOString()
const board = { deletedAt: null }

describe('when a board goes', () => {
  it.each([
    ['never where nothing is set', board, 0, 5_000, null],
    ['not said while it is far away', board, 100, 85.9, null],
    ['after its days, said fourteen before', board, 100, 86, 100],
    ['not before it was said for fourteen days, however old it is', board, 100, 500, 514],
    ['counted from when it was said', { ...board, warnedAt: iso(500) }, 100, 510, 514],
    ['counted anew where it was changed since it was said', { ...board, warnedAt: iso(-1) }, 100, 500, 514],
    ['not said in the first half of a short time', board, 5, 2.4, null],
    ['said for half of its time, where that is shorter', board, 5, 10, 12.5],
    ['never where a facilitator keeps it', { ...board, keep: true }, 100, 500, null],
    ['never twice', { deletedAt: iso(3) }, 100, 500, null],
  ])('%s', (_what, judged, days, now, expected) => {
    expect(endOf(judged, changed, days, at(now))).toBe(expected === null ? null : at(expected))
  })
})

describe('with RETENTION_DAYS', () => {
  let lab: Lab
  beforeEach(async () => {
    lab = await Lab.open({ RETENTION_DAYS: '30' })
  })
  afterEach(() => lab.dispose())

  const view = (id: string) => lab.ask<BoardView>('GET', `/boards/${id}`)
  const later = (days: number) => tidy(lab.server.services, Date.now() + days * day)

  it('says it, then puts the board into the bin for a day, then lets go of it and its people', async () => {
    const id = await lab.board()
    await lab.guest(id, 'participant', { name: 'Ana' })
    const { records, history, ballots } = lab.server.services
    await later(10)
    expect((await records.boards.get(id))?.warnedAt).toBeUndefined()
    await later(20)
    expect((await records.boards.get(id))?.warnedAt).toBeDefined()
    await later(33)
    expect((await records.boards.get(id))?.deletedFor).toBeUndefined()
    await later(35)
    expect(await records.boards.get(id)).toMatchObject({ deletedFor: 'retention' })
    expect((await lab.call('GET', `/boards/${id}`)).status).toBe(404)
    await later(37)
    expect(await records.boards.get(id)).toBeNull()
    expect(await history.files.count(id)).toBe(0)
    expect(await ballots.round(id)).toBeNull()
    expect(await records.sessions.list({ kind: 'guest' })).toEqual([])
  })

  it('begins its time anew where somebody works on it, brings it back, or keeps it', async () => {
    const [used, back, kept] = [await lab.board(), await lab.board(), await lab.board()]
    const { records } = lab.server.services
    await lab.ask('PATCH', `/boards/${kept}`, { body: { keep: true } })
    await later(20)
    await later(35)
    expect((await records.boards.get(kept))?.deletedAt).toBeNull()
    expect((await records.boards.get(back))?.deletedFor).toBe('retention')
    await lab.ask('POST', `/boards/${back}/restore`)
    const restored = await records.boards.get(back)
    expect(restored).toMatchObject({ deletedAt: null })
    expect(restored).not.toHaveProperty('deletedFor')
    expect(restored).not.toHaveProperty('warnedAt')
    await lab.ask('POST', `/boards/${used}/restore`)
    await records.boards.update(used, (known) => ({
      ...known,
      changedAt: new Date(Date.now() + 34 * day).toISOString(),
    }))
    await later(36)
    expect((await records.boards.get(used))?.deletedAt).toBeNull()
  })

  it('tells facilitators, and nobody else', async () => {
    const id = await lab.board()
    const { records } = lab.server.services
    const ana = await lab.guest(id)
    expect(await view(id)).not.toHaveProperty('deletesAt')
    const old = new Date(Date.now() - 29 * day).toISOString()
    await records.boards.update(id, (known) => ({ ...known, changedAt: old }))
    const { deletesAt } = await view(id)
    expect(Date.parse(deletesAt ?? '')).toBeGreaterThan(Date.now() + 13.9 * day)
    expect(await lab.ask('GET', `/boards/${id}`, { as: ana.token })).not.toHaveProperty('deletesAt')
  })

  it('leaves exports in the record, but for those in which somebody’s name stands', async () => {
    const challengeId = await lab.challenge()
    const id = await lab.board({ challengeId })
    const ana = await lab.guest(id, 'participant', { name: 'Ana' })
    const note = await lab.ask<{ id: string }>('POST', `/boards/${id}/notes`, {
      as: ana.token,
      body: { text: 'A quotation: "by": "Ana"' },
    })
    const bare = await lab.ask<{ id: string }>('POST', `/boards/${id}/exports`)
    const room = await lab.server.services.rooms.open(id)
    await room.edit('test', (doc) => {
      const shape = readRecords(doc).get(note.id)
      if (shape?.typeName === 'shape') putRecords(doc, [{ ...shape, meta: { ...shape.meta, by: 'Ana' } }])
    })
    const signed = await lab.ask<{ id: string }>('POST', `/boards/${id}/exports`)
    await later(20)
    await later(35)
    await later(37)
    const { records } = lab.server.services
    expect(await records.boards.get(id)).toBeNull()
    expect((await records.exports.list()).map((made) => made.id)).toEqual([bare.id])
    const file = (made: string) =>
      lab.call('GET', `/challenges/${challengeId}/exports/${made}/files/board.md`)
    expect((await file(bare.id)).status).toBe(200)
    expect((await file(signed.id)).status).toBe(404)
  })
})
