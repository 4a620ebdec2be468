import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { ipKeyGenerator } from 'express-rate-limit'

/** As much of a request as says where it comes from. */
type From = Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } }

/** Where a request comes from, as the trusted proxies say; empty where nothing is known. Pure. */
export function clientAddress({ socket, headers }: From, trustProxy: number): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
  const hops = [...forwarded.map((hop) => hop.trim()), socket.remoteAddress ?? ''].filter(Boolean)
  return hops.at(-1 - Math.min(trustProxy, hops.length - 1)) ?? ''
}

/** The same for counting tries: of an IPv6 address the /64, since whoever has one of those has them all. Pure. */
export function countedAddress(request: From, trustProxy: number): string {
  const bare = clientAddress(request, trustProxy).replace(/%.*$/, '')
  return isIP(bare) === 0 ? 'unknown' : ipKeyGenerator(bare, 64)
}
