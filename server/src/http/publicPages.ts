import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Challenge, RecordId } from '@sheshi/records'
import { type Request, type Response, Router } from 'express'
import { publicChallenge } from '../publicView.ts'
import type { Services } from '../services.ts'
import { localeOf } from './locale.ts'

/** How much of a summary search engines and chats show of a page. */
const descriptionLength = 200

/** Only what the city shows may be found by robots: the public list, its challenges, and what draws the pages. */
const robots = `User-agent: *
Allow: /public
Allow: /assets/
Allow: /api/v1/public/
Disallow: /
`

interface Head {
  title: string
  description: string
  indexed: boolean
}

/**
 * The pages below `/public` with title and description in them, for search engines and chats that run no script; the
 * client then draws the same page. All other pages are closed to robots.
 */
export function publicPages({ records }: Services, clientDir: string): Router {
  const router = Router()
  const page = join(clientDir, 'index.html')
  const send = async (res: Response, head: Head) => {
    res.set('cache-control', 'no-cache')
    if (!head.indexed) res.set('x-robots-tag', 'noindex')
    res.type('html').send(withHead(await readFile(page, 'utf8'), head))
  }
  router.get('/robots.txt', (_req, res) => {
    res.type('text/plain').set('cache-control', 'no-cache').send(robots)
  })
  router.get('/public', async (_req, res, next) => {
    if (!existsSync(page)) return next()
    const description = 'What the lab works on with the people of the city'
    await send(res, { title: 'Challenges', description, indexed: true })
  })
  router.get('/public/challenges/:challengeId', async (req, res, next) => {
    const { challengeId } = req.params
    if (!existsSync(page) || !RecordId.safeParse(challengeId).success) return next()
    await send(res, headOf(await records.challenges.get(challengeId), req))
  })
  return router
}

/** Of a challenge that is not shown nothing is said, and not whether it is there. */
function headOf(challenge: Readonly<Challenge> | null, req: Request): Head {
  if (!challenge || challenge.visibility === 'lab')
    return { title: 'Sheshi', description: '', indexed: false }
  const { title, summary } = publicChallenge(challenge, { locale: localeOf(req), exports: [] })
  const words = summary.replace(/\s+/g, ' ')
  const description =
    words.length > descriptionLength ? `${words.slice(0, descriptionLength - 1).trimEnd()}…` : words
  return { title, description, indexed: challenge.visibility === 'public' }
}

/** The client's page with this head instead of its own. */
function withHead(html: string, { title, description, indexed }: Head): string {
  const named = title === 'Sheshi' ? title : `${title} · Sheshi`
  const tags = [
    `<title>${escapeHtml(named)}</title>`,
    `<meta name="robots" content="${indexed ? 'index, follow' : 'noindex'}" />`,
    ...(description ? [`<meta name="description" content="${escapeHtml(description)}" />`] : []),
    `<meta property="og:title" content="${escapeHtml(title)}" />`,
    ...(description ? [`<meta property="og:description" content="${escapeHtml(description)}" />`] : []),
  ]
  return html
    .replace(/\s*<meta name="robots"[^>]*>/, '')
    .replace(/<title>[^<]*<\/title>/, () => tags.join('\n    '))
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '')
