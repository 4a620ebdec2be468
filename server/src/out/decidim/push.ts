import type {
  Challenge,
  DecidimPreview,
  DecidimPush,
  DecidimPushed,
  OutsideLink,
  ProposalView,
} from '@sheshi/records'
import { decidimLimits } from '@sheshi/records'
import { outlineIn } from '../../exports/build.ts'
import { fieldProblem, Problem } from '../../http/problem.ts'
import type { Services } from '../../services.ts'
import type { Decidim } from '../settings.ts'
import { type ProposalAttributes, type RemoteProposal, sendNew, sendUpdate } from './client.ts'
import { challengeProposal, type Draft, ideaProposals, wholeChallenge } from './proposal.ts'

/** Links that a record takes. */
const mostLinks = 50

type Needed = Pick<Services, 'records' | 'exports' | 'out'>

interface Ready {
  platform: Decidim
  challenge: Readonly<Challenge>
  drafts: Draft[]
}

/** What would be sent, and what of it was sent before. Throws the problem where the platform is not set. */
export async function previewPush(
  services: Needed,
  challengeId: string,
  exportId?: string,
): Promise<DecidimPreview> {
  const { platform, challenge, drafts } = await ready(services, challengeId, exportId)
  const shown = drafts.slice(0, decidimLimits.proposals)
  return {
    host: new URL(platform.address).host,
    componentId: platform.componentId,
    locale: platform.locale,
    proposals: shown.map(
      (draft): ProposalView => ({ ...draft, sent: sentBefore(challenge, draft.key, platform) }),
    ),
    left: drafts.length - shown.length,
  }
}

/**
 * Sends proposals one after the other. Each is written into the record as soon as the platform has it, so that what was
 * sent before a failure is brought up to date the next time, not made again.
 */
export async function push(
  services: Needed,
  challengeId: string,
  { proposals, exportId }: DecidimPush,
): Promise<DecidimPushed> {
  const { platform, challenge, drafts } = await ready(services, challengeId, exportId)
  const chosen = proposals.map(({ key, title }, at) => {
    const draft = drafts.find((one) => one.key === key)
    if (!draft) throw fieldProblem(`/proposals/${at}/key`, 'unknown', 'There is no such proposal')
    if (title.length < decidimLimits.shortestTitle) {
      throw fieldProblem(`/proposals/${at}/title`, 'too_small', 'Decidim wants 15 characters or more')
    }
    return { ...draft, title }
  })
  const fresh = chosen.filter(({ key }) => !sentBefore(challenge, key, platform)).length
  if ((challenge.links?.length ?? 0) + fresh > mostLinks) {
    throw fieldProblem('/proposals', 'too_big', 'The record has no room for that many links')
  }
  const pushed: DecidimPushed = { proposals: [] }
  for (const draft of chosen) {
    const sent = sentBefore(challenge, draft.key, platform)
    const { made, ...remote } = await sendOne(services, platform, draft, sent?.remoteId)
    await keepLink(services, challengeId, { draft, remote, replaces: sent?.remoteId, platform })
    pushed.proposals.push({ key: draft.key, made, ...remote })
  }
  return pushed
}

async function sendOne(
  { out }: Needed,
  platform: Decidim,
  draft: Draft,
  remoteId: string | undefined,
): Promise<RemoteProposal & { made: boolean }> {
  const attributes = attributesOf(draft)
  const rule = { allowPrivate: out.allowPrivate }
  const updated = remoteId === undefined ? null : await sendUpdate(platform, rule, remoteId, attributes)
  if (updated) return { ...updated, made: false }
  return { ...(await sendNew(platform, rule, attributes)), made: true }
}

const attributesOf = ({ title, body, address, coordinates }: Draft): ProposalAttributes => ({
  title,
  body,
  ...(address === null ? {} : { address }),
  ...(coordinates ?? {}),
})

async function ready(services: Needed, challengeId: string, exportId?: string): Promise<Ready> {
  const { records, exports, out } = services
  const { decidim: platform } = await out.settings.read()
  const challenge = await records.challenges.get(challengeId)
  if (!challenge) throw new Problem('not-found')
  if (!platform) throw new Problem('out-not-set')
  if (exportId === undefined) {
    return { platform, challenge, drafts: [challengeProposal(challenge, platform.locale)] }
  }
  const made = await records.exports.get(exportId)
  if (made?.challengeId !== challengeId) throw fieldProblem('/exportId', 'unknown', 'There is no such export')
  const outline = outlineIn(await exports.read(made, 'board.json'))
  return { platform, challenge, drafts: ideaProposals(outline, made, challenge, platform.locale) }
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '')

/** Whether a link of the record is this part's on this platform. */
const isOf = (link: OutsideLink, key: string, platform: Decidim): boolean =>
  link.system === 'decidim' &&
  link.remoteId !== undefined &&
  (link.part ?? wholeChallenge) === key &&
  hostOf(link.url) === hostOf(platform.address)

function sentBefore(challenge: Readonly<Challenge>, key: string, platform: Decidim): ProposalView['sent'] {
  const link = challenge.links?.find((one) => isOf(one, key, platform))
  if (link?.remoteId === undefined) return null
  return { remoteId: link.remoteId, url: link.url, pushedAt: link.pushedAt ?? challenge.updatedAt }
}

interface Kept {
  draft: Draft
  remote: RemoteProposal
  replaces: string | undefined
  platform: Decidim
}

async function keepLink({ records }: Needed, challengeId: string, kept: Kept): Promise<void> {
  const { draft, remote, replaces, platform } = kept
  const pushedAt = new Date().toISOString()
  const link: OutsideLink = {
    system: 'decidim',
    url: remote.url,
    title: draft.title,
    remoteId: remote.remoteId,
    ...(draft.key === wholeChallenge ? {} : { part: draft.key }),
    pushedAt,
  }
  await records.challenges.update(challengeId, (challenge) => {
    const others = (challenge.links ?? []).filter(
      (one) => !(isOf(one, draft.key, platform) && one.remoteId === (replaces ?? remote.remoteId)),
    )
    return { ...challenge, links: [...others, link], updatedAt: pushedAt }
  })
}
