import {
  type ConnectionsView,
  DecidimPush,
  DecidimWrite,
  DeliveryView,
  type WebhookView,
  WebhookWrite,
} from '@sheshi/records'
import { labLimits } from '../limits.ts'
import { AddressRefused, readAddress } from '../out/addresses.ts'
import { TooManyWait } from '../out/Deliveries.ts'
import { DecidimFailure } from '../out/decidim/client.ts'
import { previewPush, push } from '../out/decidim/push.ts'
import { ConnectionsDamaged, connectionsView, TokenMissing } from '../out/settings.ts'
import type { Services } from '../services.ts'
import { fieldProblem, Problem } from './problem.ts'
import { limitRate } from './rates.ts'
import { type Route, route, sendJson } from './route.ts'

const path = '/connections'
const refusals = { 422: { words: 'invalid-body, out-address' }, 503: { words: 'out-damaged' } }
const noWebhook = { 409: { words: 'out-not-set' } }

/** No more than a person does by hand: each of these asks a server that is not ours. */
const gently = () => limitRate(labLimits.outCallsPerMinute, 1, 'address')

/** What goes out of the lab: where to, what was delivered, and challenges as proposals on the city's platform. */
export function outRoutes(services: Services): Route[] {
  return [
    route({
      method: 'get',
      path,
      who: 'facilitator',
      summary: 'Where the lab sends to; never a secret or a token',
      answers: { 200: { words: 'The webhook and the platform, null where there is none' } },
      handle: async ({ res }) => {
        const view: ConnectionsView = connectionsView(
          await named(() => services.out.settings.read()),
          services.out.allowPrivate,
        )
        sendJson(res, view)
      },
    }),
    ...webhookRoutes(services),
    ...deliveryRoutes(services),
    ...platformRoutes(services),
    ...pushRoutes(services),
  ]
}

function webhookRoutes({ out }: Services): Route[] {
  return [
    route<WebhookWrite>({
      method: 'put',
      path: `${path}/webhook`,
      who: 'facilitator',
      summary: 'Set the webhook; the answer of the first time holds its secret, and no other answer does',
      body: WebhookWrite,
      answers: { 200: { words: 'The webhook' }, ...refusals },
      handle: async ({ res, body }) => sendJson(res, await named(() => out.setWebhook(body))),
    }),
    route({
      method: 'delete',
      path: `${path}/webhook`,
      who: 'facilitator',
      summary: 'Forget the webhook with its secret; what waits is not sent any more',
      answers: { 204: { words: 'Forgotten' } },
      handle: async ({ res }) => {
        await named(() => out.forgetWebhook())
        res.status(204).end()
      },
    }),
    route({
      method: 'post',
      path: `${path}/webhook/secret`,
      who: 'facilitator',
      summary: 'Make a new secret; the old one is worth nothing from now on',
      answers: { 200: { words: 'The webhook with its new secret' }, ...noWebhook },
      handle: async ({ res }) => {
        const view: WebhookView = there(await named(() => out.renewSecret()))
        sendJson(res, view)
      },
    }),
    route({
      method: 'post',
      path: `${path}/webhook/test`,
      who: 'facilitator',
      summary: 'Send a test now, also where the webhook is off',
      before: [gently()],
      answers: { 200: { words: 'How it went', schema: DeliveryView }, ...noWebhook },
      handle: async ({ res }) => sendJson(res, there(await named(() => out.test()))),
    }),
  ]
}

function deliveryRoutes({ out }: Services): Route[] {
  return [
    route({
      method: 'get',
      path: `${path}/deliveries`,
      who: 'facilitator',
      summary: 'What was sent to the webhook and what waits, newest first; never the content',
      answers: { 200: { words: 'Deliveries', schema: DeliveryView.array() } },
      handle: async ({ res }) => sendJson(res, await out.deliveries.list()),
    }),
    route({
      method: 'post',
      path: `${path}/deliveries/:deliveryId/again`,
      who: 'facilitator',
      summary: 'Send one again now, with the same id and content',
      before: [gently()],
      answers: { 200: { words: 'How it went', schema: DeliveryView }, 404: { words: 'not-found' } },
      handle: async ({ res, param }) => {
        const delivery = await out.deliveries.sendAgain(param('deliveryId'))
        if (!delivery) throw new Problem('not-found')
        sendJson(res, delivery)
      },
    }),
  ]
}

function platformRoutes({ out }: Services): Route[] {
  return [
    route<DecidimWrite>({
      method: 'put',
      path: `${path}/decidim`,
      who: 'facilitator',
      summary: 'Set the city’s platform; a token that is left out stays, where the host does',
      body: DecidimWrite,
      answers: { 200: { words: 'The platform' }, ...refusals },
      handle: async ({ res, body }) => {
        sendJson(
          res,
          await named(() => {
            readAddress(body.address, out)
            return out.settings.setDecidim(body)
          }),
        )
      },
    }),
    route({
      method: 'delete',
      path: `${path}/decidim`,
      who: 'facilitator',
      summary: 'Forget the platform with its token; what was sent there stays there',
      answers: { 204: { words: 'Forgotten' } },
      handle: async ({ res }) => {
        await named(() => out.settings.forget('decidim'))
        res.status(204).end()
      },
    }),
  ]
}

function pushRoutes(services: Services): Route[] {
  // One after the other: sent twice at once, a proposal would be made twice.
  let last: Promise<unknown> = Promise.resolve()
  const pushPath = '/challenges/:challengeId/decidim'
  return [
    route({
      method: 'get',
      path: pushPath,
      who: 'facilitator',
      summary: 'What would be sent to the platform: the challenge, or the ideas of an export of it',
      query: { exportId: 'an export of the challenge, whose ideas are wanted' },
      answers: { 200: { words: 'The proposals as they would be sent' }, ...noWebhook },
      handle: async ({ req, res, param }) => {
        const { exportId } = req.query
        const id = typeof exportId === 'string' ? exportId : undefined
        sendJson(res, await named(() => previewPush(services, param('challengeId'), id)))
      },
    }),
    route<DecidimPush>({
      method: 'post',
      path: pushPath,
      who: 'facilitator',
      summary: 'Send proposals to the platform, or bring those sent before up to date',
      body: DecidimPush,
      before: [gently()],
      answers: {
        200: { words: 'What was made or brought up to date; kept under `links` of the challenge' },
        ...noWebhook,
        422: { words: 'invalid-body, out-address' },
        502: { words: 'out-unreachable, decidim-not-allowed, decidim-refused, decidim-answer' },
      },
      handle: async ({ res, body, param }) => {
        const mine = last.then(() => named(() => push(services, param('challengeId'), body)))
        last = mine.catch(() => undefined)
        sendJson(res, await mine)
      },
    }),
  ]
}

function there<T>(value: T | null): T {
  if (value === null) throw new Problem('out-not-set')
  return value
}

/** Failures on the way out as problems with a name. */
async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AddressRefused) {
      throw new Problem('out-address', {
        detail: error.message,
        errors: [{ pointer: '/address', code: error.fault, detail: error.message }],
      })
    }
    if (error instanceof TokenMissing) throw fieldProblem('/token', 'required', 'Give the token')
    if (error instanceof TooManyWait) throw new Problem('out-full')
    if (error instanceof ConnectionsDamaged) throw new Problem('out-damaged', { detail: error.message })
    if (error instanceof DecidimFailure) throw new Problem(error.kind, { detail: error.message })
    throw error
  }
}
