import type { lookup } from 'node:dns'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AddressRefused } from './addresses.ts'
import { sendOut, TookTooLong } from './send.ts'
import { Receiver } from './testing/receiver.ts'

let other: Receiver
beforeEach(async () => {
  other = await Receiver.open()
})
afterEach(() => other.close())

/** A name that leads to our own machine. */
const rebound = ((_name: string, _options: object, done: (error: null, found: object[]) => void) =>
  done(null, [{ address: '127.0.0.1', family: 4 }])) as unknown as typeof lookup

describe('sendOut', () => {
  it('sends the body as it is and reads the answer', async () => {
    other.reply = (res) => res.writeHead(201).end('thank you')
    const sent = await sendOut(other.url('/hook'), {
      allowPrivate: true,
      body: 'përshëndetje',
      headers: { 'x-sheshi-event': 'test' },
    })
    expect(sent).toEqual({ status: 201, body: 'thank you', cut: false })
    expect(other.received).toMatchObject([
      { url: '/hook', body: 'përshëndetje', headers: { 'x-sheshi-event': 'test', connection: 'close' } },
    ])
  })

  it('asks nobody where the name leads to a private address', async () => {
    const asked = sendOut('https://city.example/hook', { allowPrivate: false, body: '', resolve: rebound })
    await expect(asked).rejects.toThrow(AddressRefused)
    expect(other.received).toEqual([])
  })

  it('follows no redirect', async () => {
    other.reply = (res) => res.writeHead(302, { location: other.url('/elsewhere') }).end()
    expect(await sendOut(other.url(), { allowPrivate: true, body: '' })).toMatchObject({ status: 302 })
    expect(other.received).toHaveLength(1)
  })

  it('reads no more of an answer than it is to', async () => {
    other.reply = (res) => {
      res.writeHead(200)
      // Without an end: it goes on as long as somebody listens.
      const more = () => {
        if (!res.destroyed) res.write('x'.repeat(10_000), () => setImmediate(more))
      }
      more()
    }
    const { body, cut } = await sendOut(other.url(), { allowPrivate: true, body: '', answerBytes: 100 })
    expect([body, cut]).toEqual(['x'.repeat(100), true])
  })

  it('waits no longer than it is to, for an answer and for the rest of one', async () => {
    other.reply = () => undefined
    const silent = sendOut(other.url(), { allowPrivate: true, body: '', ms: 50 })
    await expect(silent).rejects.toThrow(TookTooLong)
    other.reply = (res) => res.writeHead(200).write('and')
    const slow = sendOut(other.url(), { allowPrivate: true, body: '', ms: 50 })
    await expect(slow).rejects.toThrow()
  })
})
