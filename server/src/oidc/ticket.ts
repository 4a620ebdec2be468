import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** What we must know again when somebody comes back from the city's sign-in. */
const Ticket = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** The facilitator's invite by which they came. */
  welcomeId: z.string().nullable(),
  at: z.number(),
})
export type Ticket = z.infer<typeof Ticket>

const cipher = 'aes-256-gcm'

/**
 * Packs tickets for the browser to carry, so that nobody can fill our memory by beginning over and over. What is
 * packed can be neither read nor changed outside, and not opened after a restart.
 */
export class TicketOffice {
  private readonly key = randomBytes(32)

  pack(ticket: Ticket): string {
    const iv = randomBytes(12)
    const sealing = createCipheriv(cipher, this.key, iv)
    const sealed = Buffer.concat([sealing.update(JSON.stringify(ticket), 'utf8'), sealing.final()])
    return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64url')
  }

  /** null: none of ours. */
  open(packed: string): Ticket | null {
    try {
      const bytes = Buffer.from(packed, 'base64url')
      const opening = createDecipheriv(cipher, this.key, bytes.subarray(0, 12))
      opening.setAuthTag(bytes.subarray(12, 28))
      const text = Buffer.concat([opening.update(bytes.subarray(28)), opening.final()]).toString('utf8')
      return Ticket.parse(JSON.parse(text))
    } catch {
      return null
    }
  }
}
