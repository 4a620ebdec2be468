import type { OidcEnd } from '@sheshi/records'
import * as oidc from 'openid-client'
import type { Logger } from 'pino'
import type { CityPerson } from '../facilitators/Facilitators.ts'
import type { OidcSettings } from './settings.ts'
import { TicketOffice } from './ticket.ts'

/** So long somebody may take at the city's sign-in, in milliseconds. */
export const ticketMs = 10 * 60_000
/** Seconds that one request to the provider may take. */
const patience = 10
/** The provider's description is asked for anew after this time: keys and addresses move. Milliseconds. */
const describedMs = 60 * 60_000

/** The provider gives no answer, or none that makes sense. */
export class CityUnreachable extends Error {
  override readonly name = 'CityUnreachable'
}

/** Somebody came back and is not let in. */
export class CityRefused extends Error {
  override readonly name = 'CityRefused'
  constructor(readonly end: OidcEnd) {
    super(end)
  }
}

/** Sign-in by the city's OpenID Connect provider: authorization code with PKCE, state and nonce. */
export class CitySignIn {
  private readonly tickets = new TicketOffice()
  private described: { at: number; provider: Promise<oidc.Configuration> } | null = null

  constructor(
    private readonly settings: OidcSettings,
    private readonly logger: Logger,
    private readonly now = () => Date.now(),
  ) {}

  /** Where to send the browser, and what it is to bring back. Throws `CityUnreachable`. */
  async begin(redirectUri: string, welcomeId: string | null): Promise<{ url: string; ticket: string }> {
    const provider = await this.provider()
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()]
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return { url: url.href, ticket: this.tickets.pack({ state, nonce, verifier, welcomeId, at: this.now() }) }
  }

  /** Who came back to `url`, with the ticket they carried. Throws `CityRefused`. */
  async finish(
    packed: string | undefined,
    url: URL,
  ): Promise<{ person: CityPerson; welcomeId: string | null }> {
    const ticket = packed ? this.tickets.open(packed) : null
    if (!ticket || Math.abs(this.now() - ticket.at) > ticketMs) throw new CityRefused('expired')
    const claims = await this.claims(url, ticket)
    if (!this.mayFacilitate(claims)) throw new CityRefused('refused')
    const { email, subject, name } = claims
    return { person: { issuer: this.settings.issuer, email, subject, name }, welcomeId: ticket.welcomeId }
  }

  private async claims(
    url: URL,
    { state, nonce, verifier }: { state: string; nonce: string; verifier: string },
  ) {
    try {
      const provider = await this.provider()
      const tokens = await oidc.authorizationCodeGrant(provider, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const told = tokens.claims()
      if (!told) throw new CityRefused('failed')
      // Many providers tell address and name only when asked for them.
      const more = told.email ? told : await oidc.fetchUserInfo(provider, tokens.access_token, told.sub)
      return {
        subject: told.sub,
        email: typeof more.email === 'string' ? more.email.trim().toLowerCase() : '',
        verified: more.email_verified === true,
        name: typeof more.name === 'string' ? more.name : '',
      }
    } catch (error) {
      if (error instanceof CityRefused) throw error
      if (error instanceof oidc.AuthorizationResponseError) throw new CityRefused('denied')
      this.logger.warn({ code: codeOf(error) }, 'the city’s sign-in failed')
      throw new CityRefused('failed')
    }
  }

  /** An address that nobody has checked could be anybody's. */
  private mayFacilitate({ email, verified }: { email: string; verified: boolean }): boolean {
    const parts = email.split('@')
    if (!verified || parts.length !== 2 || parts.includes('')) return false
    return this.settings.facilitators.some((one) => one === email || one === `@${parts[1]}`)
  }

  private provider(): Promise<oidc.Configuration> {
    const known = this.described
    if (known && Math.abs(this.now() - known.at) < describedMs) return known.provider
    const provider = this.describe()
    const described = { at: this.now(), provider }
    this.described = described
    provider.catch(() => {
      if (this.described === described) this.described = null
    })
    return provider
  }

  private async describe(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    const url = new URL(issuer)
    const execute = url.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
    try {
      const found = await oidc.discovery(url, clientId, undefined, oidc.None(), {
        execute,
        timeout: patience,
      })
      const metadata = found.serverMetadata()
      const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
      const auth = methods.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost
      const provider = new oidc.Configuration(metadata, clientId, clientSecret, auth(clientSecret))
      provider.timeout = patience
      for (const adjust of execute) adjust(provider)
      return provider
    } catch (error) {
      this.logger.warn({ code: codeOf(error) }, 'the city’s sign-in cannot be reached')
      throw new CityUnreachable()
    }
  }
}

/** What may stand in a log: messages quote what was sent. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
