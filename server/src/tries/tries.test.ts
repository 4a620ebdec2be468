import { describe, expect, it } from 'vitest'
import { CodeTries, codeLimits } from './CodeTries.ts'
import { countedAddress } from './clientAddress.ts'
import { SignInTries, signInLimits } from './SignInTries.ts'

const minute = 60_000
const hour = 60 * minute

describe('where somebody comes from', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::1', '::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8::/64'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['nonsense', 'unknown'],
    [undefined, 'unknown'],
  ])('%s counts as %s', (remoteAddress, counted) => {
    expect(countedAddress({ socket: { remoteAddress }, headers: {} }, 0)).toBe(counted)
  })

  it.each([
    [0, '10.0.0.1'],
    [1, '192.0.2.2'],
    [2, '192.0.2.1'],
    [3, '192.0.2.1'],
  ])('behind %i proxies it is what the last of them was told: %s', (proxies, counted) => {
    const headers = { 'x-forwarded-for': '192.0.2.1, 192.0.2.2' }
    expect(countedAddress({ socket: { remoteAddress: '10.0.0.1' }, headers }, proxies)).toBe(counted)
  })
})

describe('guessing codes', () => {
  /** Tries as fast as it is let for so long, from one address; answers how many tries were looked at. */
  function guess(tries: CodeTries, address: string, from: number, ms: number): number {
    let looked = 0
    for (let now = from; now < from + ms; ) {
      const wait = tries.wait(address, now)
      if (wait === 0) {
        tries.failed(address, now)
        looked += 1
      }
      now += Math.max(wait, 50)
    }
    return looked
  }

  it('forgives sixty, then waits longer and longer, up to a quarter of an hour', () => {
    const tries = new CodeTries()
    for (let failed = 0; failed < codeLimits.address.free; failed += 1) {
      expect(tries.wait('a', 0)).toBe(0)
      tries.failed('a', 0)
    }
    expect(tries.wait('a', 0)).toBe(0)
    const waits = Array.from({ length: 12 }, () => {
      tries.failed('a', 0)
      return tries.wait('a', 0) / 1000
    })
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
    expect(tries.wait('a', 14 * minute)).toBe(minute)
    expect(tries.wait('a', 15 * minute)).toBe(0)
    expect(tries.wait('b', 0)).toBe(0)
  })

  it('lets one address guess about seventy in an hour and under four hundred a day, as docs/access.md reckons', () => {
    expect(guess(new CodeTries(), 'a', 0, hour)).toBeLessThanOrEqual(85)
    expect(guess(new CodeTries(), 'a', 0, 24 * hour)).toBeLessThanOrEqual(370)
  })

  it('does not count what is refused, so that asking does not make the wait longer', () => {
    const tries = new CodeTries()
    for (let failed = 0; failed < 66; failed += 1) tries.failed('a', 0)
    const wait = tries.wait('a', 0)
    for (let asked = 0; asked < 1000; asked += 1) tries.wait('a', asked)
    expect(tries.wait('a', 1000)).toBe(wait - 1000)
  })

  it('one address alone never raises the alarm, however long it goes on', () => {
    const tries = new CodeTries()
    guess(tries, 'hostile', 0, 24 * hour)
    expect(tries.alarm(24 * hour)).toBe(false)
  })

  it('holds a crowd of addresses to three tries an hour each, and leaves the lab’s own what they had', () => {
    const tries = new CodeTries()
    tries.joined('lab', 0)
    for (let from = 0; from < 700; from += 1) tries.failed(`crowd ${from}`, from)
    expect(tries.alarm(1000)).toBe(true)
    const fresh = guess(tries, 'one more of the crowd', 1000, hour - 1000)
    expect(fresh).toBe(3)
    for (let failed = 0; failed < 40; failed += 1) {
      expect(tries.wait('lab', 2000)).toBe(0)
      tries.failed('lab', 2000)
    }
    // Somebody at home who has not failed, or has once and again, gets in.
    tries.failed('home', 3000)
    tries.failed('home', 3000)
    expect(tries.wait('home', 3000)).toBe(0)
  })

  it('is over an hour after the guessing, however much there was', () => {
    const tries = new CodeTries()
    for (let from = 0; from < 25_000; from += 1) tries.failed(`crowd ${from}`, 0)
    expect(tries.alarm(59 * minute)).toBe(true)
    expect(tries.alarm(61 * minute)).toBe(false)
  })

  it('a clock that is set back makes nobody wait for longer than the longest wait', () => {
    const tries = new CodeTries()
    for (let failed = 0; failed < 100; failed += 1) tries.failed('a', 24 * hour)
    expect(tries.wait('a', 0)).toBeLessThanOrEqual(codeLimits.address.mostWaitMs)
  })
})

describe('guessing passphrases', () => {
  it('waits by address and by name, and what is under way counts already', () => {
    const tries = new SignInTries()
    const attempts = Array.from({ length: signInLimits.name.free + 1 }, () => tries.begin('a', 'ana', 0))
    expect(tries.wait('b', 'ana', 0)).toBe(1000)
    expect(tries.wait('a', 'ben', 0)).toBe(0)
    for (const attempt of attempts) attempt.undone()
    expect(tries.wait('b', 'ana', 0)).toBe(0)
    for (let failed = 0; failed <= signInLimits.address.free; failed += 1) tries.begin('a', `n${failed}`, 0)
    expect(tries.wait('a', 'ben', 0)).toBe(1000)
    expect(tries.wait('a', null, 0)).toBe(1000)
    expect(tries.wait('b', 'ben', 0)).toBe(0)
  })

  it('a stranger who fails on a name does not keep out whoever has it where they usually are', () => {
    const tries = new SignInTries()
    tries.begin('office', 'ana', 0).succeeded()
    for (let failed = 0; failed < 30; failed += 1) tries.begin(`stranger ${failed}`, 'ana', hour)
    expect(tries.wait('another stranger', 'ana', hour)).toBe(signInLimits.name.mostWaitMs)
    expect(tries.wait('office', 'ana', hour)).toBe(0)
  })
})
