import { mkdir } from 'node:fs/promises'
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  allowEmbeds,
  claimedRole,
  DocumentTooNew,
  drain,
  isOtherVersion,
  judgeParts,
  judgeUpdate,
  renewDocument,
} from '@sheshi/board'
import { BoardTooNew, limits, type Renew, RoomRegistry } from '@sheshi/sync'
import type { Logger } from 'pino'
import { Access } from './access.ts'
import { Activity } from './activity.ts'
import { Addresses } from './addresses.ts'
import { Assets } from './assets.ts'
import { Backups } from './care/backups.ts'
import { NightlyCopies } from './care/nightly.ts'
import { announce, withdraw } from './care/running.ts'
import { sweepStaging } from './care/staging.ts'
import type { Config } from './config.ts'
import { BundleThreads } from './exports/bundleThread.ts'
import { ExportFiles } from './exports/files.ts'
import { facilitatorKey } from './facilitatorKey.ts'
import { Facilitators } from './facilitators/Facilitators.ts'
import { Passphrases } from './facilitators/passphrases.ts'
import { FirstStateBodies } from './firstStates.ts'
import { History } from './history/History.ts'
import { VersionReader } from './history/VersionReader.ts'
import { VersionFiles } from './history/versionFiles.ts'
import { sendOutUninvited, tidy } from './housekeeping.ts'
import { createApp } from './http/app.ts'
import { labLimits } from './limits.ts'
import { createLogger } from './logging.ts'
import { Measures } from './measures.ts'
import { CitySignIn } from './oidc/CitySignIn.ts'
import { Out } from './out/Out.ts'
import { OwnTemplates } from './ownTemplates.ts'
import { BoardWatches } from './pad/BoardWatch.ts'
import { Previews } from './previews.ts'
import { Ballots } from './screening/Ballots.ts'
import type { Services } from './services.ts'
import { attachSockets } from './socket.ts'
import { type FileLog, openBoardLog } from './storage/boardLog.ts'
import { type Disk, realDisk } from './storage/journalDisk.ts'
import { lockDataDir } from './storage/lock.ts'
import type { RecordStore } from './storage/records.ts'
import { openRecords } from './storage/recordsLowdb.ts'
import { CodeTries } from './tries/CodeTries.ts'
import { SignInTries } from './tries/SignInTries.ts'
import { version } from './version.ts'
import { LoopWatch, SavingWatch } from './watch.ts'

export interface ServerOptions {
  logger?: Logger
  /** The disk of the boards; tests bring one that fails. */
  disk?: Disk
  /** Where the built client lies; beside the built server where nothing is said. */
  clientDir?: string
  /** Milliseconds between two signs of life to each socket; tests have less patience. */
  heartbeatMs?: number
}

/** A server with its data folder open, which it alone holds until it is closed. */
export interface LabServer {
  readonly addresses: Addresses
  readonly facilitatorKey: string
  readonly services: Services
  /** Resolves once it can serve. */
  listen(): Promise<void>
  /** Stops accepting, saves, sends people out with a retry code, gives the folder back. */
  close(): Promise<void>
}

const builtClient = fileURLToPath(new URL('../../client/dist', import.meta.url))
/** Who has begun a request, an upgrade too, and does not get to the end of its head is cut off. Milliseconds. */
const requestTimes = { headersTimeout: labLimits.headMs, connectionsCheckingInterval: 2_000 }
/** How long requests that are being answered may take while the server stops, in milliseconds. */
const lastRequests = 3_000
/** How long versions that are due may take while the server stops: they are worth less than an end in time. */
const lastVersions = 2_000

const passed = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref())

