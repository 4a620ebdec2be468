import { createHmac } from 'node:crypto'

/** What a webhook's receiver computes too: HMAC-SHA-256 over `<timestamp>.<body>`, as `sha256=<hex>`. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`
