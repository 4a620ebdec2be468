import {
  BallotWrite,
  type Challenge,
  type RoundState,
  ScreeningDecide,
  type ScreeningDecided,
  type ScreeningView,
} from '@sheshi/records'
import { type Caller, keyHolder } from '../access.ts'
import { BallotsDamaged, type Round, RoundClosed, signOf, stateOf } from '../screening/Ballots.ts'
import {
  decideChallenge,
  screeningIn,
  voterSectors,
  votersOf,
  writeDecision,
  writeResults,
  writeRoundMark,
} from '../screening/results.ts'
import type { Services } from '../services.ts'
import { editAndSave } from './content.ts'
import { fieldProblem, Problem } from './problem.ts'
import { type BoardContext, boardRoute, type Route, sendJson } from './route.ts'

const path = '/boards/:boardId/screening'
const answer = { 200: { words: 'The round, and the caller’s own ballot' } }
const refusals = { 409: { words: 'no-screening, round-closed' }, 503: { words: 'not-saving' } }

/** Scoring challenges blind: a round, ballots that only the server sees, results on the board, a decision. */
export function screeningRoutes(services: Services): Route[] {
  return [...roundRoutes(services), ...ballotRoutes(services)]
}

function roundRoutes(services: Services): Route[] {
  return [
    boardRoute({
      method: 'post',
      path: `${path}/open`,
      who: 'facilitator',
      summary: 'Open the round of scoring, or open it again: ballots given before still stand',
      answers: { ...answer, ...refusals },
      handle: async (context) => {
        await screeningOn(services, context)
        const round = await named(() => services.ballots.open(context.board.id))
        await editAndSave(services, context.board.id, 'screening', (doc) => writeRoundMark(doc, round))
        sendJson(context.res, viewOf(round, context))
      },
    }),
    boardRoute({
      method: 'post',
      path: `${path}/close`,
      who: 'facilitator',
      summary: 'Close the round and write median, spread and number of voters onto the rows',
      answers: { ...answer, ...refusals },
      handle: async (context) => {
        await screeningOn(services, context)
        const round = await named(() => services.ballots.close(context.board.id))
        await editAndSave(services, context.board.id, 'screening', (doc) => {
          const outline = screeningIn(doc, context.board)
          if (outline) writeResults(doc, outline, round)
          writeRoundMark(doc, round)
        })
        sendJson(context.res, viewOf(round, context))
      },
    }),
    boardRoute<ScreeningDecide>({
      method: 'post',
      path: `${path}/decisions`,
      who: 'facilitator',
      summary: 'Decide about a row, with a reason; a go moves its challenge from engage to identify',
      body: ScreeningDecide,
      answers: { 200: { words: 'What was decided' }, ...refusals, 422: { words: 'invalid-body' } },
      handle: async (context) => sendJson(context.res, await decide(services, context)),
    }),
  ]
}

function ballotRoutes(services: Services): Route[] {
  return [
    boardRoute({
      method: 'get',
      path,
      who: 'reader',
      summary: 'How the round of scoring stands, and what the caller gave',
      answers: answer,
      handle: async (context) => {
        const round = await named(() => services.ballots.round(context.board.id))
        sendJson(context.res, viewOf(round, context))
      },
    }),
    boardRoute<BallotWrite>({
      method: 'put',
      path: `${path}/ballot`,
      who: 'writer',
      summary: 'Give one’s scores, in the place of those given before; nobody else is told them',
      body: BallotWrite,
      answers: { ...answer, ...refusals, 422: { words: 'invalid-body' } },
      handle: async (context) => {
        const { board, body, caller } = context
        const sector = caller.kind === 'guest' ? caller.session.sector : null
        const before = await named(() => services.ballots.round(board.id))
        const round = await named(() =>
          services.ballots.give(board.id, personOf(caller), { scores: body.scores, sector }),
        )
        // Only the number is told, and only when it changes: a board should not be written to for each cross.
        if (before === null || votersOf(before) !== votersOf(round)) {
          await editAndSave(services, board.id, 'screening', (doc) => writeRoundMark(doc, round))
        }
        sendJson(context.res, viewOf(round, context))
      },
    }),
  ]
}

/** One ballot a person: a guest's or a facilitator's session, or whoever holds the key itself. */
const personOf = (caller: Caller): string =>
  caller.kind === 'nobody' ? '' : (caller.session?.id ?? keyHolder)

function viewOf(round: Round | null, { board, caller }: BoardContext<unknown>): ScreeningView {
  const state: RoundState = stateOf(round)
  const mine = round?.ballots[signOf(board.id, personOf(caller))]?.scores ?? {}
  return {
    state,
    openedAt: round?.openedAt ?? null,
    closedAt: round?.closedAt ?? null,
    voters: round ? votersOf(round) : 0,
    bySector: round && state === 'closed' ? voterSectors(round) : {},
    mine,
  }
}

async function screeningOn({ rooms }: Services, { board }: BoardContext<unknown>) {
  const { doc } = await rooms.open(board.id)
  const outline = screeningIn(doc, board)
  if (!outline) throw new Problem('no-screening')
  return outline
}

/** The row's card first: interrupted, the decision stands on the board and can be made again for the record. */
async function decide(services: Services, context: BoardContext<ScreeningDecide>): Promise<ScreeningDecided> {
  const { board, body } = context
  const { row: rowId, decision, reason } = body
  const challengeId = body.challengeId ?? null
  const outline = await screeningOn(services, context)
  const row = outline.rows.find(({ id }) => id === rowId)
  if (!row) throw fieldProblem('/row', 'unknown', 'There is no such row')
  if (decision !== 'open' && reason === '') throw fieldProblem('/reason', 'too_small', 'Say why')
  const { records, ballots } = services
  if (challengeId !== null && !(await records.challenges.get(challengeId))) {
    throw fieldProblem('/challengeId', 'unknown', 'There is no such challenge')
  }
  const round = await named(() => ballots.round(board.id))
  await editAndSave(services, board.id, 'screening', (doc) => {
    // As it is now: somebody may have taken the row away since.
    const now = screeningIn(doc, board)?.rows.find(({ id }) => id === rowId)
    if (now) writeDecision(doc, now, { decision, reason, challengeId })
  })
  if (challengeId === null) return { row: rowId, decision, challengeId, moved: false }
  const was: { challenge?: Readonly<Challenge> } = {}
  let moved = false
  const at = new Date().toISOString()
  const decided = await records.challenges.update(challengeId, (challenge) => {
    was.challenge = challenge
    const made = decideChallenge(challenge, { board, outline, row, round, decision, reason }, at)
    moved = made.step !== challenge.step
    return made
  })
  if (was.challenge) await services.out.moved(was.challenge, decided)
  return { row: rowId, decision, challengeId, moved }
}

/** Failures of the ballots as problems with a name. */
async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RoundClosed) throw new Problem('round-closed')
    if (error instanceof BallotsDamaged) throw new Problem('screening-damaged', { detail: error.message })
    throw error
  }
}