/** Opens the data folder. Throws where it is in use, or where something in it cannot be read; nothing is changed then. */
export async function createServer(config: Config, options: ServerOptions = {}): Promise<LabServer> {
  const logger = options.logger ?? createLogger(config)
  allowEmbeds(config.embedHosts)
  await mkdir(config.dataDir, { recursive: true })
  const unlock = await lockDataDir(config.dataDir)
  try {
    await sweepStaging(config.dataDir)
    const key = await facilitatorKey(config.dataDir, config.facilitatorKey)
    const records = await openRecords(config.dataDir)
    const measures = new Measures()
    const log = await openBoardLog(config.dataDir, {
      logger,
      observe: measures,
      disk: options.disk ?? realDisk,
    })
    const services = assemble({ config, logger, key, records, log, measures })
    await services.exports.sweep(new Set((await records.exports.list()).map((made) => made.id)))
    return labServer(services, key, options, async () => {
      await log.close()
      await records.close()
      await unlock()
    })
  } catch (error) {
    await unlock()
    throw error
  }
}

interface Opened {
  config: Config
  logger: Logger
  key: string
  records: RecordStore
  log: FileLog
  measures: Measures
}

function assemble({ config, logger, key, records, log, measures }: Opened): Services {
  const activity = new Activity(records, logger)
  const rooms = new RoomRegistry({
    log,
    logger,
    renew,
    drain,
    judge: judgeUpdate,
    judgeParts,
    // Screens and pads follow whoever is the facilitator.
    believes: ({ role }, state) => claimedRole(state) !== 'facilitator' || role === 'facilitator',
    observe: measures,
    onChanged(boardId, people) {
      activity.changed(boardId)
      history.changed(boardId, people)
      previews.changed(boardId)
    },
    onPuttingAway: (room) => history.puttingAway(room),
  })
  const previews = new Previews(rooms)
  const files = new VersionFiles(join(config.dataDir, 'boards'), realDisk, logger)
  const history = new History({ files, open: (id) => rooms.open(id), logger })
  const backups = new Backups(
    config.dataDir,
    () => log.hold(),
    () => activity.flush(),
  )
  const nightly = nightlyCopies(config, logger, backups)
  const addresses = new Addresses(config)
  const out = new Out({
    dataDir: config.dataDir,
    logger,
    allowPrivate: config.outAllowPrivate,
    home: () => addresses.home,
    exportsOf: (challengeId) => records.exports.list({ challengeId }),
  })
  const saving = new SavingWatch({ logger, journal: () => reasonOf(log), records: () => records.failure() })
  return {
    config,
    logger,
    records,
    rooms,
    activity,
    previews,
    watches: new BoardWatches(),
    firstStates: new FirstStateBodies(rooms),
    history,
    versions: new VersionReader(files),
    ...waysIn({ config, logger, key, records }),
    addresses,
    assets: new Assets(config.dataDir),
    exports: new ExportFiles(config.dataDir),
    bundles: new BundleThreads(),
    ownTemplates: new OwnTemplates(config.dataDir),
    out,
    ballots: new Ballots(config.dataDir),
    backups,
    nightly,
    lastBackup: () => nightly?.last() ?? null,
    measures,
    loop: new LoopWatch(),
    saving,
    journal: () => log.journal(),
    saveFailure: async () => (await saving.failure())?.reason ?? null,
  }
}

/** How people get in. */
function waysIn({ config, logger, key, records }: Pick<Opened, 'config' | 'logger' | 'key' | 'records'>) {
  const tries = { codes: new CodeTries(), signIn: new SignInTries(), bearers: new SignInTries() }
  return {
    access: new Access({ records, facilitatorKey: key, config, bearers: tries.bearers }),
    facilitators: new Facilitators(records, new Passphrases()),
    oidc: config.oidc && new CitySignIn(config.oidc, logger),
    tries,
  }
}

function reasonOf(log: FileLog): string | null {
  const health = log.health()
  return health.ok ? null : health.reason
}

function nightlyCopies(config: Config, logger: Logger, backups: Backups): NightlyCopies | null {
  const { backupDir: dir, backupHour: hour } = config
  return dir === null ? null : new NightlyCopies({ dir, hour, logger, write: (to) => backups.write(to) })
}

