import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.ts'
import { isLocked } from '../storage/lock.ts'
import { backup } from './backupCommand.ts'
import { CareError, wordsOf } from './careError.ts'
import { examine } from './doctor/examine.ts'
import { mend } from './doctor/mend.ts'
import { exitCode, reportText } from './doctor/report.ts'
import { restoreArchive } from './restore.ts'

// What a person runs by hand: `npm run doctor`, `npm run backup`, `npm run restore`. `scripts/care.mjs` comes here.

/** Answers the exit code. */
async function doctor(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      mend: { type: 'boolean', default: false },
      'use-last-good': { type: 'boolean', default: false },
    },
  })
  const dataDir = resolve(positionals[0] ?? loadConfig(process.env).dataDir)
  if (!existsSync(dataDir)) throw new CareError(`There is no folder ${dataDir}.`)
  const found = values.mend
    ? await mend(dataDir, { useLastGood: values['use-last-good'] })
    : await examine(dataDir, await isLocked(dataDir))
  console.log(values.json ? JSON.stringify(found.report, null, 1) : reportText(found.report, found.titles))
  return exitCode(found.report)
}

async function makeBackup(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { url: { type: 'string' }, key: { type: 'string' } },
  })
  const [name] = positionals
  if (!name) throw new CareError('Name the file to write: npm run backup -- lab.tar.gz')
  const file = resolve(name)
  await mkdir(dirname(file), { recursive: true })
  const { files, at } = await backup(loadConfig(process.env), file, { url: values.url, key: values.key })
  console.log(`${file} holds everything as of ${at}: ${files.length} files, each one checked.`)
  return 0
}

async function restore(args: string[]): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} })
  const [file, folder] = positionals
  if (!file || !folder) {
    throw new CareError('Name the archive and an empty folder: npm run restore -- lab.tar.gz ./data')
  }
  const { files, at, version } = await restoreArchive(resolve(file), resolve(folder))
  console.log(
    `${resolve(folder)} is the lab as of ${at} (Sheshi ${version}): ${files.length} files, each one checked.`,
  )
  console.log(`Start a server on it: DATA_DIR=${resolve(folder)} npm start`)
  return 0
}

const commands: Record<string, (args: string[]) => Promise<number>> = { doctor, backup: makeBackup, restore }

const [name = '', ...args] = process.argv.slice(2)
try {
  const command = commands[name]
  if (!command) throw new CareError('There are doctor, backup and restore.')
  process.exitCode = await command(args)
} catch (error) {
  console.error(wordsOf(error))
  // 2: what was asked could not be done or looked at.
  process.exitCode = 2
}
