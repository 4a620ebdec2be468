import type { IncomingMessage } from 'node:http'
import { networkInterfaces } from 'node:os'
import type { Request } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'
import type { Config } from './config.ts'
import { clientAddress } from './tries/clientAddress.ts'

const isLoopback = (host: string): boolean => /^(localhost|127\.|(::ffff:)?127\.|\[?::1\]?$)/.test(host)

const hostName = /^(?:[\w.-]{1,255}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i

/** The first address of this machine on the local network, or null. */
export function lanAddress(): string | null {
  for (const addresses of Object.values(networkInterfaces())) {
    const found = addresses?.find((address) => address.family === 'IPv4' && !address.internal)
    if (found) return found.address
  }
  return null
}

/** The path of a public address without a slash at its end. */
export const prefixOf = (publicUrl: string | null): string =>
  publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, '')

/** Under which addresses this server is reached. */
export class Addresses {
  private port = 0

  constructor(private readonly config: Pick<Config, 'host' | 'publicUrl' | 'trustProxy'>) {}

  /** The path below which browsers find the lab behind its proxy, `/sheshi`; empty where it has a host to itself. */
  get prefix(): string {
    return prefixOf(this.config.publicUrl)
  }

  /** A path of ours as browsers must ask for it. */
  under(path: string): string {
    return this.prefix + path
  }

  /** A request's address as we know it, whether the proxy has taken the prefix away or not. */
  withoutPrefix(address: string): string {
    const { prefix } = this
    if (prefix === '' || !address.startsWith(prefix)) return address
    const rest = address.slice(prefix.length)
    return rest.startsWith('/') ? rest : rest === '' || rest.startsWith('?') ? `/${rest}` : address
  }

  /** To be called with the port once it is known. */
  listensOn(port: number): void {
    this.port = port
  }

  /** From this machine. */
  get local(): string {
    const { host } = this.config
    return this.at(host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)
  }

  /** From other machines on the network; null where the server listens only to its own, or has no network. */
  get lan(): string | null {
    const { host } = this.config
    if (isLoopback(host)) return null
    const address = host === '0.0.0.0' || host === '::' ? lanAddress() : host
    return address === null ? null : this.at(address)
  }

  /** The address to tell people when nobody asked by one. */
  get home(): string {
    return this.config.publicUrl ?? this.lan ?? this.local
  }

  /** The address in links made for a request: the public one, else the one it came by. */
  of(req: Request): string {
    return this.config.publicUrl ?? `${req.protocol}://${req.host}`
  }

  /** The hosts under which a page that was asked for so reaches us; nothing that is no host. */
  hostsOf(req: Request): string[] {
    const named = [req.headers.host, this.config.publicUrl && new URL(this.config.publicUrl).host]
    return [...new Set(named.flatMap((host) => (host && hostName.test(host) ? [host.toLowerCase()] : [])))]
  }

  /** As `of`, but one that other machines can reach too: `localhost` on a QR code helps no phone. */
  shareable(req: Request): string {
    return isLoopback(req.hostname) ? this.home : this.of(req)
  }

  /** True where the browser speaks https to us or to the proxy in front. */
  isSecure(req: Request): boolean {
    return req.secure || this.config.publicUrl?.startsWith('https:') === true
  }

  /**
   * The network that an upgrade came from, as the trusted proxies say; null where it is this machine, on which a proxy
   * may stand for everybody. Of an IPv6 address only what one household has counts.
   */
  networkOf(request: IncomingMessage): string | null {
    const address = clientAddress(request, this.config.trustProxy)
    return address === '' || isLoopback(address) ? null : ipKeyGenerator(address)
  }

  private at(host: string): string {
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.port}`
  }
}

/** The path of a request without its query: a query may hold what people typed. */
export const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/'
