import { randomBytes } from 'node:crypto'
import type {
  Challenge,
  DeliveryView,
  Export,
  Locale,
  WebhookBody,
  WebhookEvent,
  WebhookView,
  WebhookWrite,
} from '@sheshi/records'
import type { Logger } from 'pino'
import { prefixOf } from '../addresses.ts'
import { publicChallenge } from '../publicView.ts'
import { readAddress } from './addresses.ts'
import { type Clock, Deliveries } from './Deliveries.ts'
import { type Delivery, DeliveryFiles } from './deliveryFiles.ts'
import { type Sent, sendOut } from './send.ts'
import { ConnectionSettings, type Webhook } from './settings.ts'
import { signatureOf } from './sign.ts'

/** How long a receiver of a webhook may take, and how much of its answer is read. */
const webhookLimits = { ms: 10_000, answerBytes: 4_096 } as const

interface OutOptions {
  dataDir: string
  logger: Logger
  allowPrivate: boolean
  /** The lab's own address, for links. */
  home(): string
  /** The exports of a challenge, for what is shown of it. */
  exportsOf(challengeId: string): Promise<readonly Readonly<Export>[]>
  clock?: Clock
}

/** What goes out of the lab: where to, and the webhook's deliveries. */
export class Out {
  readonly settings: ConnectionSettings
  readonly deliveries: Deliveries
  /** For `send`, which must not wait for the disk. */
  private webhook: Webhook | null = null

  constructor(private readonly options: OutOptions) {
    const { dataDir, logger, clock } = options
    this.settings = new ConnectionSettings(dataDir)
    this.deliveries = new Deliveries({
      files: new DeliveryFiles(dataDir),
      logger,
      send: (delivery, body) => this.send(delivery, body),
      ...(clock ? { clock } : {}),
    })
  }

  get allowPrivate(): boolean {
    return this.options.allowPrivate
  }

  /** Takes up what waited. A damaged file of settings stops what goes out, and nothing else. */
  async start(): Promise<void> {
    try {
      await this.refresh()
      await this.deliveries.start()
    } catch (error) {
      this.options.logger.error({ error }, 'nothing is sent out')
    }
  }

  /** Resolves with the secret, where one was made. Throws `AddressRefused`. */
  async setWebhook(write: WebhookWrite): Promise<WebhookView> {
    readAddress(write.address, this.options)
    const view = await this.settings.setWebhook(write)
    await this.refresh()
    return view
  }

  async renewSecret(): Promise<WebhookView | null> {
    const view = await this.settings.renewSecret()
    await this.refresh()
    return view
  }

  async forgetWebhook(): Promise<void> {
    await this.settings.forget('webhook')
    await this.refresh()
    await this.deliveries.giveUp()
  }

  /** Tells the webhook of an export. Never throws: the export is made whatever becomes of the news. */
  exported(challenge: Readonly<Challenge>, made: Readonly<Export>): Promise<void> {
    return this.tell('export.created', challenge, ({ content }) => ({
      export: content === 'record' ? made : headOf(made),
      links: { bundle: this.link(`/api/v1/challenges/${challenge.id}/exports/${made.id}/bundle.zip`) },
    }))
  }

  /** Tells the webhook where a challenge has gone to another step. Never throws. */
  async moved(before: Readonly<Challenge>, challenge: Readonly<Challenge>): Promise<void> {
    if (before.step === challenge.step) return
    const reason = challenge.stepHistory.at(-1)?.reason
    await this.tell('challenge.step', challenge, ({ content }) => ({
      step: {
        from: before.step,
        to: challenge.step,
        ...(reason && content === 'record' ? { reason } : {}),
      },
    }))
  }

  /** Sends a test now and answers how it went; null where no webhook is set. It is sent also where it is off. */
  async test(): Promise<DeliveryView | null> {
    const { webhook } = await this.settings.read()
    if (!webhook) return null
    const { content } = webhook
    const about = { event: 'test', id: newId(), at: now(), content } as const
    return this.deliveries.addAndTry({ ...about, challenge: null, links: {} })
  }

  /** Resolves when the try under way has ended. */
  close(): Promise<void> {
    return this.deliveries.close()
  }

  private async refresh(): Promise<void> {
    this.webhook = (await this.settings.read()).webhook
    await this.deliveries.release()
  }

  private async tell(
    event: WebhookEvent,
    challenge: Readonly<Challenge>,
    more: (webhook: Webhook) => Partial<WebhookBody>,
  ): Promise<void> {
    const { logger, exportsOf } = this.options
    try {
      // From the file, not from what `start` has read: the first call may come before it is through.
      const { webhook } = await this.settings.read()
      if (!webhook?.on || !webhook.events.includes(event)) return
      const exports = await exportsOf(challenge.id)
      const { links, ...fields } = more(webhook)
      await this.deliveries.add({
        event,
        id: newId(),
        at: now(),
        content: webhook.content,
        challenge:
          webhook.content === 'record'
            ? { ...challenge }
            : publicChallenge(challenge, { locale, exports, prefix: prefixOf(this.options.home()) }),
        ...fields,
        links: { challenge: this.link(`/challenges/${challenge.id}`), ...links },
      })
    } catch (error) {
      logger.error({ error, event }, 'the webhook will not hear of this')
    }
  }

  private send({ id, event }: Delivery, body: string): Promise<Sent> | null {
    const webhook = this.webhook
    if (!webhook || (!webhook.on && event !== 'test')) return null
    const timestamp = String(Math.floor(Date.now() / 1_000))
    return sendOut(webhook.address, {
      ...webhookLimits,
      allowPrivate: this.options.allowPrivate,
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'sheshi',
        'x-sheshi-event': event,
        'x-sheshi-delivery': id,
        'x-sheshi-timestamp': timestamp,
        'x-sheshi-signature': signatureOf(webhook.secret, timestamp, body),
      },
    })
  }

  private link(path: string): string {
    return this.options.home() + path
  }
}

/** Of texts in several languages, the one that goes first. */
const locale: Locale = 'en'
const now = (): string => new Date().toISOString()
const newId = (): string => randomBytes(12).toString('base64url')

const headOf = ({ id, boardTitle, template, number, createdAt, session }: Readonly<Export>) => ({
  id,
  boardTitle,
  template,
  number,
  createdAt,
  session,
})