/** A board that a newer program has written is left as it is, and nobody is let in. */
const renew: Renew = (id, doc) => {
  try {
    return renewDocument(doc)
  } catch (error) {
    throw error instanceof DocumentTooNew ? new BoardTooNew(id, error.message) : error
  }
}

function labServer(
  services: Services,
  key: string,
  { clientDir = builtClient, heartbeatMs }: ServerOptions,
  closeStores: () => Promise<void>,
): LabServer {
  const { config, logger, rooms, access, addresses, activity, history } = services
  const http = createHttpServer(requestTimes)
  // First, so that nobody after it sees whether the proxy has taken the prefix away.
  for (const event of ['request', 'upgrade']) {
    http.on(event, (request: IncomingMessage) => {
      request.url = addresses.withoutPrefix(request.url ?? '/')
    })
  }
  http.on('request', createApp(services, clientDir))
  const sockets = attachSockets({
    server: http,
    rooms,
    authorize: (request, boardId) => access.authorizeSocket(request, boardId),
    isOtherVersion,
    originAllowed: (request) => access.originAllowed(request),
    addressOf: (request) => addresses.networkOf(request),
    logger,
    observe: services.measures,
    ...(heartbeatMs !== undefined && { heartbeatMs }),
  })
  const stopChores = startChores(services)
  return {
    addresses,
    facilitatorKey: key,
    services,
    async listen() {
      addresses.listensOn(await listen(http, config))
      logger.info(startOf(config), 'started')
      void services.out.start()
      await announce(config.dataDir, addresses.local).catch((err: unknown) =>
        logger.warn({ err }, 'programs on this machine will not find the server by its data folder'),
      )
    },
    async close() {
      stopChores()
      const answered = stopAccepting(http)
      await services.backups.close()
      await services.out.close()
      // While rooms can still be opened; what is changed from here on is in the journal.
      await Promise.race([history.flush(), passed(lastVersions)])
      await rooms.closeAll()
      await sockets.close()
      await answered
      await services.versions.close()
      await services.bundles.close()
      await activity.flush()
      services.loop.stop()
      await withdraw(config.dataDir).catch(() => undefined)
      await closeStores()
    },
  }
}

/** What somebody wants to know first who reads the log of another machine. */
const startOf = ({ dataDir, host }: Config) => ({
  version,
  node: process.version,
  dataDir,
  host,
  limits: {
    openRooms: limits.openRooms,
    openBytes: limits.openBytes,
    sessionsPerRoom: limits.sessionsPerRoom,
    frameBytes: limits.frameBytes,
    boardBytes: limits.boardBytes,
  },
})

/** Resolves with the port. */
function listen(http: Server, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      const address = http.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** Resolves when the last request is answered, or has had its time. */
function stopAccepting(http: Server): Promise<void> {
  if (!http.listening) return Promise.resolve()
  return new Promise((resolve) => {
    const cut = setTimeout(() => http.closeAllConnections(), lastRequests)
    http.close(() => {
      clearTimeout(cut)
      resolve()
    })
  })
}

/** What is done from time to time; failures are told and tried again the next time. */
function startChores(services: Services): () => void {
  const chore = (minutes: number, name: string, run: () => Promise<void>) => {
    const work = () => void run().catch((err) => services.logger.error({ err }, `${name} failed`))
    return setInterval(work, minutes * 60_000).unref()
  }
  const timers = [
    chore(60, 'tidying', () => tidy(services)),
    chore(1, 'letting go of states', async () => services.firstStates.tidy()),
    chore(1, 'sending out', () => sendOutUninvited(services)),
    chore(1 / 6, 'looking at saving', async () => void (await services.saving.failure())),
    chore(1, 'the nightly copy', async () => services.nightly?.check()),
  ]
  const first = setTimeout(() => void tidy(services).catch(() => undefined), 10_000).unref()
  return () => {
    clearTimeout(first)
    for (const timer of timers) clearInterval(timer)
  }
}
