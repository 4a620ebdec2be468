import type { RoomRegistry } from '@sheshi/sync'
import type { Logger } from 'pino'
import type { Access } from './access.ts'
import type { Activity } from './activity.ts'
import type { Addresses } from './addresses.ts'
import type { Assets } from './assets.ts'
import type { Config } from './config.ts'
import type { ExportFiles } from './exports/files.ts'
import type { Previews } from './previews.ts'
import type { RecordStore } from './storage/records.ts'

/** What the routes work with; made once by `createServer`. */
export interface Services {
  config: Config
  logger: Logger
  records: RecordStore
  rooms: RoomRegistry
  access: Access
  activity: Activity
  addresses: Addresses
  previews: Previews
  assets: Assets
  exports: ExportFiles
  /** null: everything is saved; else why not. */
  saveFailure(): Promise<string | null>
}
