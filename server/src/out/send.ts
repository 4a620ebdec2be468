import type { lookup } from 'node:dns'
import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { type AddressRule, pinnedLookup, readAddress } from './addresses.ts'

/** What another server may take of our time and memory. */
export const sendLimits = { ms: 15_000, answerBytes: 256 << 10 } as const

export interface Sent {
  status: number
  body: string
  /** There was more of it than is read. */
  cut: boolean
}

export interface Sending extends AddressRule {
  headers?: Record<string, string>
  body: string
  /** How much of the answer is read. */
  answerBytes?: number
  /** Milliseconds for all of it. */
  ms?: number
  /** For tests: who looks names up. */
  resolve?: typeof lookup
}

/** The other server took too long. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong'
}

/**
 * POSTs to an address outside, once: no redirect is followed, the name is looked up and held for this connection, and
 * both time and the size of the answer are bounded. Throws `AddressRefused`, `TookTooLong`, or the error of the line.
 */
export function sendOut(address: string, sending: Sending): Promise<Sent> {
  const { body, headers = {}, ms = sendLimits.ms, resolve } = sending
  return new Promise((done, fail) => {
    const url = readAddress(address, sending)
    const secure = url.protocol === 'https:'
    // A line of its own, which nothing else uses later: addresses are looked at anew for each.
    const agent = secure ? new SecureAgent({ keepAlive: false }) : new PlainAgent({ keepAlive: false })
    const request = (secure ? secureRequest : plainRequest)(url, {
      method: 'POST',
      agent,
      lookup: pinnedLookup(sending, resolve),
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    const timer = setTimeout(() => request.destroy(new TookTooLong(`no answer within ${ms} ms`)), ms)
    request.once('close', () => clearTimeout(timer))
    request.once('error', fail)
    request.once('response', (response) => {
      readAnswer(response, sending.answerBytes ?? sendLimits.answerBytes).then(done, fail)
    })
    request.end(body)
  })
}

async function readAnswer(response: IncomingMessage, most: number): Promise<Sent> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part)
    bytes += part.length
    // Leaving the loop ends the connection.
    if (bytes > most) break
  }
  const body = Buffer.concat(parts).subarray(0, most).toString('utf8')
  return { status: response.statusCode ?? 0, body, cut: bytes > most }
}

/** The first words of what went wrong on the way, for a log that people read. */
export function wordsOfFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const known = knownCodes[code]
  return (known ?? (error.message || code)).slice(0, 200)
}

const knownCodes: Record<string, string> = {
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'names cannot be looked up right now',
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way there',
  ENETUNREACH: 'there is no way there',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is nobody’s but its own',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate cannot be verified',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is of another name',
}
