/** The city's sign-in, as the environment says. */
export interface OidcSettings {
  /** As the provider calls itself, to the letter. */
  issuer: string
  clientId: string
  clientSecret: string
  /** Who may facilitate: e-mail addresses, and `@domain` for all of one; in small letters. */
  facilitators: readonly string[]
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** https, or http on this machine alone: what goes over the line lets people in. */
export function isIssuer(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, search, hash, username, password } = new URL(address)
  if (search || hash || username || password) return false
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))
}

/** The entries of a list with commas; null where one of them is neither an e-mail address nor `@domain`. */
export function readFacilitators(list: string): string[] | null {
  const entries = list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
  const good = entries.every((entry) => /^[^\s@,]*@[^\s@,]+\.[^\s@,]+$/.test(entry))
  return good && entries.length > 0 ? entries : null
}
