import { afterAll, beforeAll, expect, it } from 'vitest'
import { Lab, labKey } from '../testing/lab.ts'
import { pngHead } from '../testing/pictures.ts'

let lab: Lab
/** An address of each kind that the server answers, by what it is. */
const addresses: Record<string, string> = {}
beforeAll(async () => {
  lab = await Lab.open()
  const challengeId = await lab.challenge({ visibility: 'public' })
  const boardId = await lab.board({ challengeId })
  const made = await lab.ask<{ id: string }>('POST', `/boards/${boardId}/exports`)
  const picture = await lab.ask<{ url: string }>('POST', `/boards/${boardId}/assets`, { body: pngHead(9, 9) })
  const files = `/api/v1/challenges/${challengeId}/exports/${made.id}`
  Object.assign(addresses, {
    'a page': '/',
    'a public page': `/public/challenges/${challengeId}`,
    'an answer': '/api/v1/boards',
    'an answer to anybody': '/api/v1/public/challenges',
    'a problem': '/api/v1/boards/none',
    'what is not there': '/no-such-file.png',
    'a broken address': '/api/v1/boards/%E0%A4%A',
    'a picture': picture.url,
    'a drawing': `${files}/files/preview.svg`,
    'a document': `${files}/files/board.pdf`,
    words: `${files}/files/board.md`,
    'a bundle': `${files}/bundle.zip`,
    'the description': '/api/v1/openapi.json',
    health: '/healthz',
    measures: '/metrics',
  })
})
afterAll(() => lab.dispose())

const kinds = [
  'a page',
  'a public page',
  'an answer',
  'an answer to anybody',
  'a problem',
  'what is not there',
  'a broken address',
  'a picture',
  'a drawing',
  'a document',
  'words',
  'a bundle',
  'the description',
  'health',
  'measures',
]

const get = (address: string, headers: Record<string, string> = {}) =>
  fetch(`${lab.url}${address}`, { headers: { authorization: `Bearer ${labKey}`, ...headers } })

it.each(kinds)('%s says what a browser may do with it', async (kind) => {
  const answer = await get(addresses[kind] ?? '')
  const { headers } = answer
  await answer.arrayBuffer()
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect(headers.get('permissions-policy')).toContain('microphone=()')
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('access-control-allow-origin')).toBeNull()
  const policy = (headers.get('content-security-policy') ?? '').split(/;\s*/)
  expect(policy).toContain(policy.includes('sandbox') ? "default-src 'none'" : "default-src 'self'")
  const scripts = policy.filter((part) => part.startsWith('script-src'))
  expect(scripts).toEqual(policy.includes('sandbox') ? [] : ["script-src 'self'"])
})

it.each(['a picture', 'a drawing', 'a document', 'words'])('%s can do nothing in our name', async (kind) => {
  const { headers } = await get(addresses[kind] ?? '')
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*\bsandbox$/)
  const shown = kind === 'a picture' || kind === 'a drawing'
  expect(headers.get('content-disposition')?.startsWith('attachment') ?? false).toBe(!shown)
})

it('names our own sockets, by the host that the page was asked for', async () => {
  const { headers } = await get('/')
  const { host } = new URL(lab.url)
  const policy = (headers.get('content-security-policy') ?? '').split(/;\s*/)
  expect(policy.find((part) => part.startsWith('connect-src'))).toBe(
    `connect-src 'self' data: blob: ws://${host} wss://${host}`,
  )
})
