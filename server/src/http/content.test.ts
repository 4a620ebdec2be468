import { readRecords } from '@sheshi/board'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Lab } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

it('a note carries the sector of whoever sent it, never the name, and none where nobody said one', async () => {
  const id = await lab.board()
  const say = async (text: string, person: { name: string; sector?: string } | null) => {
    const as = person ? (await lab.guest(id, 'participant', person)).token : undefined
    await lab.ask('POST', `/boards/${id}/notes`, { body: { text }, ...(as ? { as } : {}) })
  }
  await say('Bins', { name: 'Ben', sector: 'ngo' })
  await say('Trees', { name: 'Cleo' })
  await say('Signs', null)
  const outline = await lab.ask<{ inbox?: object[]; loose: object[] }>('GET', `/boards/${id}/outline`)
  const cards = [...(outline.inbox ?? []), ...outline.loose]
  expect(cards).toEqual([
    { id: expect.any(String), text: 'Bins', sector: 'ngo' },
    { id: expect.any(String), text: 'Trees' },
    { id: expect.any(String), text: 'Signs' },
  ])
  const { doc } = await lab.server.services.rooms.open(id)
  const marks = [...readRecords(doc).values()].flatMap((record) =>
    record.typeName === 'shape' && record.type === 'note' ? [record.meta] : [],
  )
  expect(marks).toEqual(expect.arrayContaining([{ sector: 'ngo' }, {}, {}]))
  expect(JSON.stringify(marks)).not.toContain('Ben')
})
