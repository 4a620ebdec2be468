import { type Challenge, RecordId } from '@sheshi/records'
import { type NextFunction, type Request, type Response, Router } from 'express'
import type { ClientPages } from '../clientPages.ts'
import { publicChallenge } from '../publicView.ts'
import type { Services } from '../services.ts'
import { localeOf } from './locale.ts'

/** How much of a summary search engines and chats show of a page. */
const descriptionLength = 200

/** Only what the city shows may be found by robots: the public list, its challenges, and what draws the pages. */
const robotsBelow = (prefix: string) => `User-agent: *
Allow: ${prefix}/public
Allow: ${prefix}/assets/
Allow: ${prefix}/api/v1/public/
Disallow: ${prefix}/
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
export function publicPages({ records, addresses }: Services, client: ClientPages): Router {
  const router = Router()
  const send = async (res: Response, next: NextFunction, head: Head) => {
    const html = await client.read()
    if (html === null) return next()
    res.set('cache-control', 'no-cache')
    if (!head.indexed) res.set('x-robots-tag', 'noindex')
    res.type('html').send(withHead(html, head))
  }
  router.get('/robots.txt', (_req, res) => {
    res.type('text/plain').set('cache-control', 'no-cache').send(robotsBelow(addresses.prefix))
  })
  router.get('/public', async (_req, res, next) => {
    const description = 'What the lab works on with the people of the city'
    await send(res, next, { title: 'Challenges', description, indexed: true })
  })
  router.get('/public/challenges/:challengeId', async (req, res, next) => {
    const { challengeId } = req.params
    if (!RecordId.safeParse(challengeId).success) return next()
    await send(res, next, headOf(await records.challenges.get(challengeId), req))
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
