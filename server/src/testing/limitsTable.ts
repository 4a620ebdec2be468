import { limits } from '@sheshi/sync'
import { labLimits } from '../limits.ts'

/** What happens beyond a limit, and the test that shows it from outside. */
type Shown = readonly [what: string, beyond: string, test: string]

const hostile = 'e2e/tests/hostile.spec.ts'
const rooms = 'packages/sync/src/Room.test.ts'
const sockets = 'server/src/socket.test.ts'
const intake = 'packages/sync/src/hostile.test.ts'
const uploads = 'packages/sync/src/uploads.test.ts'
const registry = 'packages/sync/src/RoomRegistry.test.ts'
const epochs = 'packages/sync/src/epoch.test.ts'

/** The limits of boards that somebody can run into; the others pace the server's own work. */
const boards: Partial<Record<keyof typeof limits, Shown>> = {
  frameBytes: ['one frame', '1009', hostile],
  beforeJoinBytes: ['what a socket sends before it is known', '4529', hostile],
  framesPerSecond: ['frames of a session in a second', '4529', hostile],
  statesPerMinute: ['times a session asks for the whole board in a minute', '4529', hostile],
  authorsPerUpdate: ['authors in one update', '4400', hostile],
  structsPerUpdate: ['structs in one update', '4400', intake],
  deletesPerUpdate: ['ranges of deletes in one update', '4400', intake],
  stateVectorEntries: ['entries of a state vector', '4400', intake],
  rootsPerRoom: ['root types of a document', '4400', intake],
  newAuthorsPerSession: ['authors one session brings that the board did not know', '4400', intake],
  authorsPerRoom: ['authors of a board', '4413', intake],
  missingBytes: ['what hangs in the air', '4529, to come again', hostile],
  heldBytes: ['what a session has waiting', '4413', uploads],
  heldBytesPerRoom: ['the same, of a room', '4529', uploads],
  boardBytes: ['a board', '4413', rooms],
  awarenessBytes: ['one state of presence', '4413', hostile],
  awarenessIdsPerSession: ['states of presence of a session', '4400', hostile],
  sessionsPerRoom: ['sessions of a board', '4503, to come again', rooms],
  sessionsPerPerson: ['sessions of one person on a board', '4503 for the oldest', hostile],
  bufferedBytes: ['what waits for a slow reader, besides the board’s size', '4508, to come again', rooms],
  behindMs: ['how long a reader may be behind', '4508, to come again', rooms],
  heldAsks: ['times a session is asked for what is missing', '4529, to come again', rooms],
  lateBytes: ['what somebody of an old epoch brings', '4413', epochs],
  lateUpdates: ['updates of late people to one epoch', '4410', epochs],
  openRooms: ['boards in memory', 'HTTP 503, 4503', registry],
}

const lab: Record<keyof typeof labLimits, Shown> = {
  socketsPerAddress: [
    'sockets from one address (not from this machine)',
    'HTTP 429 before the upgrade',
    hostile,
  ],
  authorizeMs: ['until it is known who is behind a socket', '4500, to come again', sockets],
  headMs: ['for the head of a request, of an upgrade too', 'cut off', hostile],
  openJsonBytes: ['JSON from anybody', '413 `too-large`', hostile],
  jsonBytes: ['JSON from who is known', '413 `too-large`', 'server/src/http/badInput.test.ts'],
  documentBytes: ['a document given back by a program', '413 `too-large`', 'server/src/http/limits.test.ts'],
  bundleBytes: ['a file to import or verify', '413 `too-large`', 'server/src/http/limits.test.ts'],
  drawingBytes: ['each drawing of an export', '413 `too-large`', 'server/src/http/exports.test.ts'],
  pictureBytes: ['a picture', '413 `too-large`', hostile],
  picturePixels: ['pixels of a picture', '413 `too-large`', hostile],
  pictureSide: ['its longer side, in pixels', '413 `too-large`', 'server/src/pictureSize.test.ts'],
  pictureFramePixels: [
    'pixels of all frames of a moving picture',
    '413 `too-large`',
    'server/src/pictureSize.test.ts',
  ],
  pictureBytesPerBoard: ['all pictures of a board', '409 `pictures-full`', 'server/src/http/limits.test.ts'],
  picturesPerBoard: ['number of them', '409 `pictures-full`', 'server/src/http/limits.test.ts'],
  uploadsPerHour: ['pictures a session sends in an hour', '429 `too-many-requests`', hostile],
  uploadsAtOnce: ['pictures a session sends at once', '429 `too-many-requests`', hostile],
  uploadsAtOnceInAll: ['the same, of everybody', '429 `too-many-requests`', 'server/src/http/rates.test.ts'],
  notesPerMinute: ['notes a session sends over HTTP in a minute', '429 `too-many-requests`', hostile],
  ownListsPerMinute: [
    'times a session asks in a minute for all it has made',
    '429 `too-many-requests`',
    'server/src/http/people.test.ts',
  ],
  boardsPerHour: ['boards a facilitator makes in an hour', '429 `too-many-requests`', hostile],
  exportsPerHour: [
    'exports a facilitator makes in an hour',
    '429 `too-many-requests`',
    'server/src/http/limits.test.ts',
  ],
  verifiesPerMinute: [
    'bundles an address has verified in a minute',
    '429 `too-many-requests`',
    'server/src/http/limits.test.ts',
  ],
  verifiesAtOnce: [
    'bundles being verified at once',
    '429 `too-many-requests`',
    'server/src/http/rates.test.ts',
  ],
  outCallsPerMinute: [
    'requests to other servers an address asks for in a minute',
    '429 `too-many-requests`',
    'server/src/http/limits.test.ts',
  ],
}

function amount(name: string, value: number): string {
  if (/bytes/i.test(name)) return value < 1 << 20 ? `${value >> 10} kB` : `${value >> 20} MB`
  if (/Ms$/.test(name)) return `${value / 1_000} s`
  return value.toLocaleString('en-GB')
}

function table<Name extends string>(
  shown: Partial<Record<Name, Shown>>,
  values: Record<Name, number>,
): string {
  const rows = (Object.keys(shown) as Name[]).map((name) => {
    const [what, beyond, test] = shown[name] as Shown
    return `| \`${name}\` | ${what} | ${amount(name, values[name])} | ${beyond} | \`${test}\` |`
  })
  return ['| name | what | most | beyond it | test |', '|---|---|---|---|---|', ...rows].join('\n')
}

/** The two tables of docs/limits.md, in Markdown. */
export const limitTables = { boards: table(boards, limits), lab: table(lab, labLimits) }
