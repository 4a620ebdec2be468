import { CloseCode } from '@sheshi/sync/client'
import type { ApiProblem } from '../app/api.ts'

/** Why a board cannot be shown. */
export type BoardEnd =
  | 'signed-out'
  | 'withdrawn'
  | 'over'
  | 'not-found'
  | 'damaged'
  | 'too-new'
  | 'too-old'
  | 'offline'
  | 'refused'

/** What a final close code means to the visitor; a code we do not know is a refusal too. */
export function endOfCode(code: number): BoardEnd {
  switch (code) {
    case CloseCode.Unauthorized:
    case CloseCode.Forbidden:
      return 'signed-out'
    case CloseCode.InviteWithdrawn:
      return 'withdrawn'
    case CloseCode.InviteOver:
      return 'over'
    case CloseCode.RoomNotFound:
      return 'not-found'
    case CloseCode.BoardDamaged:
      return 'damaged'
    case CloseCode.BoardTooNew:
      return 'too-new'
    case CloseCode.ClientTooOld:
      return 'too-old'
    default:
      return 'refused'
  }
}

/** What the API's refusal to tell about a board means; null where it is no answer about the board (no network, a failure). */
export function endOfProblem(kind: ApiProblem['kind']): BoardEnd | null {
  switch (kind) {
    case 'not-signed-in':
    case 'forbidden':
      return 'signed-out'
    case 'invite-withdrawn':
      return 'withdrawn'
    case 'invite-over':
      return 'over'
    case 'not-found':
    case 'invalid-id':
      return 'not-found'
    case 'board-damaged':
      return 'damaged'
    case 'board-too-new':
      return 'too-new'
    default:
      return null
  }
}
