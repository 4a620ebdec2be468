import { afterEach, beforeEach, expect, it } from 'vitest'
import { Lab, problemIn } from '../testing/lab.ts'

let lab: Lab
let code: string
beforeEach(async () => {
  lab = await Lab.open({ TRUST_PROXY: '1' })
  const boardId = await lab.board()
  code = (
    await lab.ask<{ code: string }>('POST', `/boards/${boardId}/invites`, { body: { role: 'participant' } })
  ).code
})
afterEach(() => lab.dispose())

/** Somebody behind the proxy types a code. */
const join = (from: string, typed: string) =>
  lab.call('POST', '/join', { as: null, body: { code: typed }, headers: { 'x-forwarded-for': from } })

/** Six signs that are no open code here. */
const guess = (number: number): string => {
  const digits = [...number.toString(27).padStart(4, '0')].map(
    (sign) => 'ABCDEFGHJKMNPQRSTUVWXYZ2345'[Number.parseInt(sign, 27)],
  )
  return `ZZ${digits.join('')}`
}

it('a hundred people behind one address get in within a minute, thirty of them mistype, while another guesses', async () => {
  const began = performance.now()
  let stop = false
  const hostile: number[] = []
  const guessing = (async () => {
    for (let number = 0; !stop; number += 1) hostile.push((await join('203.0.113.66', guess(number))).status)
  })()
  const people = Array.from({ length: 100 }, async (_, person) => {
    if (person < 30) expect((await join('192.0.2.1', guess(person))).status).toBe(404)
    return (await join('192.0.2.1', code)).status
  })
  expect(await Promise.all(people)).toEqual(Array(100).fill(200))
  // The hostile one has its share of the same minute, and is then made to wait.
  while (!hostile.includes(429)) await new Promise((resolve) => setTimeout(resolve, 10))
  stop = true
  await guessing
  expect(performance.now() - began).toBeLessThan(60_000)
  expect(hostile.filter((status) => status === 404).length).toBeLessThanOrEqual(85)
  // The right code too, for it is not even looked at.
  for (let number = 0; number < 5; number += 1) await join('203.0.113.66', guess(number))
  expect((await join('203.0.113.66', code)).status).toBe(429)
  expect((await join('192.0.2.1', code)).status).toBe(200)
})

it('says how long to wait, in the answer and in its header', async () => {
  const { codes } = lab.server.services.tries
  const now = performance.now()
  for (let failed = 0; failed < 70; failed += 1) codes.failed('192.0.2.9', now)
  const answer = await join('192.0.2.9', code)
  const { status, type, retryAfter } = problemIn(answer)
  expect([status, type]).toEqual([429, '/problems/too-many-requests'])
  expect(retryAfter).toBeGreaterThan(500)
  expect(retryAfter).toBeLessThanOrEqual(512)
  expect(answer.headers.get('retry-after')).toBe(String(retryAfter))
})

it('counts a whole /64 as one, believes no address that the proxy did not say, and tells a closed code from nothing', async () => {
  const { codes } = lab.server.services.tries
  const now = performance.now()
  for (let failed = 0; failed < 80; failed += 1) codes.failed('2001:db8:1:2::/64', now)
  expect((await join('2001:db8:1:2:aaaa::1', code)).status).toBe(429)
  expect((await join('2001:db8:1:3::1', code)).status).toBe(200)
  // What somebody writes in front of what the proxy adds is no address.
  expect((await join('192.0.2.77, 2001:db8:1:2::5', code)).status).toBe(429)
  await lab.server.services.records.invites.update(code, (invite) => ({
    ...invite,
    expiresAt: new Date(Date.now() - 1000).toISOString(),
  }))
  const closed = await join('192.0.2.4', code)
  const never = await join('192.0.2.4', 'ZZZZZZ')
  expect(closed.text).toBe(never.text)
  expect(closed.status).toBe(404)
})
