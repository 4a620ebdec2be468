import { faultOfPassphrase } from '@sheshi/records'
import { expect, it } from 'vitest'
import { Passphrases, TooManyHashes } from './passphrases.ts'

/** For what does not depend on how long one takes. */
const cheap = { n: 2 ** 12, r: 8, p: 1 }

it('tells the right passphrase from others, however its letters are composed, and keeps how it was made', async () => {
  const passphrases = new Passphrases()
  const hash = await passphrases.hash('ujë i pastër në lumë')
  expect(hash).toMatchObject({ kind: 'scrypt', n: 32_768, r: 8, p: 1 })
  expect(Buffer.from(hash.salt, 'base64url')).toHaveLength(16)
  expect(await passphrases.matches('ujë i pastër në lumë', hash)).toBe(true)
  expect(await passphrases.matches('ujë i pastër në lumë'.normalize('NFD'), hash)).toBe(true)
  expect(await passphrases.matches('ujë i pastër në lumi', hash)).toBe(false)
  expect((await passphrases.hash('ujë i pastër në lumë')).hash).not.toBe(hash.hash)
})

it('still knows a hash that was made at another cost', async () => {
  const old = {
    kind: 'scrypt',
    n: 16_384,
    r: 8,
    p: 1,
    salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    hash: '_jS-Ome2hdHcQG9aJvUomQlU9LhBC44SNv0ikqACMng',
  } as const
  expect(await new Passphrases().matches('river stones', old)).toBe(true)
})

it('takes as long for nobody as for somebody, and nobody’s passphrase is never right', async () => {
  const passphrases = new Passphrases(cheap)
  const hash = await passphrases.hash('twelve rivers')
  const timed = async (known: typeof hash | null) => {
    const times: number[] = []
    for (let round = 0; round < 9; round += 1) {
      const began = performance.now()
      expect(await passphrases.matches('a wrong passphrase', known)).toBe(false)
      times.push(performance.now() - began)
    }
    return Math.min(...times)
  }
  const [somebody, nobody] = [await timed(hash), await timed(null)]
  expect(nobody / somebody).toBeGreaterThan(1 / 3)
  expect(nobody / somebody).toBeLessThan(3)
})

it('hashes two at a time, lets twenty wait, and sends the others away', async () => {
  const passphrases = new Passphrases(cheap)
  const ends: number[] = []
  const tries = Array.from({ length: 25 }, (_, index) =>
    passphrases.hash('some passphrase').then(() => ends.push(index)),
  )
  const settled = await Promise.allSettled(tries)
  const refused = settled.filter((one) => one.status === 'rejected')
  expect(refused.map((one) => one.reason)).toEqual(Array(3).fill(expect.any(TooManyHashes)))
  // In the order they came, but for the two that run side by side.
  for (const [place, index] of ends.entries()) expect(Math.abs(place - index)).toBeLessThanOrEqual(1)
  await passphrases.hash('and then there is room again')
})

it.each([
  ['river stones', 'Ana', null],
  ['ujë i pastër', 'Ana', null],
  ['correct horse battery', 'Ana', null],
  ['my password is a green river', 'Ana', null],
  ['too short', 'Ana', 'short'],
  ['x'.repeat(201), 'Ana', 'long'],
  ['aaaaaaaaaaaaaaa', 'Ana', 'simple'],
  ['abc1abc1abc1', 'Ana', 'simple'],
  ['Password1234', 'Ana', 'common'],
  ['passwordpassword', 'Ana', 'common'],
  ['qwertyqwerty', 'Ana', 'simple'],
  ['FACILITATOR-2026', 'Ana', 'common'],
  ['ana.hoxha.2026', 'Ana Hoxha', 'name'],
  ['Anë Höxha 2026', 'Ane Hoxha', 'name'],
])('“%s” of %s: %s', (passphrase, name, fault) => {
  expect(faultOfPassphrase(passphrase, name)).toBe(fault)
})
