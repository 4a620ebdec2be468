import { pageBounds, readRecords } from '@sheshi/board'
import type { OutlineRow, PadView, ShowingView } from '@sheshi/records'
import { CloseCode } from '@sheshi/sync'
import { encodeAwareness } from '@sheshi/sync/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EventReader } from '../testing/eventReader.ts'
import { Lab, labKey, problemIn } from '../testing/lab.ts'
import { Wire } from '../testing/wire.ts'

let lab: Lab
let id: string
beforeAll(async () => {
  lab = await Lab.open()
  id = await lab.board({ template: 'problem-tree', title: 'River' })
})
afterAll(() => lab.dispose())

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const people = (count: number) => (data: { count: number }) => data.count === count

describe('what the pad needs to know', () => {
  it('is told in the reader’s language, with what they may do and who they are', async () => {
    const { token } = await lab.guest(id, 'participant', { name: 'Mira', sector: 'ngo' })
    const view = await lab.ask<PadView>('GET', `/boards/${id}/pad?locale=it`, { as: token })
    expect(view).toMatchObject({
      id,
      title: 'River',
      role: 'participant',
      mayWrite: true,
      name: 'Mira',
      sector: 'ngo',
    })
    expect(view.author).toMatch(/^[\w-]{12}$/)
    expect(view.colors[0]).toEqual({ id: 'yellow', fill: expect.stringMatching(/^#/) })
    const byBrowser = await lab.ask<PadView>('GET', `/boards/${id}/pad`, {
      as: token,
      headers: { 'accept-language': 'sq-AL,sq;q=0.9' },
    })
    const english = await lab.ask<PadView>('GET', `/boards/${id}/pad?locale=xx`, { as: token })
    expect(view.regions.map((region) => region.id)).toEqual(english.regions.map((region) => region.id))
    const names = [view, byBrowser, english].map(({ regions }) => regions.map(({ name }) => name).join())
    expect(new Set(names).size).toBe(3)
  })

  it('has the outline as lines, each as deep as it hangs', async () => {
    const other = await lab.board({ template: 'problem-tree' })
    await lab.ask('POST', `/boards/${other}/notes`, { body: { text: 'No bins', region: 'cause.1' } })
    const rows = await lab.ask<OutlineRow[]>('GET', `/boards/${other}/pad/outline?locale=en`)
    const at = rows.findIndex(({ text }) => text === 'No bins')
    const above = rows.slice(0, at).findLast(({ kind }) => kind === 'section')
    expect(rows[at]).toMatchObject({ kind: 'card', level: (above?.level ?? 9) + 1 })
    const italian = await lab.ask<OutlineRow[]>('GET', `/boards/${other}/pad/outline?locale=it`)
    expect(italian.map(({ text }) => text)).not.toEqual(rows.map(({ text }) => text))
  })

  it('is told to readers of the board alone', async () => {
    const viewer = await lab.guest(id, 'viewer')
    expect(await lab.ask('GET', `/boards/${id}/pad`, { as: viewer.token })).toMatchObject({ mayWrite: false })
    for (const path of ['pad', 'events']) {
      expect(problemIn(await lab.call('GET', `/boards/${id}/${path}`, { as: null })).status).toBe(401)
      const stranger = await lab.guest(await lab.board())
      expect(problemIn(await lab.call('GET', `/boards/${id}/${path}`, { as: stranger.token })).status).toBe(
        403,
      )
    }
  })
})

describe('the stream of events', () => {
  it('counts those who follow, tells of changes, and what the facilitator looks at', async () => {
    const { token } = await lab.guest(id, 'participant', { name: 'Mira' })
    const mira = await EventReader.open(lab, id, token, '?locale=en')
    await mira.hears('people', people(1))
    const ben = await EventReader.open(lab, id, (await lab.guest(id)).token, '?locale=it')
    await mira.hears('people', people(2))
    const { present } = await lab.ask<{ present: number }>('GET', `/boards/${id}`)
    expect(present).toBe(2)

    const ada = await Wire.open({ url: lab.url, boardId: id, token: labKey })
    const before = mira.heard.filter(({ event }) => event === 'changed').length
    await lab.ask('POST', `/boards/${id}/notes`, { as: token, body: { text: 'A note' } })
    await mira.hears('changed', (data: { change: number }) => data.change > 0)
    expect(mira.heard.filter(({ event }) => event === 'changed').length).toBe(before + 1)

    const look = (clock: number, viewport: number[]) =>
      ada.send(
        encodeAwareness([
          { clientId: 9, clock, state: bytes({}) },
          { clientId: 9 + 2 ** 32, clock, state: bytes({ n: 'Ada', c: 0, r: 'f', v: viewport }) },
        ]),
      )
    look(1, [-9e5, -9e5, 18e5, 18e5])
    await mira.hears('showing', (data: ShowingView | null) => data !== null && data.region === null)
    const region = await lab.server.services.rooms.open(id).then(({ doc }) => regionBounds(doc, 'cause.1'))
    look(2, region)
    const english = (await mira.hears('showing', shows('cause.1'))) as ShowingView
    const italian = (await ben.hears('showing', shows('cause.1'))) as ShowingView
    expect(english.region?.name).not.toBe(italian.region?.name)
    ada.end()
    await mira.hears('showing', (data: ShowingView | null) => data === null)
    ben.close()
    await mira.hears('people', people(1))
    mira.close()
  })

  it('shows those on the canvas who is at the pad', async () => {
    const ada = await Wire.open({ url: lab.url, boardId: id, token: labKey })
    const mira = await EventReader.open(
      lab,
      id,
      (await lab.guest(id, 'participant', { name: 'Zamira' })).token,
    )
    await mira.hears('people')
    const told = () => JSON.stringify(ada.heard.filter(({ type }) => type === 'awareness'))
    await expect.poll(told).toContain('"n":"Zamira"')
    mira.close()
    await expect.poll(told).toContain('"state":null')
    ada.end()
  })

  it('ends with the close code when the invite is withdrawn, and for nobody else', async () => {
    const [mira, ben] = [await lab.guest(id), await lab.guest(id)]
    const [hers, his] = [
      await EventReader.open(lab, id, mira.token),
      await EventReader.open(lab, id, ben.token),
    ]
    await lab.ask('DELETE', `/boards/${id}/invites/${mira.code}`)
    await hers.ended
    expect(hers.heard.at(-1)).toEqual({
      event: 'ended',
      data: { code: CloseCode.InviteWithdrawn, reason: 'invite withdrawn' },
    })
    expect((await lab.call('GET', `/boards/${id}/events`, { as: mira.token })).status).toBe(403)
    await his.hears('people', people(1))
    his.close()
  })

  it('ends when the board is deleted, and when the server stops, which it does not hold up', async () => {
    const other = await lab.board()
    const mira = await lab.guest(other)
    const first = await EventReader.open(lab, other, mira.token)
    await lab.ask('DELETE', `/boards/${other}`)
    await first.ended
    expect(first.heard.at(-1)?.data).toMatchObject({ code: CloseCode.RoomNotFound })
    const ben = await lab.guest(id)
    const second = await EventReader.open(lab, id, ben.token)
    const began = performance.now()
    await lab.restart()
    await second.ended
    expect(second.heard.at(-1)?.data).toMatchObject({ code: CloseCode.GoingAway })
    expect(performance.now() - began).toBeLessThan(2_500)
  })

  it('is one of a few that somebody may have', async () => {
    const mira = await lab.guest(id)
    const streams = await Promise.all(Array.from({ length: 6 }, () => EventReader.open(lab, id, mira.token)))
    expect((await lab.call('GET', `/boards/${id}/events`, { as: mira.token })).status).toBe(429)
    streams[0]?.close()
    await expect
      .poll(async () => {
        const again = await EventReader.open(lab, id, mira.token).catch(() => null)
        again?.close()
        return again !== null
      })
      .toBe(true)
    for (const stream of streams) stream.close()
  })
})

describe('a picture of a part of the board', () => {
  it('shows that part, and the whole where none is named that makes sense', async () => {
    const picture = async (box: string) =>
      (await lab.call('GET', `/boards/${id}/preview.svg${box}`)).text.match(/viewBox="([^"]*)"/)?.[1]
    const whole = await picture('')
    expect(await picture('?box=100,200,1000,500')).toBe('60 160 1080 580')
    expect(await picture('?box=1,2,3')).toBe(whole)
    expect(await picture('?box=1,2,0,5')).toBe(whole)
  })
})

const shows = (region: string) => (data: ShowingView | null) => data?.region?.id === region

function regionBounds(doc: Parameters<typeof readRecords>[0], region: string): number[] {
  const records = readRecords(doc)
  const backdrop = [...records.values()].find(
    (record) => record.typeName === 'shape' && record.meta.region === region,
  )
  const { x = 0, y = 0, w = 0, h = 0 } = pageBounds(records, backdrop?.id ?? '') ?? {}
  return [x, y, w, h]
}
