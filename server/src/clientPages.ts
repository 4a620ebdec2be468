import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The built client's pages, made ready for the path below which browsers find the lab. */
export class ClientPages {
  constructor(
    readonly dir: string,
    private readonly prefix: string,
    private readonly embedHosts: readonly string[],
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

  /**
   * The service worker, which keeps the page together with its headers, and fetches it anew only where its revision is
   * another: those say whose pages may be embedded.
   */
  async worker(): Promise<string | null> {
    const file = join(this.dir, 'sw.js')
    if (!existsSync(file)) return null
    const script = await readFile(file, 'utf8')
    if (this.embedHosts.length === 0) return script
    const hash = createHash('sha256').update(this.embedHosts.join()).digest('hex').slice(0, 12)
    return script.replace(/(url:"index\.html",revision:"\w+)"/, `$1-${hash}"`)
  }
}

/**
 * What tells these pages from others: the page names its files, and those have hashes in their names; its headers say
 * whose pages may be embedded.
 */
export function buildOf(clientDir: string, embedHosts: readonly string[]): string {
  const page = join(clientDir, 'index.html')
  const content = existsSync(page) ? readFileSync(page) : ''
  return createHash('sha256').update(content).update(embedHosts.join()).digest('hex').slice(0, 12)
}
