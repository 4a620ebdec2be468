import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The built client's pages, made ready for the path below which browsers find the lab. */
export class ClientPages {
  constructor(
    readonly dir: string,
    private readonly prefix: string,
  ) {}

  /**
   * A page to be sent, null where the client is not built. The build writes addresses as `./…`, which would lie beside
   * whatever page is shown; here they get the prefix, and the page is told it for all that it asks later (`app/base.ts`).
   */
  async read(name = 'index.html'): Promise<string | null> {
    const file = join(this.dir, name)
    if (!existsSync(file)) return null
    const html = await readFile(file, 'utf8')
    return html
      .replaceAll('="./', `="${this.prefix}/`)
      .replace(/<html\b/, () => `<html data-base="${this.prefix}"`)
  }
}

/** What tells this build of the pages from another: the page names its files, and those have hashes in their names. */
export function buildOf(clientDir: string): string {
  const page = join(clientDir, 'index.html')
  const content = existsSync(page) ? readFileSync(page) : ''
  return createHash('sha256').update(content).digest('hex').slice(0, 12)
}
