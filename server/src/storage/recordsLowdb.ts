import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Low } from 'lowdb'
import {
  AlreadyThere,
  type Collection,
  type CollectionName,
  collectionNames,
  kinds,
  NoSuchRecord,
  NotSaving,
  type RecordOf,
  type RecordStore,
  RecordsDamaged,
  type UpdateOptions,
  VersionConflict,
} from './records.ts'
import { type FileCalls, RecordsFile, realFileCalls, syncFolder, writeDurably } from './recordsFile.ts'

interface LowdbOptions {
  calls?: FileCalls
}

/** Opens `DATA_DIR/records`, one file for each collection. Throws `RecordsDamaged` where one cannot be read. */
export async function openRecords(dataDir: string, options: LowdbOptions = {}): Promise<RecordStore> {
  const folder = join(dataDir, 'records')
  const calls = options.calls ?? realFileCalls
  await mkdir(folder, { recursive: true })
  await syncFolder(dataDir, calls)
  const state: StoreState = { failed: null }
  const openOne = async <N extends CollectionName>(name: N): Promise<FileCollection<RecordOf<N>>> => {
    const collection = new FileCollection<RecordOf<N>>(
      join(folder, `${name}.json`),
      kindOf(name),
      state,
      calls,
    )
    await collection.load()
    return collection
  }
  const collections = {
    challenges: await openOne('challenges'),
    boards: await openOne('boards'),
    invites: await openOne('invites'),
    sessions: await openOne('sessions'),
    exports: await openOne('exports'),
    facilitators: await openOne('facilitators'),
    welcomes: await openOne('welcomes'),
  }
  return {
    ...collections,
    failure: () => probeAfterFailure(state, join(folder, 'probe'), calls),
    async close() {
      await Promise.all(collectionNames.map((name) => collections[name].idle()))
    },
  }
}

/** The correlated type of one row of the table, which TypeScript cannot see through an index by a type parameter. */
const kindOf = <N extends CollectionName>(name: N): KindOf<RecordOf<N>> =>
  kinds[name] as unknown as KindOf<RecordOf<N>>

interface KindOf<T> {
  schema: {
    parse(value: unknown): T
    safeParse(value: unknown): { success: boolean; error?: Error | undefined }
  }
  idOf(record: T): string
}

/** Why the last write of any collection failed; null after one that worked. */
interface StoreState {
  failed: string | null
}

async function probeAfterFailure(state: StoreState, path: string, calls: FileCalls): Promise<string | null> {
  if (state.failed === null) return null
  try {
    await writeDurably(path, 'can this disk save?', { calls })
    await rm(path, { force: true })
    state.failed = null
  } catch (error) {
    state.failed = describe(error)
  }
  return state.failed
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error))

type Records<T> = ReadonlyMap<string, Readonly<T>>

/** One write waiting for its turn: changes the draft or throws, and is told what became of it. */
interface Job<T> {
  apply(draft: Map<string, Readonly<T>>): void
  resolve(): void
  reject(error: unknown): void
}

/**
 * One collection in memory and in its file. Writes that come while one is on its way wait and then go together in
 * one file; memory is swapped only after the file is on disk, so nobody reads what a power cut could take back.
 */
class FileCollection<T extends object> implements Collection<T> {
  private records: Records<T> = new Map()
  private readonly db: Low<unknown[]>
  private waiting: Job<T>[] = []
  private writing: Promise<void> | null = null

  constructor(
    private readonly path: string,
    private readonly kind: KindOf<T>,
    private readonly state: StoreState,
    calls: FileCalls,
  ) {
    this.db = new Low<unknown[]>(new RecordsFile(path, calls), [])
  }

