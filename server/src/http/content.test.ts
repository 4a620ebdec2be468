import { readRecords } from '@sheshi/board'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Lab } from '../testing/lab.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open()
})
afterAll(() => lab.dispose())

it('who makes something on a board has one tag there, and another on every other board', async () => {
  const [one, other] = [await lab.board(), await lab.board()]
  const { token } = await lab.guest(one)
  await lab.ask('POST', '/join', { as: token, body: { code: (await lab.guest(other)).code } })
  const tagOn = async (id: string) =>
    (await lab.ask<{ author: string | null }>('GET', `/boards/${id}`, { as: token })).author
  expect(await tagOn(one)).toMatch(/^[\w-]{12}$/)
  expect(await tagOn(one)).toBe(await tagOn(one))
  expect(await tagOn(one)).not.toBe(await tagOn(other))
  expect((await lab.ask<{ author: string | null }>('GET', `/boards/${one}`)).author).toBeNull()
})

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
  const who = expect.stringMatching(/^[\w-]{12}$/)
  expect(marks).toEqual(expect.arrayContaining([{ sector: 'ngo', who }, { who }, {}]))
  expect(JSON.stringify(marks)).not.toContain('Ben')
})
