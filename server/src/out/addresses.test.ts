import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { AddressRefused, isPublicAddress, pinnedLookup, readAddress } from './addresses.ts'

describe('isPublicAddress', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.0.1',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('takes %s', (ip) => expect(isPublicAddress(ip)).toBe(true))

  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:a00:1::',
    'lab.example',
    '',
  ])('refuses %s', (ip) => expect(isPublicAddress(ip)).toBe(false))
})

const faultOf = (text: string, allowPrivate = false) => {
  try {
    readAddress(text, { allowPrivate })
    return null
  } catch (error) {
    if (error instanceof AddressRefused) return error.fault
    throw error
  }
}

describe('readAddress', () => {
  const userinfo = ['https:', 'a:b@city.example/hook'].join('//')
  it.each([
    ['https://city.example/hook', null],
    ['https://city.example:443/hook', null],
    ['https://8.8.8.8/hook', null],
    ['not an address', 'no-address'],
    ['http://city.example/hook', 'scheme'],
    ['ftp://city.example/hook', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    [userinfo, 'credentials'],
    ['https://city.example/hook#top', 'fragment'],
    ['https://city.example:8443/hook', 'port'],
    ['https://city.example:22/', 'port'],
    ['https://localhost/hook', 'private'],
    ['https://localhost./hook', 'private'],
    ['https://lab.localhost/hook', 'private'],
    ['https://127.0.0.1/hook', 'private'],
    ['https://2130706433/hook', 'private'],
    ['https://0x7f.1/hook', 'private'],
    ['https://0/hook', 'private'],
    ['https://[::1]/hook', 'private'],
    ['https://[::ffff:192.168.0.1]/hook', 'private'],
    ['https://[fe80::1]/hook', 'private'],
    ['https://169.254.169.254/latest', 'private'],
  ])('%s: %s', (text, fault) => expect(faultOf(text)).toBe(fault))

  it.each([
    ['http://192.168.1.5:8080/hook', null],
    ['http://localhost:3000/api', null],
    ['ftp://192.168.1.5/', 'scheme'],
    [userinfo, 'credentials'],
  ])('where private ones are allowed, %s: %s', (text, fault) => expect(faultOf(text, true)).toBe(fault))
})

describe('pinnedLookup', () => {
  /** Who looks names up, with these answers. */
  const answering = (...addresses: string[]) =>
    ((_name: string, _options: object, done: (error: null, found: LookupAddress[]) => void) => {
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )
    }) as unknown as Parameters<typeof pinnedLookup>[1]
  const look = (addresses: string[], allowPrivate: boolean, all: boolean) =>
    new Promise((done) => {
      pinnedLookup({ allowPrivate }, answering(...addresses))('city.example', { all }, (error, found) =>
        done(error ?? found),
      )
    })

  it('hands on the address that it looked at', async () => {
    expect(await look(['8.8.8.8', '1.1.1.1'], false, false)).toBe('8.8.8.8')
    expect(await look(['8.8.8.8'], false, true)).toEqual([{ address: '8.8.8.8', family: 4 }])
  })

  it.each([[['10.0.0.1']], [['8.8.8.8', '127.0.0.1']], [['::ffff:8.8.8.8']], [[]]])(
    'refuses a name that leads to %j',
    async (addresses) => {
      expect(await look(addresses, false, true)).toBeInstanceOf(AddressRefused)
      expect(await look(addresses, false, false)).toBeInstanceOf(AddressRefused)
    },
  )

  it('takes a private one where they are allowed', async () => {
    expect(await look(['10.0.0.1'], true, false)).toBe('10.0.0.1')
  })
})