  async load(): Promise<void> {
    await rm(`${this.path}.new`, { force: true })
    await this.db.read()
    const records = new Map<string, T>()
    for (const [index, raw] of this.db.data.entries()) {
      const checked = this.kind.schema.safeParse(raw)
      if (!checked.success) {
        const reason = `record ${index + 1} is not valid: ${checked.error?.message.replace(/\s+/g, ' ')}`
        const lastGood = `${this.path}.last-good`
        throw new RecordsDamaged(this.path, reason, existsSync(lastGood) ? lastGood : null)
      }
      // Fields that this version does not know are kept: a newer one may have written them.
      const record: T = { ...(raw as object), ...this.kind.schema.parse(raw) }
      records.set(this.kind.idOf(record), record)
    }
    this.records = records
  }

  async get(id: string): Promise<Readonly<T> | null> {
    return this.records.get(id) ?? null
  }

  async list(match: Partial<T> = {}): Promise<readonly Readonly<T>[]> {
    const wanted = Object.entries(match)
    return [...this.records.values()].filter((record) =>
      wanted.every(([field, value]) => (record as Record<string, unknown>)[field] === value),
    )
  }

  async insert(record: T): Promise<void> {
    await this.enqueue((draft) => {
      const id = this.kind.idOf(record)
      if (draft.has(id)) throw new AlreadyThere(id)
      draft.set(id, this.checked(record))
    })
  }

  async update(
    id: string,
    change: (record: Readonly<T>) => T,
    options: UpdateOptions = {},
  ): Promise<Readonly<T>> {
    let written: Readonly<T> | null = null
    await this.enqueue((draft) => {
      const current = draft.get(id)
      if (!current) throw new NoSuchRecord(id)
      requireVersion(current, options.ifVersion)
      const next = change(current)
      const version = versionOf(current)
      const counted = version === null || options.keepVersion ? next : { ...next, version: version + 1 }
      written = this.checked(counted)
      draft.set(id, written)
    })
    if (!written) throw new NoSuchRecord(id)
    return written
  }

  async remove(id: string, options: { ifVersion?: number } = {}): Promise<void> {
    if (!this.records.has(id) && this.waiting.length === 0 && !this.writing) return
    await this.enqueue((draft) => {
      const current = draft.get(id)
      if (!current) return
      requireVersion(current, options.ifVersion)
      draft.delete(id)
    })
  }

  /** Resolves when nothing is being written any more. */
  async idle(): Promise<void> {
    while (this.writing) await this.writing
  }

  /** What the next start could not read must not be written: a mistake of ours would damage the file. */
  private checked(record: T): T {
    const result = this.kind.schema.safeParse(record)
    if (!result.success)
      throw new Error(`refused to write a record that is not valid: ${result.error?.message}`)
    return record
  }

  private enqueue(apply: Job<T>['apply']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ apply, resolve, reject })
      this.writing ??= this.writeWaiting()
    })
  }

  private async writeWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      const jobs = this.waiting
      this.waiting = []
      const draft = new Map(this.records)
      const applied = jobs.filter((job) => applyJob(job, draft))
      await this.commit(draft, applied)
    }
    this.writing = null
  }

  private async commit(draft: Records<T>, jobs: readonly Job<T>[]): Promise<void> {
    if (jobs.length === 0) return
    const data = [...draft.values()]
    try {
      await this.db.adapter.write(data)
    } catch (error) {
      this.state.failed = describe(error)
      for (const job of jobs) job.reject(new NotSaving(describe(error)))
      return
    }
    this.db.data = data
    this.records = draft
    this.state.failed = null
    for (const job of jobs) job.resolve()
  }
}

/** A job that throws has changed nothing: each one looks before it writes. */
function applyJob<T>(job: Job<T>, draft: Map<string, Readonly<T>>): boolean {
  try {
    job.apply(draft)
    return true
  } catch (error) {
    job.reject(error)
    return false
  }
}

const versionOf = (record: object): number | null =>
  'version' in record && typeof record.version === 'number' ? record.version : null

function requireVersion(record: object, wanted: number | undefined): void {
  if (wanted !== undefined && versionOf(record) !== wanted)
    throw new VersionConflict(String(versionOf(record)))
}
