import { AuthSession, Board, Challenge, Export, Facilitator, Invite, Welcome } from '@sheshi/records'
import type { z } from 'zod'

/** What a collection must be told about its records. */
interface Kind<T> {
  schema: z.ZodType<T>
  /** The id that `get`, `update` and `remove` take. */
  idOf(record: T): string
}

const kind = <T>(schema: z.ZodType<T>, idOf: (record: T) => string): Kind<T> => ({ schema, idOf })

/** The collections and what rests in them; one table for every implementation. */
export const kinds = {
  challenges: kind(Challenge, (challenge) => challenge.id),
  boards: kind(Board, (board) => board.id),
  invites: kind(Invite, (invite) => invite.code),
  sessions: kind(AuthSession, (session) => session.id),
  exports: kind(Export, (made) => made.id),
  facilitators: kind(Facilitator, (facilitator) => facilitator.id),
  welcomes: kind(Welcome, (welcome) => welcome.id),
}
export type CollectionName = keyof typeof kinds
export const collectionNames = Object.keys(kinds) as CollectionName[]
export type RecordOf<N extends CollectionName> = z.infer<(typeof kinds)[N]['schema']>

/** Records of one kind. What is read must not be changed; a promise of a write resolves once it is on disk. */
export interface Collection<T> {
  get(id: string): Promise<Readonly<T> | null>
  /** All records, or those whose fields equal the ones given, in the order they were inserted. */
  list(match?: Partial<T>): Promise<readonly Readonly<T>[]>
  /** Throws `AlreadyThere` where the id is taken. */
  insert(record: T): Promise<void>
  /** Replaces a record by what `change` makes of it; `change` must be pure. Answers the new record. */
  update(id: string, change: (record: Readonly<T>) => T, options?: UpdateOptions): Promise<Readonly<T>>
  /** Does nothing where there is no such record. */
  remove(id: string, options?: { ifVersion?: number }): Promise<void>
}

export interface UpdateOptions {
  /** Only where the record still has this version; else `VersionConflict`. */
  ifVersion?: number
  /** The version stays: the change is none that a person made. */
  keepVersion?: boolean
}

/**
 * Where challenges, boards, invites, sessions, exports and facilitators rest (DESIGN §4.4). A write that fails leaves everything
 * as it was and throws `NotSaving`. `describeRecordStore` is the acceptance suite of every implementation.
 */
export type RecordStore = { readonly [N in CollectionName]: Collection<RecordOf<N>> } & {
  /** null: writes work; else the reason why the last one did not. Tries again where it failed. */
  failure(): Promise<string | null>
  /** Resolves when every write that was begun has ended. */
  close(): Promise<void>
}

export class NoSuchRecord extends Error {
  override readonly name = 'NoSuchRecord'
}
export class AlreadyThere extends Error {
  override readonly name = 'AlreadyThere'
}
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict'
}
/** The disk (or database) did not take a write; nothing was changed. */
export class NotSaving extends Error {
  override readonly name = 'NotSaving'
}

/** A file of records cannot be read. It was not touched; the message says what to do. */
export class RecordsDamaged extends Error {
  override readonly name = 'RecordsDamaged'
  constructor(
    readonly file: string,
    readonly reason: string,
    readonly lastGood: string | null,
  ) {
    const advice = lastGood
      ? `The last good copy is ${lastGood}: look at both, then put the right one in its place.`
      : 'There is no earlier copy: bring the file back from a backup.'
    super(`The records in ${file} cannot be read: ${reason}. The file was left as it is. ${advice}`)
  }
}
