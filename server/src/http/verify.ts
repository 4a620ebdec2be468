import type { Verification } from '@sheshi/records'
import express from 'express'
import { labLimits } from '../limits.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { limitAtOnce, limitRate } from './rates.ts'
import { type Route, route, sendJson } from './route.ts'

const types = ['application/zip', 'application/octet-stream']

const limited = limitRate(labLimits.verifiesPerMinute, 1, 'address')
/** Anybody may send one, and it is held in memory. */
const fewAtOnce = limitAtOnce(labLimits.verifiesAtOnce, 'all')

/** `/verify`: whether a bundle is as it was made, and made here; open to anybody, and keeps nothing. */
export function verifyRoutes(services: Services): Route[] {
  return [
    route({
      method: 'get',
      path: '/verify/:manifest',
      who: 'open',
      summary: 'Whether this server made a manifest, by the SHA-256 of its bytes',
      answers: { 200: { words: '`made`: true or false' } },
      handle: async ({ res, param }) => sendJson(res, { made: await isOurs(services, param('manifest')) }),
    }),
    route({
      method: 'post',
      path: '/verify',
      who: 'open',
      summary: 'Check a bundle against its manifest; nothing of it is kept',
      before: [limited, fewAtOnce],
      takes: { types, readers: [express.raw({ type: () => true, limit: labLimits.bundleBytes })] },
      answers: {
        200: { words: 'Each file, whether all is right, and whether the manifest was made here' },
        413: { words: 'too-large' },
        422: { words: 'broken-file' },
      },
      handle: async ({ req, res }) => {
        const bytes: Uint8Array = Buffer.isBuffer(req.body) ? req.body : new Uint8Array()
        const answer = await services.bundles.verify({ what: 'verify', bytes: new Uint8Array(bytes) })
        if ('refused' in answer) {
          const kind = answer.refused === 'too-large' ? 'too-large' : 'broken-file'
          throw new Problem(kind, { detail: answer.detail })
        }
        const { finding } = answer
        const made = await isOurs(services, finding.manifest.sha256)
        const verification: Verification = { ...finding, made }
        sendJson(res, verification)
      },
    }),
  ]
}

/** The record of an export keeps the hash of its manifest, and the manifest those of all files. */
async function isOurs({ records }: Services, sha256: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return false
  const made = await records.exports.list()
  return made.some(({ files }) =>
    files.some((file) => file.path === 'manifest.json' && file.sha256 === sha256),
  )
}
