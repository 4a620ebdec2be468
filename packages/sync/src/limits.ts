/**
 * What one session, one frame and one room may cost. Everything that comes from outside is measured against
 * this table before it is kept.
 */
export const limits = {
  /** Bytes of one frame from a client. A paste of tldraw's fullest page (4,000 shapes) is about 2 MB. */
  frameBytes: 8 << 20,
  /** Bytes kept of a socket that nobody has authorised yet. */
  beforeJoinBytes: 64 << 10,
  /** Bytes of one awareness state as JSON; a person's two are under 300 together. */
  awarenessBytes: 4 << 10,
  /** Awareness ids one session may bring; a page of ours needs two. */
  awarenessIdsPerSession: 4,
  /** Ids of people who left, kept so that late echoes of their state do not bring them back. */
  awarenessDeparted: 1_000,
  /** Sessions of one room. */
  sessionsPerRoom: 300,
  /** Bytes waiting in a socket, besides the board's own size, at which its session counts as too slow. */
  bufferedBytes: 4 << 20,
  /** Bytes waiting in a socket at which it is no longer sent other people's cursors. */
  bufferedPresenceBytes: 128 << 10,
  /** Frames one session may send in a second. */
  framesPerSecond: 600,
  /** Authors (client ids) that one update may name. */
  authorsPerUpdate: 2_000,
  /** Bytes a session may have waiting for updates that its own depend on. */
  heldBytes: 8 << 20,
  /** Bytes that somebody of an old epoch may bring. */
  lateBytes: 16 << 20,
  /** Updates that late people may have brought to one old epoch. */
  lateUpdates: 2_000,
  /** Milliseconds that somebody of an old epoch has to ask whether their work is saved. */
  lateMs: 2_000,
  /** Bytes of a board: its snapshot and the journal since. */
  boardBytes: 128 << 20,
  /** Milliseconds a busy room gathers before it sends; a quiet one sends at once. */
  gatherMs: 33,
  /** Milliseconds without a frame after which a session is sent an empty one (y-websocket gives up after 30 s). */
  keepAliveMs: 10_000,
  /** Milliseconds an empty room stays in memory. */
  idleMs: 30_000,
  /** Bytes of journal after which a room in use takes a snapshot. */
  snapshotBytes: 1 << 20,
} as const
