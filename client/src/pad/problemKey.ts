import { ApiProblem } from '../app/api.ts'

/** What went wrong with a change of a note, as a key of the texts. */
export function problemKey(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'pad.mine.problems.other'
  switch (error.kind) {
    case 'offline':
      return 'pad.mine.problems.offline'
    case 'not-found':
      return 'pad.mine.problems.gone'
    case 'forbidden':
    case 'invite-withdrawn':
    case 'invite-over':
    case 'not-signed-in':
      return 'pad.mine.problems.forbidden'
    case 'not-saving':
      return 'pad.mine.problems.not-saving'
    default:
      return 'pad.mine.problems.other'
  }
}
