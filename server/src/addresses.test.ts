import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { Addresses } from './addresses.ts'

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
  }) as never as IncomingMessage
const networkOf = (trustProxy: number, request: IncomingMessage) =>
  new Addresses({ host: '0.0.0.0', publicUrl: null, trustProxy }).networkOf(request)

it.each([
  ['a stranger', 0, from('203.0.113.7'), '203.0.113.7'],
  ['a stranger who says to be another', 0, from('203.0.113.7', '198.51.100.1'), '203.0.113.7'],
  ['behind a trusted proxy', 1, from('127.0.0.1', '198.51.100.1'), '198.51.100.1'],
  ['behind it, saying to be another', 1, from('127.0.0.1', '192.0.2.9, 198.51.100.1'), '198.51.100.1'],
  ['behind two', 2, from('10.0.0.2', '192.0.2.9, 198.51.100.1, 10.0.0.3'), '198.51.100.1'],
  ['past the proxy', 2, from('203.0.113.7'), '203.0.113.7'],
  ['from this machine', 0, from('127.0.0.1'), null],
  ['from this machine, by IPv6', 0, from('::1'), null],
  ['from this machine, mapped', 0, from('::ffff:127.0.0.1'), null],
])('the network of somebody %s', (_what, proxies, request, network) => {
  expect(networkOf(proxies, request)).toBe(network)
})

it('all addresses of one household are one network', () => {
  const one = networkOf(0, from('2001:db8:1:200::1'))
  expect(networkOf(0, from('2001:db8:1:2ff:1:2:3:4'))).toBe(one)
  expect(networkOf(0, from('2001:db8:1:300::1'))).not.toBe(one)
})

it.each([
  ['board.lab.example:8443', ['board.lab.example:8443', 'sheshi.example']],
  ['[2001:db8::1]:4000', ['[2001:db8::1]:4000', 'sheshi.example']],
  ['sheshi.example', ['sheshi.example']],
  ["a; script-src 'unsafe-inline'", ['sheshi.example']],
  ['a b', ['sheshi.example']],
])('a page asked for at %s reaches us at', (host, hosts) => {
  const addresses = new Addresses({ host: '::', publicUrl: 'https://sheshi.example', trustProxy: 0 })
  expect(addresses.hostsOf({ headers: { host } } as never)).toEqual(hosts)
})
