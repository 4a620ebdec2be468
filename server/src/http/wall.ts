import { CloseCode } from '@sheshi/sync'
import { canWrite } from '../access.ts'
import type { Services } from '../services.ts'
import { Problem } from './problem.ts'
import { type BoardContext, boardRoute, type Route } from './route.ts'

const shut = 'Wall mode needs an open invite for participants'

/** `/boards/:boardId/wall`: a screen that came by a code lets the people who stand at it write, and stops doing so. */
export function wallRoutes(services: Services): Route[] {
  return [
    boardRoute({
      method: 'post',
      path: '/boards/:boardId/wall',
      who: 'reader',
      summary: 'Wall mode: a big screen may write while the participants’ code is open',
      answers: { 204: { words: 'It may, or might before' }, 403: { words: 'forbidden' } },
      handle: async (context) => {
        await openWall(services, context)
        context.res.status(204).end()
      },
    }),
    boardRoute({
      method: 'delete',
      path: '/boards/:boardId/wall',
      who: 'reader',
      summary: 'Ends wall mode: the screen only reads again',
      answers: { 204: { words: 'It reads' } },
      handle: async (context) => {
        await closeWall(services, context)
        context.res.status(204).end()
      },
    }),
  ]
}

async function openWall(
  { access }: Services,
  { caller, role, board }: BoardContext<undefined>,
): Promise<void> {
  if (canWrite(role)) return
  if (caller.kind !== 'guest' || role !== 'screen') throw new Problem('forbidden')
  if (!(await access.roomMayWrite(board.id))) throw new Problem('forbidden', { detail: shut })
  await access.setWall(caller.session, board.id, true)
}

async function closeWall(
  { access, rooms }: Services,
  { caller, role, board }: BoardContext<undefined>,
): Promise<void> {
  if (caller.kind !== 'guest' || role !== 'screen') return
  const { id } = caller.session
  await access.setWall(caller.session, board.id, false)
  // What is open comes in again, and then reads.
  rooms.endSessions(board.id, CloseCode.GoingAway, 'wall mode ended', ({ who }) => who.id === id)
}
