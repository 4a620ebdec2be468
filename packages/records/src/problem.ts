/**
 * Problems over HTTP (RFC 9457). `type` is stable and is what a client shows a translated text for;
 * `title` is English, for logs and programs.
 */
export const problems = {
  'invalid-body': { status: 422, title: 'Something in the request is not right' },
  'broken-json': { status: 400, title: 'The body is not valid JSON' },
  'unsupported-media-type': { status: 415, title: 'This kind of content is not accepted' },
  'too-large': { status: 413, title: 'The body is too large' },
  'pictures-full': { status: 409, title: 'The board holds as many pictures as it may' },
  'invalid-id': { status: 400, title: 'This is not an id' },
  'unknown-template': { status: 422, title: 'There is no such template' },
  'not-signed-in': { status: 401, title: 'Sign in first' },
  'wrong-key': { status: 401, title: 'The key is wrong' },
  'wrong-passphrase': { status: 401, title: 'Name or passphrase is wrong' },
  'weak-passphrase': { status: 422, title: 'The passphrase is too easy to guess' },
  'name-taken': { status: 409, title: 'Another facilitator has this name' },
  'unknown-welcome': { status: 404, title: 'No open invite for a facilitator has this secret' },
  'invite-withdrawn': { status: 403, title: 'The invite to this board was withdrawn' },
  'invite-over': { status: 403, title: 'The invite to this board has run out' },
  'oidc-unreachable': { status: 502, title: 'The sign-in of the city could not be reached' },
  busy: { status: 503, title: 'Too much to do right now; try again in a moment' },
  forbidden: { status: 403, title: 'Not allowed' },
  'foreign-origin': { status: 403, title: 'The request comes from another site' },
  'unknown-code': { status: 404, title: 'No open invite has this code' },
  'not-found': { status: 404, title: 'There is no such thing here' },
  'method-not-allowed': { status: 405, title: 'This method is not possible here' },
  'board-without-challenge': { status: 409, title: 'The board belongs to no challenge' },
  'round-closed': { status: 409, title: 'No round of scoring is open' },
  'no-screening': { status: 409, title: 'This board has no screening' },
  'screening-damaged': { status: 503, title: 'The file with the ballots of this board is damaged' },
  'not-acceptable': { status: 406, title: 'None of the accepted types can be produced' },
  changed: { status: 412, title: 'Somebody else was faster' },
  'too-many-requests': { status: 429, title: 'Too many tries; wait a little' },
  'board-damaged': { status: 503, title: 'The stored board is damaged and was left as it is' },
  'board-too-new': { status: 503, title: 'The board was written by a newer version and was left as it is' },
  'version-damaged': { status: 503, title: 'The file of this version is damaged' },
  'too-many-versions': { status: 409, title: 'As many moments of this board are named as are kept' },
  'template-damaged': { status: 503, title: 'The file of this template is damaged and was left as it is' },
  'template-too-new': {
    status: 503,
    title: 'The template was saved by a newer version and was left as it is',
  },
  'too-many-templates': { status: 409, title: 'As many own templates as are kept are there' },
  'unknown-file': { status: 422, title: 'The file is none of a kind that a board can be made from' },
  'broken-file': { status: 422, title: 'The file is damaged, or not what its name says' },
  'out-not-set': { status: 409, title: 'The lab has not set up this connection' },
  'out-address': { status: 422, title: 'Nothing may be sent to this address' },
  'out-unreachable': { status: 502, title: 'The other server could not be reached' },
  'out-damaged': { status: 503, title: 'The file with the connections is damaged and was left as it is' },
  'out-full': { status: 409, title: 'Too many deliveries wait' },
  'decidim-not-allowed': { status: 502, title: 'The platform does not let this token do that' },
  'decidim-refused': { status: 502, title: 'The platform did not take the proposal' },
  'decidim-answer': { status: 502, title: 'The platform answered something else than expected' },
  'not-saving': { status: 503, title: 'The server cannot save right now' },
  'lab-full': { status: 503, title: 'Too many boards are open right now' },
  internal: { status: 500, title: 'The server failed' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemType = keyof typeof problems

/** What is wrong and where: `pointer` is a JSON Pointer into the body, `code` is stable (zod's issue code). */
export interface FieldProblem {
  pointer: string
  code: string
  detail: string
}

/** A problem document as it goes over the wire; `type` is `/problems/<ProblemType>`. */
export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail?: string
  errors?: FieldProblem[]
  /** Seconds until another try makes sense, as the header `Retry-After` says too. */
  retryAfter?: number
}
