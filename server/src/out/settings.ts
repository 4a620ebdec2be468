import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type ConnectionsView,
  type DecidimView,
  DecidimWrite,
  type WebhookView,
  WebhookWrite,
} from '@sheshi/records'
import { z } from 'zod'
import { isMissing, replaceDurably, syncFolder } from '../storage/recordsFile.ts'

const format = 'sheshi-connections/1'

const Webhook = WebhookWrite.extend({ secret: z.string().min(32), secretMadeAt: z.iso.datetime() })
export type Webhook = z.infer<typeof Webhook>
const Decidim = DecidimWrite.extend({ token: z.string().min(1), clientId: z.string() })
export type Decidim = z.infer<typeof Decidim>
const File = z.object({ format: z.literal(format), webhook: Webhook.nullable(), decidim: Decidim.nullable() })
type Settings = Omit<z.infer<typeof File>, 'format'>

/** The file with the connections cannot be read. It was not touched, and it is not taken for an empty one. */
export class ConnectionsDamaged extends Error {
  override readonly name = 'ConnectionsDamaged'
}

/** A token or a new address has to come with its token: it must not go to a host it was not given for. */
export class TokenMissing extends Error {
  override readonly name = 'TokenMissing'
}

/** Where the lab sends to: `DATA_DIR/out/connections.json`, mode 600, since it holds a secret and a token. */
export class ConnectionSettings {
  private readonly path: string
  private known: Settings | null = null
  private turn: Promise<unknown> = Promise.resolve()

  constructor(dataDir: string) {
    this.path = join(dataDir, 'out', 'connections.json')
  }

  /** Throws `ConnectionsDamaged`. */
  async read(): Promise<Readonly<Settings>> {
    this.known ??= await readSettings(this.path)
    return this.known
  }

  /** Sets the webhook; a first one gets a secret, which only this answer holds. */
  async setWebhook(write: WebhookWrite): Promise<WebhookView> {
    let made: Webhook | null = null
    const { webhook } = await this.change((settings) => {
      const kept = settings.webhook
      made = kept ? null : { ...write, ...newSecret() }
      return { ...settings, webhook: kept ? { ...kept, ...write } : made }
    })
    if (!webhook) throw new Error('the webhook was just set')
    return made ? webhook : webhookView(webhook)
  }

  /** A new secret in the place of the old one, which is worth nothing from now on; null where there is no webhook. */
  async renewSecret(): Promise<WebhookView | null> {
    const { webhook } = await this.change((settings) => ({
      ...settings,
      webhook: settings.webhook ? { ...settings.webhook, ...newSecret() } : null,
    }))
    return webhook
  }

  /** Sets the platform. Throws `TokenMissing` where there is no token yet, or it was given for another host. */
  async setDecidim({ token, clientId, ...write }: DecidimWrite): Promise<DecidimView> {
    const { decidim } = await this.change((settings) => {
      const kept = settings.decidim
      const sameHost = kept !== null && new URL(kept.address).origin === new URL(write.address).origin
      const known = token ?? (sameHost ? kept.token : undefined)
      if (known === undefined) throw new TokenMissing()
      return { ...settings, decidim: { ...write, token: known, clientId: clientId ?? '' } }
    })
    if (!decidim) throw new Error('the platform was just set')
    return decidimView(decidim)
  }

  /** Forgets one of them with its secret. */
  async forget(which: keyof Settings): Promise<void> {
    await this.change((settings) => ({ ...settings, [which]: null }))
  }

  private change(make: (settings: Settings) => Settings): Promise<Settings> {
    const mine = this.turn.then(async () => {
      const made = make(await this.read())
      const folder = dirname(this.path)
      if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(dirname(folder))
      await replaceDurably(this.path, `${JSON.stringify({ format, ...made }, null, 1)}\n`)
      this.known = made
      return made
    })
    this.turn = mine.catch(() => undefined)
    return mine
  }
}

const newSecret = () => ({
  secret: randomBytes(32).toString('base64url'),
  secretMadeAt: new Date().toISOString(),
})

/** What a page may know: never the secret. */
export const webhookView = ({ secret: _secret, ...webhook }: Webhook): WebhookView => webhook
export const decidimView = ({ token: _token, ...decidim }: Decidim): DecidimView => decidim

/** All connections as a page may know them. */
export const connectionsView = (
  { webhook, decidim }: Readonly<Settings>,
  privateAllowed: boolean,
): ConnectionsView => ({
  webhook: webhook && webhookView(webhook),
  decidim: decidim && decidimView(decidim),
  privateAllowed,
})

async function readSettings(path: string): Promise<Settings> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return { webhook: null, decidim: null }
    throw error
  }
  try {
    const { format: _format, ...settings } = File.parse(JSON.parse(text))
    return settings
  } catch {
    throw new ConnectionsDamaged(`${path} cannot be read and was left as it is`)
  }
}
