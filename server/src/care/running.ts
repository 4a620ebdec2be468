import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceDurably } from '../storage/recordsFile.ts'

/** Where a running server says how it is reached from its own machine; holds no key. */
export const serverFile = 'server.json'

/** Tells programs on this machine, such as the backup's, where the server of this folder listens. */
export async function announce(dataDir: string, url: string): Promise<void> {
  await replaceDurably(join(dataDir, serverFile), `${JSON.stringify({ pid: process.pid, url })}\n`)
}

/** Takes the announcement back. */
export async function withdraw(dataDir: string): Promise<void> {
  await rm(join(dataDir, serverFile), { force: true })
}

/** The address of the server that has this folder; null where none says so. */
export async function announcedUrl(dataDir: string): Promise<string | null> {
  try {
    const said: unknown = JSON.parse(await readFile(join(dataDir, serverFile), 'utf8'))
    const url = typeof said === 'object' && said !== null && 'url' in said ? said.url : null
    return typeof url === 'string' && URL.canParse(url) ? url : null
  } catch {
    return null
  }
}
