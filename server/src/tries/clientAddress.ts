import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { ipKeyGenerator } from 'express-rate-limit'

/**
 * Where a request comes from, for counting: what the trusted proxies say, and of an IPv6 address the /64, since
 * whoever has one of those has them all. Pure.
 */
export function countedAddress(
  { socket, headers }: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } },
  trustProxy: number,
): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
  const hops = [...forwarded.map((hop) => hop.trim()), socket.remoteAddress ?? ''].filter(Boolean)
  const address = hops.at(-1 - Math.min(trustProxy, hops.length - 1)) ?? ''
  const bare = address.replace(/%.*$/, '')
  return isIP(bare) === 0 ? 'unknown' : ipKeyGenerator(bare, 64)
}
