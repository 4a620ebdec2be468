import { randomBytes } from 'node:crypto'
import { isTemplateId, templateById } from '@sheshi/methods'
import {
  type Challenge,
  ChallengeCreate,
  ChallengePatch,
  ChallengeRecord,
  type ChallengeView,
  type Step,
  type StepChange,
} from '@sheshi/records'
import { z } from 'zod'
import { type Caller, standingOf } from '../access.ts'
import { may } from '../accessTable.ts'
import { publicRecord } from '../publicView.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { type Context, ifMatch, type Route, route, sendJson, sendRecord } from './route.ts'

/** A new id: 96 random bits, so that a board's address cannot be guessed. */
export const newId = (): string => randomBytes(12).toString('base64url')

const answer = (words: string) => ({ words, schema: ChallengeRecord })
const conflicts = { 412: { words: 'changed' }, 422: { words: 'invalid-body' } }

/** `/challenges`: the lab's challenges with their boards and exports. */
export function challengeRoutes(services: Services): Route[] {
  const { records } = services
  return [
    route({
      method: 'get',
      path: '/challenges',
      who: 'open',
      summary: 'All challenges; without signing in, the public ones',
      answers: { 200: { words: 'Challenges, oldest first', schema: z.array(ChallengeRecord) } },
      handle: async ({ res, caller }) => {
        const all = await records.challenges.list(
          may({ role: standingOf(caller) }, 'facilitator') ? {} : { visibility: 'public' },
        )
        sendJson(res, await Promise.all(all.map((challenge) => challengeView(services, challenge, caller))))
      },
    }),
    route({
      method: 'post',
      path: '/challenges',
      who: 'facilitator',
      summary: 'Write down a challenge',
      body: ChallengeCreate,
      answers: { 201: answer('The challenge'), 422: conflicts[422] },
      handle: async (context) => {
        const challenge = newChallenge(context.body)
        await records.challenges.insert(challenge)
        context.res.location(services.addresses.under(`/api/v1/challenges/${challenge.id}`))
        sendRecord(context, await challengeView(services, challenge, context.caller), 201)
      },
    }),
    route({
      method: 'get',
      path: '/challenges/:challengeId',
      who: 'open',
      summary: 'One challenge; whoever has its address may read it where it is public or shared by link',
      answers: { 200: answer('The challenge, its version as ETag') },
      handle: async (context) => {
        const challenge = await readableChallenge(services, context)
        sendRecord(context, await challengeView(services, challenge, context.caller))
      },
    }),
    route({
      method: 'patch',
      path: '/challenges/:challengeId',
      who: 'facilitator',
      summary: 'Change fields, or move it to another step with a reason',
      body: ChallengePatch,
      answers: { 200: answer('The challenge as it is now'), ...conflicts },
      handle: (context) => patchChallenge(services, context),
    }),
    route({
      method: 'delete',
      path: '/challenges/:challengeId',
      who: 'facilitator',
      summary: 'Delete a challenge with its exports; its boards stay, without a challenge',
      answers: { 204: { words: 'Deleted' }, 412: { words: 'changed' } },
      handle: async ({ req, res, param }) => {
        await deleteChallenge(services, param('challengeId'), ifMatch(req))
        res.status(204).end()
      },
    }),
  ]
}

async function patchChallenge(services: Services, context: Context<ChallengePatch>) {
  const { records, out } = services
  const { req, body, param } = context
  const was: { challenge?: Readonly<Challenge> } = {}
  const change = (challenge: Readonly<Challenge>) => {
    was.challenge = challenge
    return applyPatch(challenge, body)
  }
  const changed = await records.challenges.update(param('challengeId'), change, ifMatch(req))
  if (was.challenge) await out.moved(was.challenge, changed)
  sendRecord(context, await challengeView(services, changed, context.caller))
}

/** The challenge of the path, where the caller may read it. Throws the problem where not. */
export async function readableChallenge(
  { records }: Services,
  { caller, param }: Pick<Context<unknown>, 'caller' | 'param'>,
): Promise<Readonly<Challenge>> {
  const challenge = await records.challenges.get(param('challengeId'))
  const role = standingOf(caller)
  if (!challenge && may({ role }, 'facilitator')) throw new Problem('not-found')
  const act = challenge?.visibility === 'lab' ? 'facilitator' : 'public challenge'
  if (challenge && may({ role }, act)) return challenge
  // Whether a challenge of the lab exists is not told.
  throw new Problem(caller.kind === 'nobody' ? 'not-signed-in' : 'forbidden')
}

function newChallenge(written: ChallengeCreate): Challenge {
  const now = new Date().toISOString()
  const step = written.step ?? 'engage'
  return {
    ...written,
    id: newId(),
    step,
    stepHistory: [{ step, at: now, by: 'facilitator' }],
    visibility: written.visibility ?? 'lab',
    createdAt: now,
    updatedAt: now,
    version: 1,
  }
}

/** Pure. A new step is added to the history with the reason. */
function applyPatch(challenge: Readonly<Challenge>, { reason, ...fields }: ChallengePatch): Challenge {
  const now = new Date().toISOString()
  const moved = fields.step !== undefined && fields.step !== challenge.step
  const change = moved && fields.step ? [stepChange(fields.step, now, reason)] : []
  return {
    ...challenge,
    ...fields,
    stepHistory: [...challenge.stepHistory, ...change],
    updatedAt: now,
  }
}

const stepChange = (step: Step, at: string, reason: string | undefined): StepChange => ({
  step,
  at,
  by: 'facilitator',
  ...(reason ? { reason } : {}),
})

async function challengeView(
  services: Services,
  challenge: Readonly<Challenge>,
  caller: Caller,
): Promise<ChallengeView> {
  // No boards to knock at, and no files.
  if (caller.kind !== 'facilitator') return { ...publicRecord(challenge), boards: [], exports: [] }
  const { records, activity } = services
  const boards = await records.boards.list({ challengeId: challenge.id, deletedAt: null })
  const exports = await records.exports.list({ challengeId: challenge.id })
  return {
    ...challenge,
    boards: boards.map((board) => ({
      boardId: board.id,
      template: board.template,
      ...stepOf(board.template),
      title: board.title,
      changedAt: activity.lastChange(board),
    })),
    exports: [...exports],
  }
}

/** The step that a template serves. */
function stepOf(template: string): { step?: Step } {
  const step = isTemplateId(template) ? templateById(template).step : null
  return step ? { step } : {}
}

/** The record goes last: interrupted, the challenge is still there and can be deleted again. */
async function deleteChallenge(
  { records, exports }: Services,
  id: string,
  condition: { ifVersion?: number },
): Promise<void> {
  const challenge = await records.challenges.get(id)
  if (!challenge) throw new Problem('not-found')
  if (condition.ifVersion !== undefined && condition.ifVersion !== challenge.version) {
    throw new Problem('changed')
  }
  for (const board of await records.boards.list({ challengeId: id })) {
    await records.boards.update(board.id, (known) => ({ ...known, challengeId: null }))
  }
  for (const made of await records.exports.list({ challengeId: id })) {
    await records.exports.remove(made.id)
    await exports.remove(made.id)
  }
  await records.challenges.remove(id)
}
