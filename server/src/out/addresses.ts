import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Why nothing is sent to an address. */
export type AddressFault = 'no-address' | 'scheme' | 'credentials' | 'fragment' | 'port' | 'private'

/** Nothing may be sent there; `fault` says why. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
  constructor(readonly fault: AddressFault) {
    super(words[fault])
  }
}

const words: Record<AddressFault, string> = {
  'no-address': 'This is not an address',
  scheme: 'The address must begin with https',
  credentials: 'The address must not hold a name or password',
  fragment: 'The address must not hold a #',
  port: 'Only the usual ports can be used',
  private: 'The address leads into a private network',
}

/** Networks that are nobody's on the internet, or that lead back to this machine (IANA's special-purpose registries). */
const privateNetworks: readonly [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
/** Of IPv6 only what is given out as public (2000::/3) is; within it these are not, or hold an IPv4 address inside. */
const otherNetworks: readonly [network: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const blocked = new BlockList()
for (const [network, prefix] of privateNetworks) blocked.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of otherNetworks) blocked.addSubnet(network, prefix, 'ipv6')
const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')

/** True for an address on the internet; false for one of a private network, this machine, or no address at all. */
export function isPublicAddress(ip: string): boolean {
  const family = isIP(ip)
  if (family === 4) return !blocked.check(ip, 'ipv4')
  // IPv4 within IPv6 (::ffff:10.0.0.1, 64:ff9b::/96) lies outside 2000::/3.
  return family === 6 && given.check(ip, 'ipv6') && !blocked.check(ip, 'ipv6')
}

/** What of the lab's own network may be asked. */
export interface AddressRule {
  allowPrivate: boolean
}

/** Reads an address to send to. Names are looked at again when they are connected to. Throws `AddressRefused`. */
export function readAddress(text: string, { allowPrivate }: AddressRule): URL {
  if (!URL.canParse(text)) throw new AddressRefused('no-address')
  const url = new URL(text)
  const plain = url.protocol === 'http:' && allowPrivate
  if (url.protocol !== 'https:' && !plain) throw new AddressRefused('scheme')
  if (url.username || url.password) throw new AddressRefused('credentials')
  if (url.hash) throw new AddressRefused('fragment')
  // What does not stand in the address is the usual one.
  if (url.port !== '' && !allowPrivate) throw new AddressRefused('port')
  const host = hostOf(url)
  const local = host === 'localhost' || host.endsWith('.localhost')
  if (!allowPrivate && (local || (isIP(host) !== 0 && !isPublicAddress(host)))) {
    throw new AddressRefused('private')
  }
  return url
}

/** The host without the brackets of IPv6 and without a last dot. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

/**
 * Looks a name up for one connection, which is then made to the very address that was looked at: a name that answers
 * something else the next time gains nothing by it. One private address among several refuses them all.
 */
export function pinnedLookup({ allowPrivate }: AddressRule, resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0)
      const refused = !allowPrivate && !found.every(({ address }) => isPublicAddress(address))
      const [first] = found
      if (refused || !first) return callback(new AddressRefused('private'), '', 0)
      if (options.all) callback(null, found)
      else callback(null, first.address, first.family)
    })
  }
}
