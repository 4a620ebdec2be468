import { request as httpRequest } from 'node:http'
import { crc32, deflateSync } from 'node:zlib'
import { type Attack, answers, type Outcome, type Stage } from './stage.ts'
import { until } from './wire.ts'

const json = { 'content-type': 'application/json' }
const assets = (stage: Stage) => `/boards/${stage.boardId}/assets`

/** Something that is sent as a picture by somebody who may send pictures, and how it must be answered. */
const upload =
  (body: string | Uint8Array<ArrayBuffer>, status: number, type?: string): Attack['run'] =>
  async (stage) => {
    const headers: Record<string, string> = type ? { 'content-type': type } : {}
    return answers(
      await stage.call('POST', assets(stage), { token: stage.participant, headers, body }),
      status,
    )
  }

/** A PNG of a few hundred bytes that says it has this size. */
function bomb(width: number, height: number): Uint8Array<ArrayBuffer> {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
    const [head, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    head.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([head, body, sum])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 0, 0, 0, 0], 8)
  const pieces = [
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(1 << 16))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...pieces]))
}

/** So many calls that are wrong anyway count as well, and are quickly made. */
async function countUntil429(limit: number, ask: () => Promise<Response>): Promise<Outcome> {
  for (let made = 1; made <= limit + 1; made++) {
    const answer = await ask()
    await answer.arrayBuffer()
    if (answer.status === 429) {
      const again = answer.headers.get('retry-after')
      return {
        happened: `HTTP 429 at the ${made}th, again in ${again} s`,
        held: made === limit + 1 && again !== null,
      }
    }
  }
  return { happened: `${limit + 1} were taken`, held: false }
}

/** Uploads that never come to their end, of one person. */
async function uploadsAtOnce(stage: Stage): Promise<Outcome> {
  const token = await stage.guest()
  const begun = Array.from({ length: 6 }, () => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'image/png',
      'content-length': 9 << 20,
    }
    const sent = httpRequest(`${stage.lab.url}/api/v1${assets(stage)}`, { method: 'POST', headers })
    const upload = { status: 0, sent }
    sent.on('error', () => undefined)
    sent.on('response', ({ statusCode = 0 }) => {
      upload.status = statusCode
    })
    sent.write(Buffer.alloc(1 << 16))
    return upload
  })
  await until('two refused', () => begun.filter(({ status }) => status === 429).length >= 2)
  for (const { sent } of begun) sent.destroy()
  const refused = begun.filter(({ status }) => status === 429).length
  return { happened: `${refused} of 6 at once: HTTP 429`, held: refused === 2 }
}

/** What is asked of the server over HTTP: sizes, kinds, pixels, rates. */
export const requestAttacks: readonly Attack[] = [
  {
    line: 'requests',
    tried: '20 kB of JSON by somebody who is nobody',
    run: async (stage) =>
      answers(
        await stage.call('POST', '/join', {
          headers: json,
          body: JSON.stringify({ code: 'A'.repeat(20_000) }),
        }),
        413,
      ),
  },
  {
    line: 'requests',
    tried: 'JSON nested 100,000 deep',
    run: async (stage) =>
      answers(
        await stage.call('POST', `/boards/${stage.boardId}/notes`, {
          token: stage.participant,
          headers: json,
          body: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
        }),
        422,
      ),
  },
  {
    line: 'requests',
    tried: 'addresses that lead out of the folder',
    async run(stage) {
      const paths = [
        '%2e%2e%2f%2e%2e%2ffacilitator-key',
        '..%5c..%5cfacilitator-key',
        `${'a'.repeat(64)}.png%00.html`,
      ]
      const found = await Promise.all(
        paths.map((path) => stage.call('GET', `${assets(stage)}/${path}`, { token: stage.participant })),
      )
      const statuses = found.map(({ status }) => status)
      return {
        happened: `HTTP ${[...new Set(statuses)].join(', ')}`,
        held: statuses.every((status) => status >= 400 && status < 500),
      }
    },
  },
  {
    line: 'uploads',
    tried: 'a page of HTML that calls itself a picture',
    run: upload('<script>alert(1)</script>', 415, 'image/png'),
  },
  {
    line: 'uploads',
    tried: 'an SVG with a script',
    run: upload(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      415,
      'image/svg+xml',
    ),
  },
  {
    line: 'uploads',
    tried: 'a picture of 11 MB',
    run: upload(new Uint8Array(11 << 20), 413),
  },
  {
    line: 'uploads',
    tried: 'a PNG of 300 bytes and 60,000 × 60,000 pixels',
    run: upload(bomb(60_000, 60_000), 413),
  },
  { line: 'uploads', tried: 'six pictures at once that never end', run: uploadsAtOnce },
  {
    line: 'uploads',
    tried: '301 uploads in an hour',
    async run(stage) {
      const token = await stage.guest()
      return countUntil429(300, () => stage.call('POST', assets(stage), { token, body: 'x' }))
    },
  },
  {
    line: 'notes',
    tried: '121 notes in a minute over HTTP',
    async run(stage) {
      const token = await stage.guest()
      const path = `/boards/${stage.boardId}/notes`
      return countUntil429(120, () => stage.call('POST', path, { token, headers: json, body: '{}' }))
    },
  },
  {
    line: 'boards',
    tried: '301 boards in an hour',
    run: (stage) =>
      countUntil429(300, () =>
        stage.call('POST', '/boards', {
          headers: { ...json, cookie: stage.cookie, origin: stage.lab.url },
          body: '{}',
        }),
      ),
  },
]
