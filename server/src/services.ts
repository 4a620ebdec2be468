import type { RoomRegistry } from '@sheshi/sync'
import type { Logger } from 'pino'
import type { Access } from './access.ts'
import type { Activity } from './activity.ts'
import type { Addresses } from './addresses.ts'
import type { Assets } from './assets.ts'
import type { Backups } from './care/backups.ts'
import type { LastBackup, NightlyCopies } from './care/nightly.ts'
import type { Config } from './config.ts'
import type { BundleThreads } from './exports/bundleThread.ts'
import type { ExportFiles } from './exports/files.ts'
import type { Facilitators } from './facilitators/Facilitators.ts'
import type { FirstStateBodies } from './firstStates.ts'
import type { History } from './history/History.ts'
import type { VersionReader } from './history/VersionReader.ts'
import type { Measures } from './measures.ts'
import type { CitySignIn } from './oidc/CitySignIn.ts'
import type { Out } from './out/Out.ts'
import type { OwnTemplates } from './ownTemplates.ts'
import type { BoardWatches } from './pad/BoardWatch.ts'
import type { Previews } from './previews.ts'
import type { Ballots } from './screening/Ballots.ts'
import type { JournalState } from './storage/boardLog.ts'
import type { RecordStore } from './storage/records.ts'
import type { CodeTries } from './tries/CodeTries.ts'
import type { SignInTries } from './tries/SignInTries.ts'
import type { LoopWatch, SavingWatch } from './watch.ts'

/** What the routes work with; made once by `createServer`. */
export interface Services {
  config: Config
  logger: Logger
  records: RecordStore
  rooms: RoomRegistry
  access: Access
  facilitators: Facilitators
  /** null: the city's sign-in is not set up. */
  oidc: CitySignIn | null
  /** Who fails to get in, and has to wait. */
  tries: {
    codes: CodeTries
    signIn: SignInTries
    /** Keys sent as bearer tokens: a program with an old one keeps nobody from signing in. */
    bearers: SignInTries
  }
  activity: Activity
  addresses: Addresses
  previews: Previews
  /** Boards that are followed without their documents. */
  watches: BoardWatches
  firstStates: FirstStateBodies
  assets: Assets
  exports: ExportFiles
  /** Makes bundles and reads files, apart from those who draw. */
  bundles: BundleThreads
  ownTemplates: OwnTemplates
  /** What goes out of the lab: webhook and Decidim. */
  out: Out
  /** What people give in a screening; secret, so never in a document. */
  ballots: Ballots
  history: History
  /** Reads what `history` has kept. */
  versions: VersionReader
  backups: Backups
  /** null: no nightly copies are asked for. */
  nightly: NightlyCopies | null
  /** The last try to make a nightly copy; null where none was due yet, or none are made. */
  lastBackup(): LastBackup | null
  measures: Measures
  loop: LoopWatch
  saving: SavingWatch
  journal(): JournalState
  /** null: everything is saved; else why not. */
  saveFailure(): Promise<string | null>
}
