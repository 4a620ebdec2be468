import type { TLRecord } from '@sheshi/board'
import { type Challenge, type Export, Locale, type PublicChallenge, type Slide } from '@sheshi/records'
import type { Request } from 'express'
import { outlineIn } from '../exports/build.ts'
import { pictureOf, publicChallenge, publicHead, shownExports } from '../publicView.ts'
import type { Services } from '../services.ts'
import { cardPicture, cardSlide, cardTemplate, challengeSlide, isOnWall } from '../showcase.ts'
import { sendFile } from './assets.ts'
import { Problem } from './problem.ts'
import { type Context, type Route, route, sendJson } from './route.ts'

const path = '/public/challenges'
const query = { locale: 'the language to read in, where a text has several; `en` when left out' }

/** `/public`: what anybody may read without signing in, and what the showcase wall shows. */
export function publicRoutes(services: Services): Route[] {
  const { records } = services
  return [
    route({
      method: 'get',
      path,
      who: 'open',
      summary: 'The public challenges, last changed first',
      query,
      answers: { 200: { words: 'What a list shows of each' } },
      handle: async ({ req, res }) => {
        const all = await records.challenges.list({ visibility: 'public' })
        const heads = await Promise.all(
          all.map(async (challenge) => publicHead(challenge, await viewOf(services, challenge, req))),
        )
        sendJson(
          res,
          heads.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1)),
        )
      },
    }),
    route({
      method: 'get',
      path: `${path}/:challengeId`,
      who: 'open',
      summary: 'A challenge as the city shows it, where it is public or shared by its address',
      query,
      answers: { 200: { words: 'The challenge in one language' }, 404: { words: 'not-found' } },
      handle: async (context) => {
        const challenge = await shownChallenge(services, context)
        sendJson(context.res, publicChallenge(challenge, await viewOf(services, challenge, context.req)))
      },
    }),
    ...showingRoutes(services),
  ]
}

function showingRoutes(services: Services): Route[] {
  return [
    route({
      method: 'get',
      path: `${path}/:challengeId/pictures/:exportId`,
      who: 'open',
      summary: 'A picture that a facilitator chose to show',
      answers: { 200: { words: 'The picture', types: ['image/*'] }, 404: { words: 'not-found' } },
      handle: (context) => sendPicture(services, context),
    }),
    route({
      method: 'get',
      path: '/public/showcase',
      who: 'open',
      summary:
        'What the showcase wall shows: the public challenges that were chosen, and their showcase cards',
      query,
      answers: { 200: { words: 'The slides in order' } },
      handle: async ({ req, res }) => {
        const chosen = (await services.records.challenges.list({ visibility: 'public' })).filter(isOnWall)
        const slides = await Promise.all(chosen.map((challenge) => slidesOf(services, challenge, req)))
        sendJson(res, { slides: slides.flat() })
      },
    }),
  ]
}

async function viewOf({ records, addresses }: Services, challenge: Readonly<Challenge>, req: Request) {
  const exports = await records.exports.list({ challengeId: challenge.id })
  return { locale: Locale.catch('en').parse(req.query.locale), exports, prefix: addresses.prefix }
}

/** The challenge of the path, also for who is signed in only where the city shows it; whether there is another is not told. */
async function shownChallenge(
  { records }: Services,
  { param }: Pick<Context<unknown>, 'param'>,
): Promise<Readonly<Challenge>> {
  const challenge = await records.challenges.get(param('challengeId'))
  if (!challenge || challenge.visibility === 'lab') throw new Problem('not-found')
  return challenge
}

/** The challenge first, then its cards; a card whose file cannot be read does not take the others with it. */
async function slidesOf(services: Services, challenge: Readonly<Challenge>, req: Request): Promise<Slide[]> {
  const view = await viewOf(services, challenge, req)
  const shown = publicChallenge(challenge, view)
  const base = services.addresses.shareable(req)
  const chosen = shownExports(challenge, view.exports)
  const cards = chosen.filter(({ template }) => template === cardTemplate)
  const pictured = chosen.find(({ template }) => template !== cardTemplate)
  const slides = await Promise.all(cards.map((made) => slideOf(services, made, shown, base)))
  const picture = pictured ? pictureOf(pictured, view.prefix) : null
  return [challengeSlide(shown, base, picture), ...slides.flatMap((slide) => slide ?? [])]
}

async function slideOf(
  services: Services,
  made: Readonly<Export>,
  shown: PublicChallenge,
  base: string,
): Promise<Slide | null> {
  const { exports, logger, addresses } = services
  try {
    const outline = outlineIn(await exports.read(made, 'board.json'))
    const photo = (await photoOn(services, made)) && pictureOf(made, addresses.prefix)
    return cardSlide(outline, made, shown, base, photo)
  } catch (error) {
    logger.warn({ exportId: made.id, error: String(error) }, 'a showcase card cannot be read')
    return null
  }
}

/** Of a showcase card the picture that people put on it; else the picture of the whole board. */
async function sendPicture(services: Services, context: Context<undefined>): Promise<void> {
  const challenge = await shownChallenge(services, context)
  const exports = await services.records.exports.list({ challengeId: challenge.id })
  const made = shownExports(challenge, exports).find(({ id }) => id === context.param('exportId'))
  if (!made) throw new Problem('not-found')
  const found = (await photoOn(services, made)) ?? drawingOf(services, made)
  if (!found) throw new Problem('not-found')
  const { res } = context
  const looks = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"
  res.set('content-security-policy', looks)
  res.setHeader('content-type', found.type)
  // Whoever takes it back is heard within minutes.
  await sendFile(res, found.path, 'public, max-age=300')
}

interface Found {
  path: string
  type: string
}

async function photoOn({ exports, assets }: Services, made: Readonly<Export>): Promise<Found | null> {
  if (made.template !== cardTemplate) return null
  const file: unknown = JSON.parse(await exports.read(made, 'board.json'))
  const name = cardPicture(recordsIn(file))
  return name === null ? null : assets.find(made.boardId, name)
}

/** The records of a `board.json`, which the server wrote itself. */
function recordsIn(file: unknown): TLRecord[] {
  const isFile = typeof file === 'object' && file !== null && 'records' in file && Array.isArray(file.records)
  return isFile ? (file.records as TLRecord[]) : []
}

function drawingOf({ exports }: Services, made: Readonly<Export>): Found | null {
  // By name: what people put on the board is in the bundle too, and not chosen to be shown.
  const wanted = ['board.png', 'board.svg', 'preview.svg']
  const file = wanted.flatMap((path) => made.files.find((one) => one.path === path) ?? [])[0]
  const at = file ? exports.pathOf(made, file.path) : null
  return file && at !== null ? { path: at, type: file.type } : null
}
