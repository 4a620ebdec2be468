import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { labLimits } from '../limits.ts'
import { Lab, labKey, problemIn, type Reply } from '../testing/lab.ts'
import { bombs, pngHead } from '../testing/pictures.ts'

let lab: Lab
let boardId: string
let folder: string
beforeAll(async () => {
  lab = await Lab.open()
  boardId = await lab.board({ challengeId: await lab.challenge() })
  folder = join(lab.dataDir, 'assets', boardId)
})
afterAll(() => lab.dispose())

const send = (body: Uint8Array) =>
  lab.call('POST', `/boards/${boardId}/assets`, { body: new Uint8Array(body) })
const kindOf = (answer: Reply) => `${problemIn(answer).status} ${problemIn(answer).type}`

/** The cookie of a facilitator's session, which is counted; the key itself is not. */
async function facilitator(): Promise<Record<string, string>> {
  const answer = await lab.call('POST', '/session', { as: null, body: { key: labKey } })
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', origin: lab.url }
}

async function firstRefused(limit: number, ask: () => Promise<Reply>): Promise<number> {
  for (let made = 1; made <= limit + 1; made++) {
    const answer = await ask()
    if (answer.status !== 429) continue
    expect(kindOf(answer)).toBe('429 /problems/too-many-requests')
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    return made
  }
  return 0
}

describe('pictures', () => {
  it.each(Object.entries(bombs))('%s is refused, and nothing of it kept', async (_name, { bytes }) => {
    expect(kindOf(await send(bytes))).toBe('413 /problems/too-large')
  })

  it('a board keeps so many bytes of them; one it has already may come again', async () => {
    const one = pngHead(3, 3)
    expect((await send(one)).status).toBe(201)
    const large = join(folder, `${'a'.repeat(64)}.png`)
    await writeFile(large, '')
    await truncate(large, labLimits.pictureBytesPerBoard)
    expect(kindOf(await send(pngHead(4, 4)))).toBe('409 /problems/pictures-full')
    expect((await send(one)).status).toBe(201)
    await rm(large)
    expect((await send(pngHead(4, 4))).status).toBe(201)
  })

  it('and so many', async () => {
    await mkdir(folder, { recursive: true })
    const names = Array.from({ length: labLimits.picturesPerBoard }, (_, at) => join(folder, `${at}.png`))
    await Promise.all(names.map((name) => writeFile(name, '')))
    expect(kindOf(await send(pngHead(5, 5)))).toBe('409 /problems/pictures-full')
    await Promise.all(names.map((name) => rm(name)))
  })
})

describe('sizes', () => {
  it.each([
    ['PUT', 'document', labLimits.documentBytes],
    ['POST', 'verify', labLimits.bundleBytes],
  ])('%s %s', async (method, what, bytes) => {
    const path = what === 'verify' ? '/verify' : `/boards/${boardId}/${what}`
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await lab.call(method, path, { body: new Uint8Array(bytes + 1), headers })
    expect(kindOf(answer)).toBe('413 /problems/too-large')
  })
})

describe('rates', () => {
  it('exports of a facilitator in an hour', async () => {
    const headers = { ...(await facilitator()), 'content-type': 'text/plain' }
    const ask = () => lab.call('POST', `/boards/${boardId}/exports`, { as: null, headers, body: 'x' })
    expect(await firstRefused(labLimits.exportsPerHour, ask)).toBe(labLimits.exportsPerHour + 1)
    expect((await lab.call('POST', `/boards/${boardId}/exports`)).status).toBe(201)
  })

  it('requests to other servers in a minute', async () => {
    const ask = () => lab.call('POST', '/connections/webhook/test')
    expect(await firstRefused(labLimits.outCallsPerMinute, ask)).toBe(labLimits.outCallsPerMinute + 1)
  })

  it('bundles to verify in a minute', async () => {
    const ask = () => lab.call('POST', '/verify', { as: null, body: new Uint8Array(9) })
    const refused = await firstRefused(labLimits.verifiesPerMinute, ask)
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThanOrEqual(labLimits.verifiesPerMinute + 1)
  })
})
