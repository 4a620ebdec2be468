import { z } from 'zod'
import type { Challenge } from './challenge.ts'
import { Locale, line, Moment, RecordId, type Step } from './common.ts'
import type { Export } from './export.ts'
import type { PublicChallenge } from './showcase.ts'

/** What a webhook can be told of. */
export const webhookEvents = ['export.created', 'challenge.step'] as const
export const WebhookEvent = z.enum(webhookEvents)
export type WebhookEvent = z.infer<typeof WebhookEvent>

/** `public`: what anybody may read of a public challenge; `record`: all of the challenge's record. */
export const webhookContents = ['public', 'record'] as const
export const WebhookContent = z.enum(webhookContents)
export type WebhookContent = z.infer<typeof WebhookContent>

const address = z.string().trim().min(1).max(2_000)

/** Body of `PUT /connections/webhook`. */
export const WebhookWrite = z.strictObject({
  address,
  events: z.array(WebhookEvent).max(webhookEvents.length),
  content: WebhookContent,
  on: z.boolean(),
})
export type WebhookWrite = z.infer<typeof WebhookWrite>

/** The webhook as a facilitator sees it; its secret is shown once, when it is made. */
export interface WebhookView extends WebhookWrite {
  /** Only in the answer of the call that made it. */
  secret?: string
  secretMadeAt: string
}

/** Body of `PUT /connections/decidim`. A token that is left out stays as it was. */
export const DecidimWrite = z.strictObject({
  /** Of the GraphQL API, e.g. `https://decidim.city.example/api`. */
  address,
  /** Id of the component of proposals. */
  componentId: z
    .string()
    .trim()
    .regex(/^[0-9]{1,20}$/, 'number'),
  token: z
    .string()
    .trim()
    .regex(/^[!-~]+$/, 'token')
    .max(8_000)
    .optional(),
  /** The OAuth application's id, where the token came by OAuth (`X-Jwt-Aud`). */
  clientId: z
    .string()
    .trim()
    .regex(/^[!-~]*$/, 'token')
    .max(200)
    .optional(),
  /** The language of the platform's texts, and the first one of each proposal. */
  locale: Locale,
})
export type DecidimWrite = z.infer<typeof DecidimWrite>

/** The platform as a facilitator sees it; its token is never sent back. */
export type DecidimView = Omit<DecidimWrite, 'token' | 'clientId'> & { clientId: string }

/** Answer of `GET /connections`; null: not set. */
export interface ConnectionsView {
  webhook: WebhookView | null
  decidim: DecidimView | null
  /** Addresses of the lab's own network may be used (`OUT_ALLOW_PRIVATE`). */
  privateAllowed: boolean
}

/** One try to deliver: when, how long it took, what was answered. */
export const DeliveryTry = z.object({
  at: Moment,
  ms: z.int(),
  /** null: no answer came. */
  status: z.int().nullable(),
  /** The first words of what went wrong; null: nothing did. */
  error: z.string().nullable(),
})
export type DeliveryTry = z.infer<typeof DeliveryTry>

/** `gaveUp`: it was tried as often as it is. */
export const DeliveryState = z.enum(['waiting', 'delivered', 'gaveUp'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** A delivery in the log: never its content. */
export const DeliveryView = z.object({
  id: RecordId,
  event: z.union([WebhookEvent, z.literal('test')]),
  at: Moment,
  state: DeliveryState,
  /** When it is tried next; null: not by itself. */
  nextAt: Moment.nullable(),
  bytes: z.int(),
  /** The newest last. */
  tries: z.array(DeliveryTry),
})
export type DeliveryView = z.infer<typeof DeliveryView>

/** What a webhook is sent, as JSON. */
export interface WebhookBody {
  event: WebhookEvent | 'test'
  /** The same for every try: whoever has seen it already can leave it out. */
  id: string
  at: string
  content: WebhookContent
  challenge: PublicChallenge | Challenge | null
  /** With `challenge.step`. */
  step?: { from: Step; to: Step; reason?: string }
  /** With `export.created`; `files` and who exported only with `record`. */
  export?: Export | Pick<Export, 'id' | 'boardTitle' | 'template' | 'number' | 'createdAt' | 'session'>
  /** Where people of the lab find it, under the lab's own address. */
  links: { challenge?: string; bundle?: string }
}

/** The shortest and longest title of a proposal that Decidim takes, and its shortest body. */
export const decidimLimits = {
  shortestTitle: 15,
  longestTitle: 150,
  shortestBody: 15,
  proposals: 20,
} as const

/** Body of `POST /challenges/:challengeId/decidim`. */
export const DecidimPush = z.strictObject({
  /** The ideas of this export; the challenge itself where none is named. */
  exportId: RecordId.optional(),
  /** The keys of those to send, each with its title. */
  proposals: z
    .array(z.strictObject({ key: z.string().min(1).max(200), title: line(decidimLimits.longestTitle) }))
    .min(1)
    .max(decidimLimits.proposals),
})
export type DecidimPush = z.infer<typeof DecidimPush>

/** One proposal as it would be sent. */
export interface ProposalView {
  /** `challenge`, or the id of a group of ideas. */
  key: string
  title: string
  /** HTML with paragraphs, headings and lists, nothing else. */
  body: string
  address: string | null
  coordinates: { latitude: number; longitude: number } | null
  /** Where it was sent to before: it is updated there. null: it would be a new one. */
  sent: { remoteId: string; url: string; pushedAt: string } | null
}

/** Answer of `GET /challenges/:challengeId/decidim`. */
export interface DecidimPreview {
  /** The host that it would go to. */
  host: string
  componentId: string
  locale: Locale
  proposals: ProposalView[]
  /** How many more there are than can be sent at once. */
  left: number
}

/** Answer of `POST /challenges/:challengeId/decidim`. */
export interface DecidimPushed {
  proposals: { key: string; remoteId: string; url: string; made: boolean }[]
}
