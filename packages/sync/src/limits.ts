/**
 * What one session, one frame and one room may cost. Everything that comes from outside is measured against
 * this table before it is kept.
 */
export const limits = {
  /** Bytes of one frame from a client: what is larger travels in parts. */
  frameBytes: 1 << 20,
  /** Bytes and structs of an update that are judged and applied at once; larger ones are taken up in parts. */
  partBytes: 128 << 10,
  partStructs: 8_000,
  /** Milliseconds that the work on a large update may hold the process before others have their turn. */
  sliceMs: 10,
  /** Milliseconds between two of its parts. */
  partPauseMs: 20,
  /** Bytes kept of a socket that nobody has authorised yet. */
  beforeJoinBytes: 64 << 10,
  /** Bytes of one awareness state as JSON; a person's two are under 300 together. */
  awarenessBytes: 4 << 10,
  /** Awareness ids one session may bring; a page of ours needs two. */
  awarenessIdsPerSession: 4,
  /** Ids of people who left, kept so that late echoes of their state do not bring them back. */
  awarenessDeparted: 1_000,
  /** Sessions of one room. */
  sessionsPerRoom: 1_000,
  /** Sessions of one person in one room: their tabs and devices. Programs with the lab's key are not counted. */
  sessionsPerPerson: 30,
  /** Bytes waiting in a socket, besides the board's own size, at which its session counts as too slow. */
  bufferedBytes: 4 << 20,
  /** Bytes waiting in a socket at which it is no longer sent other people's cursors. */
  bufferedPresenceBytes: 128 << 10,
  /** Frames one session may send in a second. */
  framesPerSecond: 600,
  /** Authors (client ids) that one update may name. */
  authorsPerUpdate: 2_000,
  /** Structs of one update; of a workshop's board 60,000 fill a frame. */
  structsPerUpdate: 100_000,
  /** Authors unknown to the document that one session may bring: a page may have to give back everybody's work. */
  newAuthorsPerSession: 2_000,
  /** Authors of a document; a new epoch begins long before. */
  authorsPerRoom: 10_000,
  /** Root types of a document; a board has three. yjs goes through all of them for each entry it writes. */
  rootsPerRoom: 32,
  /** Ranges of deletes in one update; a board of 5,000 shapes after a workshop has 6,500. */
  deletesPerUpdate: 20_000,
  /** Entries of a state vector. */
  stateVectorEntries: 20_000,
  /** Bytes that may wait in a session for what they depend on: they are tried again and again. */
  missingBytes: 256 << 10,
  /** Bytes a session may have waiting: for updates that its own depend on, and for the rest of a large one. */
  heldBytes: 16 << 20,
  /** The same for all sessions of a room together. */
  heldBytesPerRoom: 48 << 20,
  /** Bytes that somebody of an old epoch may bring. */
  lateBytes: 16 << 20,
  /** Updates that late people may have brought to one old epoch. */
  lateUpdates: 2_000,
  /** Milliseconds that somebody of an old epoch has to ask whether their work is saved. */
  lateMs: 2_000,
  /** Bytes of a board: its snapshot and the journal since. */
  boardBytes: 128 << 20,
  /** Boards in memory at once. */
  openRooms: 1_000,
  /** Bytes of memory that the documents of all open boards are reckoned to take; a board alone may take more. */
  openBytes: 1 << 30,
  /** Milliseconds an empty room that was just asked for is left alone when space is needed. */
  restMs: 1_000,
  /** Boards that are read from disk at once. */
  loadsAtOnce: 4,
  /** Milliseconds for which loading boards holds the process before others have their turn. */
  loadSliceMs: 20,
  /** Milliseconds a busy room gathers at least before it sends, and more for each session; a quiet one sends at once. */
  gatherLeastMs: 10,
  gatherSessionMs: 0.25,
  /** Milliseconds a busy room gathers at most. */
  gatherMostMs: 50,
  /** Share of its time that a room may spend on ticks; it gathers the longer the more they cost. */
  gatherShare: 0.12,
  /** Times in a minute that a session may ask for the board's state. */
  statesPerMinute: 10,
  /** Bytes of a board up to which its first state is encoded anew after every change. */
  firstStateLeastBytes: 16 << 10,
  /** Bytes of edits since the first state was encoded, besides `firstStateShare`, at which it is encoded anew. */
  firstStateBytes: 256 << 10,
  /** Share of the first state that the edits since may have before it is encoded anew. */
  firstStateShare: 0.25,
  /** Bytes waiting in a socket at which its session is sent no single edits, but all in one when it has read. */
  behindBytes: 1 << 20,
  /** Bytes waiting in a socket below which a session that was behind is sent what it missed. */
  caughtUpBytes: 64 << 10,
  /** Milliseconds that a session may be behind, besides the time its line needs at `slowestBytesPerSecond`. */
  behindMs: 20_000,
  /** The slowest line on which a board's first state still gets through. */
  slowestBytesPerSecond: 32 << 10,
  /** Milliseconds after which a session is asked again for what its updates depend on. */
  heldMs: 3_000,
  /** Times a session is asked for that before it is told to come again. */
  heldAsks: 3,
  /** Milliseconds without a frame after which a session is sent an empty one (y-websocket gives up after 30 s). */
  keepAliveMs: 10_000,
  /** Milliseconds an empty room stays in memory. */
  idleMs: 30_000,
  /** Bytes of journal after which a room in use takes a snapshot. */
  snapshotBytes: 1 << 20,
} as const
