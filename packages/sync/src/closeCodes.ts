/**
 * Close codes of `/sync/<boardId>`: 4000 + the HTTP status they resemble. 4400–4499 are final (y-websocket
 * does not reconnect), 4500–4599 mean "try again". Clients turn a code into words.
 */
export const CloseCode = {
  BadMessage: 4400,
  Unauthorized: 4401,
  Forbidden: 4403,
  RoomNotFound: 4404,
  /** The document this client has is of an epoch that is over; the board's current one is to be opened. */
  EpochChanged: 4410,
  /** The board was written by a newer version than this server's; it is left as it is. */
  BoardTooNew: 4409,
  TooLarge: 4413,
  ClientTooOld: 4426,
  /** The invite by which this session came was withdrawn; or it has run out. */
  InviteWithdrawn: 4430,
  InviteOver: 4431,
  ServerError: 4500,
  /** The stored board cannot be read; it is left as it is. Final: trying again cannot help. */
  BoardDamaged: 4422,
  /** The server is going down or starting again. */
  GoingAway: 4501,
  RoomFull: 4503,
  TooSlow: 4508,
  RateLimited: 4529,
} as const
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode]

/** True where reconnecting cannot help. */
export const isFinal = (code: number): boolean => code >= 4400 && code <= 4499

/** Thrown wherever a session must end; `reason` is a short fixed string (a close reason holds 123 bytes). */
export class SyncError extends Error {
  constructor(
    readonly code: CloseCode,
    readonly reason: string,
  ) {
    super(reason)
    this.name = 'SyncError'
  }
}
