import { randomBytes } from 'node:crypto'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, replaceDurably } from './storage/recordsFile.ts'

const fileName = 'facilitator-key'

/** The key of the settings, else the one kept in the data folder, made at the first start (mode 600). */
export async function facilitatorKey(dataDir: string, given: string | null): Promise<string> {
  if (given !== null) return given
  const path = join(dataDir, fileName)
  const kept = await readKey(path)
  if (kept !== null) {
    await chmod(path, 0o600)
    return kept
  }
  const made = randomBytes(24).toString('base64url')
  await replaceDurably(path, `${made}\n`)
  return made
}

async function readKey(path: string): Promise<string | null> {
  let key: string
  try {
    key = (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  // A key that was cut short would be a weak one.
  if (key.length < 16)
    throw new Error(`The facilitator's key in ${path} is too short; remove the file to get a new one`)
  return key
}
