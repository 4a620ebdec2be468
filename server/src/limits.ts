/**
 * What requests, files and connections may cost the lab; what boards may, says `limits` of the sync package. Both
 * tables stand in docs/limits.md, with the test that shows each from outside.
 */
export const labLimits = {
  /** Sockets from one address, loopback excepted: behind it there may be a proxy. A hall of 150 people opens 300. */
  socketsPerAddress: 600,
  /** Milliseconds in which it must be found out who is behind a socket. */
  authorizeMs: 10_000,
  /** Milliseconds for the head of a request, an upgrade's too. */
  headMs: 8_000,
  /** Bytes of JSON that anybody may send, signed in or not. */
  openJsonBytes: 16 << 10,
  /** Bytes of JSON in any other request. */
  jsonBytes: 1 << 20,
  /** Bytes of a document that a program gives back. */
  documentBytes: 32 << 20,
  /** Bytes of a file to make a board from, or to verify; README's nginx lets through a little more. */
  bundleBytes: 60 << 20,
  /** Bytes of each of the two drawings of an export. */
  drawingBytes: 25 << 20,
  /** Bytes of one picture. */
  pictureBytes: 10 << 20,
  /** Pixels of one picture, and of its longer side: a few kilobytes can unpack to more than a phone has memory. */
  picturePixels: 50_000_000,
  pictureSide: 20_000,
  /** Pixels of all frames of a moving picture together. */
  pictureFramePixels: 1_000_000_000,
  /** Bytes and number of pictures of one board. */
  pictureBytesPerBoard: 500 << 20,
  picturesPerBoard: 2_000,
  /** Pictures that one session may send in an hour. */
  uploadsPerHour: 300,
  /** Pictures that are being received at once: of one session, and of all. */
  uploadsAtOnce: 4,
  uploadsAtOnceInAll: 40,
  /** Notes that one session may send over HTTP in a minute; on the canvas they are edits. */
  notesPerMinute: 120,
  /** How often one session may ask in a minute for all it has made: whole documents are read for it. */
  ownListsPerMinute: 60,
  /** Boards that one facilitator's session may make in an hour, from templates, copies and files. */
  boardsPerHour: 300,
  /** Exports that one facilitator's session may make in an hour. */
  exportsPerHour: 120,
  /** Bundles that one address may have verified in a minute, and that are held in memory at once. */
  verifiesPerMinute: 20,
  verifiesAtOnce: 2,
  /** Requests to servers outside the lab that one address may ask for in a minute. */
  outCallsPerMinute: 20,
} as const
