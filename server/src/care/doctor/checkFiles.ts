import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  type CollectionName,
  collectionNames,
  kinds,
  type RecordOf,
  RecordsDamaged,
} from '../../storage/records.ts'
import { isMissing, RecordsFile } from '../../storage/recordsFile.ts'
import { wordsOf } from '../careError.ts'
import type { Finding } from './report.ts'

/** The records as far as they can be read; null: that file cannot. */
export type ReadRecords = { [N in CollectionName]: RecordOf<N>[] | null }

/** Reads and checks every file of records. */
export async function checkRecords(dataDir: string, findings: Finding[]): Promise<ReadRecords> {
  const read = Object.fromEntries(collectionNames.map((name) => [name, null])) as ReadRecords
  for (const name of collectionNames) await checkCollection(dataDir, name, read, findings)
  return read
}

async function checkCollection<N extends CollectionName>(
  dataDir: string,
  name: N,
  read: { [M in N]: RecordOf<M>[] | null },
  findings: Finding[],
): Promise<void> {
  const file = join('records', `${name}.json`)
  const found = await readCollection<N>(join(dataDir, file), name)
  if (typeof found !== 'string') {
    read[name] = found
    return
  }
  const good = await readCollection<N>(join(dataDir, `${file}.last-good`), name)
  const copied = typeof good === 'string' ? null : good
  findings.push({
    grade: 'damage',
    where: file,
    board: null,
    what: `The list of ${name} cannot be read, and the server does not start: ${found}.`,
    todo:
      copied === null || copied.length === 0
        ? 'There is no earlier copy that can be read: bring the file back from a backup.'
        : `Bring the file back from a backup, or run with --mend --use-last-good: the copy beside it has ${copied.length} of them and lacks the last change.`,
  })
}

/** The records, or in words why they cannot be had. */
export async function readCollection<N extends CollectionName>(
  path: string,
  name: N,
): Promise<RecordOf<N>[] | string> {
  let raw: unknown[] | null
  try {
    raw = await new RecordsFile(path).read()
  } catch (error) {
    return error instanceof RecordsDamaged ? error.reason : wordsOf(error)
  }
  const schema = kinds[name].schema
  const records: RecordOf<N>[] = []
  for (const [index, one] of (raw ?? []).entries()) {
    const checked = schema.safeParse(one)
    if (!checked.success) return `record ${index + 1} is not valid`
    records.push(checked.data as RecordOf<N>)
  }
  return records
}

/** Pictures are named by their SHA-256; each is read to its end. */
export async function checkAssets(dataDir: string, findings: Finding[]): Promise<number> {
  let files = 0
  for (const board of await readdir(join(dataDir, 'assets')).catch(() => [])) {
    const names = await readdir(join(dataDir, 'assets', board)).catch(() => [])
    for (const name of names.filter((one) => /^[0-9a-f]{64}\.[a-z]+$/.test(one))) {
      files += 1
      const where = `assets/${board}/${name}`
      const hash = await hashOf(join(dataDir, where))
      if (hash === null || hash === name.slice(0, 64)) continue
      const what = 'A picture on the board is damaged and is not shown as it was.'
      findings.push({ grade: 'damage', where, board, what, todo: 'Bring the file back from a backup.' })
    }
  }
  return files
}

/** Every file that the record of an export names, with its size and checksum; and folders that no record names. */
export async function checkExports(
  dataDir: string,
  exports: ReadRecords['exports'],
  findings: Finding[],
): Promise<number> {
  if (exports === null) return 0
  const folders = await readdir(join(dataDir, 'exports')).catch(() => [])
  const named = new Set(exports.map(({ id }) => id))
  for (const name of folders.filter((one) => !named.has(one))) {
    const what = 'The files of an export that was never finished: no record names them.'
    const todo = 'The server removes them at its next start.'
    findings.push({ grade: 'note', where: `exports/${name}`, board: null, what, todo })
  }
  let files = 0
  for (const { id, boardId, boardTitle, number, files: wanted } of exports) {
    for (const { path, sha256 } of wanted) {
      files += 1
      const where = `exports/${id}/${path}`
      const hash = await hashOf(join(dataDir, where))
      if (hash === sha256) continue
      const state = hash === null ? 'is missing' : 'is damaged'
      const what = `A file of export ${number} of “${boardTitle}” ${state}: the record still names it.`
      findings.push({
        grade: 'damage',
        where,
        board: boardId,
        what,
        todo: 'Bring the file back from a backup.',
      })
    }
  }
  return files
}

/** null: there is no such file. */
async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
    return hash.digest('hex')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
