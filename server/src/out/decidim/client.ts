import { z } from 'zod'
import type { AddressRule } from '../addresses.ts'
import { AddressRefused } from '../addresses.ts'
import { type Sent, sendOut, wordsOfFailure } from '../send.ts'
import type { Decidim } from '../settings.ts'
import { createProposal, updateProposal } from './queries.ts'

/** The most that is sent in one request, in bytes. */
const requestBytes = 64 << 10

/** What a platform is told of a proposal; Decidim's own names. */
export interface ProposalAttributes {
  title: string
  body: string
  address?: string
  latitude?: number
  longitude?: number
}

export type DecidimFault = 'out-unreachable' | 'decidim-not-allowed' | 'decidim-refused' | 'decidim-answer'

/** The platform did not do it; the message is in its own words where it has some. */
export class DecidimFailure extends Error {
  override readonly name = 'DecidimFailure'
  constructor(
    readonly kind: DecidimFault,
    message: string,
  ) {
    super(message.slice(0, 500))
  }
}

/** Decidim's message is a text, or for fields a list with the path of each. */
const Message = z.union([
  z.string(),
  z.array(z.object({ path: z.array(z.string()).optional(), message: z.string() })),
])
const Answer = z.object({
  data: z
    .object({
      component: z
        .object({ createProposal: z.unknown(), proposal: z.object({ update: z.unknown() }).nullish() })
        .partial()
        .nullish(),
    })
    .nullish(),
  errors: z
    .array(z.object({ message: Message, extensions: z.object({ code: z.string() }).partial().nullish() }))
    .optional(),
})
type Answer = z.infer<typeof Answer>
const Made = z.object({ id: z.union([z.string(), z.int()]).transform(String), url: z.string() })

/** A proposal that the platform has: its id there, and its page. */
export interface RemoteProposal {
  remoteId: string
  url: string
}

/** Makes a proposal. Throws `DecidimFailure`, `AddressRefused`. */
export async function sendNew(
  platform: Decidim,
  rule: AddressRule,
  attributes: ProposalAttributes,
): Promise<RemoteProposal> {
  const variables = { component: platform.componentId, attributes, locale: platform.locale }
  const { data } = await ask(platform, rule, { query: createProposal, variables })
  if (!data?.component) throw noComponent(platform)
  return madeIn(data.component.createProposal, platform)
}

/** Brings a proposal up to date; null where the platform has none of this id. Throws as `sendNew`. */
export async function sendUpdate(
  platform: Decidim,
  rule: AddressRule,
  proposal: string,
  attributes: ProposalAttributes,
): Promise<RemoteProposal | null> {
  const variables = { component: platform.componentId, proposal, attributes, locale: platform.locale }
  const { data } = await ask(platform, rule, { query: updateProposal, variables }, ['NOT_FOUND_ERROR'])
  if (!data) return null
  if (!data.component) throw noComponent(platform)
  const { proposal: found } = data.component
  return found ? madeIn(found.update, platform) : null
}

/** What a page of theirs links to must be theirs: another host's address is not kept. */
function madeIn(made: unknown, { address }: Decidim): RemoteProposal {
  const read = Made.safeParse(made)
  if (!read.success) throw new DecidimFailure('decidim-answer', 'The answer names no proposal')
  const { id, url } = read.data
  const theirs = URL.canParse(url) && new URL(url).host === new URL(address).host
  return { remoteId: id, url: theirs ? url : new URL('/', address).href }
}

const noComponent = ({ componentId }: Decidim) =>
  new DecidimFailure('decidim-not-allowed', `There is no component of proposals with the id ${componentId}`)

/** Asks once. An error whose code is among `allowed` answers no data. */
async function ask(
  platform: Decidim,
  rule: AddressRule,
  request: object,
  allowed: readonly string[] = [],
): Promise<Pick<Answer, 'data'>> {
  const body = JSON.stringify(request)
  if (Buffer.byteLength(body) > requestBytes) {
    throw new DecidimFailure('decidim-refused', 'The proposal is too long')
  }
  const answer = readAnswer(await post(platform, rule, body))
  const [error] = answer.errors ?? []
  if (!error) return { data: answer.data }
  const code = error.extensions?.code ?? ''
  if (allowed.includes(code)) return { data: null }
  const kind = /AUTHORIZED|PERMISSION/.test(code) ? 'decidim-not-allowed' : 'decidim-refused'
  throw new DecidimFailure(kind, wordsOf(error.message))
}

async function post({ address, token, clientId }: Decidim, rule: AddressRule, body: string): Promise<Sent> {
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'sheshi',
    authorization: `Bearer ${token}`,
    ...(clientId ? { 'x-jwt-aud': clientId } : {}),
  }
  try {
    return await sendOut(address, { ...rule, headers, body })
  } catch (error) {
    if (error instanceof AddressRefused) throw error
    throw new DecidimFailure('out-unreachable', wordsOfFailure(error))
  }
}

function readAnswer({ status, body, cut }: Sent): Answer {
  if (status === 401 || status === 403) {
    throw new DecidimFailure('decidim-not-allowed', `The platform answered ${status}`)
  }
  if (status === 429)
    throw new DecidimFailure('out-unreachable', 'The platform asks to be left alone a while')
  if (status >= 500) throw new DecidimFailure('out-unreachable', `The platform answered ${status}`)
  const strange = new DecidimFailure('decidim-answer', `The platform answered ${status}, and not in GraphQL`)
  if (cut) throw strange
  try {
    return Answer.parse(JSON.parse(body))
  } catch {
    throw strange
  }
}

function wordsOf(message: z.infer<typeof Message>): string {
  if (typeof message === 'string') return message
  return message.map(({ path, message: said }) => `${path?.at(-1) ?? ''} ${said}`.trim()).join('; ')
}
