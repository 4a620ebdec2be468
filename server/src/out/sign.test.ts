import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { signatureOf } from './sign.ts'

const secret = 'a-secret-of-the-tests'

/** The example of the documentation, as somebody would copy it. */
async function documented(): Promise<
  (secret: string, headers: object, body: string, now: number) => boolean
> {
  const docs = readFileSync(new URL('../../../docs/connections.md', import.meta.url), 'utf8')
  const [, code] = /```js\n(import [\s\S]*?)```/.exec(docs) ?? []
  const source = `data:text/javascript,${encodeURIComponent(code ?? '')}`
  const { isFromSheshi } = await import(/* @vite-ignore */ source)
  return isFromSheshi
}

it('is verified by the example of the documentation', async () => {
  const isFromSheshi = await documented()
  const body = '{"event":"challenge.step","id":"ë"}'
  const headers = (stamp: string, signed = body) => ({
    'x-sheshi-timestamp': stamp,
    'x-sheshi-signature': signatureOf(secret, stamp, signed),
  })
  const now = 1_763_800_000
  expect(isFromSheshi(secret, headers('1763799900'), body, now)).toBe(true)
  expect(isFromSheshi(secret, headers('1763799900', 'other'), body, now)).toBe(false)
  expect(isFromSheshi('another', headers('1763799900'), body, now)).toBe(false)
  expect(isFromSheshi(secret, {}, body, now)).toBe(false)
  // Heard by somebody else and sent again later.
  expect(isFromSheshi(secret, headers('1763700000'), body, now)).toBe(false)
})
