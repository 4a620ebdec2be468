import { z } from 'zod'
import { line, Moment, RecordId } from './common.ts'

/** Characters that a passphrase must have at least, and may have at most. */
export const passphraseLength = { least: 12, most: 200 } as const

/** What is wrong with a passphrase; the client has a sentence for each. */
export const passphraseFaults = ['short', 'long', 'common', 'simple', 'name'] as const
export type PassphraseFault = (typeof passphraseFaults)[number]

/** Words that people begin with when a field asks for twelve characters. */
const commonParts = [
  ...['password', 'passphrase', 'passwort', 'parola', 'fjalekalim', 'contrasena', 'motdepasse'],
  ...['qwerty', 'qwertz', 'azerty', 'asdfgh', 'zxcvbn', '1234567', '7654321', 'abcdefg', 'letmein'],
  ...['iloveyou', 'administrator', 'admin', 'welcome', 'facilitator', 'lehtesues', 'facilitatore'],
  ...['sheshi', 'whiteboard', 'lavagna', 'changeme', 'secret', 'segreto', 'sekret'],
]

/** As letters and digits alone, without accents and case: what two people would call the same. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** What is left of a text without these parts, however often they stand in it. */
const without = (text: string, parts: readonly string[]): string =>
  parts.reduce((rest, part) => (part === '' ? rest : rest.replaceAll(part, '')), text)

/**
 * Why this passphrase is too easy to guess; null where nothing obvious is wrong. A well-known word may be part of a
 * longer one: what counts is whether enough is left without it. Pure.
 */
export function faultOfPassphrase(passphrase: string, name: string): PassphraseFault | null {
  const length = [...passphrase].length
  if (length < passphraseLength.least) return 'short'
  if (length > passphraseLength.most) return 'long'
  const said = plain(passphrase)
  if (new Set(said).size < 5) return 'simple'
  if (repeats(said)) return 'simple'
  const names = name
    .split(/\s+/)
    .map(plain)
    .filter((part) => part.length >= 3)
  if (without(said, [plain(name), ...names]).length < 6) return 'name'
  if (without(said, commonParts).length < 6) return 'common'
  return null
}

/** One short part over and over: `abc1abc1abc1`. */
const repeats = (text: string): boolean => /^(.{1,6})\1+$/u.test(text)

/** Two names that people would take for one: spaces and case do not count. */
export const sameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other)

/** A name as it is looked up. */
export const nameKey = (name: string): string =>
  name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

const FacilitatorName = line(40)
/** Bounded before anything is reckoned with it; what is too weak is told apart from what is no text at all. */
const TypedPassphrase = z.string().min(1).max(1_000)

/** Body of `POST /session`: the lab's key, or a name with its passphrase. */
export const SignIn = z.union([
  z.strictObject({ key: z.string().min(1).max(500) }),
  z.strictObject({ name: z.string().min(1).max(200), passphrase: TypedPassphrase }),
])
export type SignIn = z.infer<typeof SignIn>

/** The hash of a passphrase with all that is needed to make it again. */
export const PassphraseHash = z.object({
  kind: z.literal('scrypt'),
  n: z.int(),
  r: z.int(),
  p: z.int(),
  /** base64url */
  salt: z.string(),
  hash: z.string(),
})
export type PassphraseHash = z.infer<typeof PassphraseHash>

/** A facilitator with a name. They sign in by a passphrase, or as somebody whom the city's sign-in knows. */
export const Facilitator = z.object({
  id: RecordId,
  name: FacilitatorName,
  passphrase: PassphraseHash.nullable(),
  oidc: z.object({ issuer: z.string(), subject: z.string(), email: z.string() }).nullable(),
  createdAt: Moment,
  /** Until somebody allows it again, they do not get in. */
  disabledAt: Moment.nullable(),
  seenAt: Moment.nullable(),
})
export type Facilitator = z.infer<typeof Facilitator>

/** An invite for a facilitator, for one person and once. Only a hash of its secret rests. */
export const Welcome = z.object({
  id: RecordId,
  secretHash: z.string(),
  /** Whom it is for, as the one who invites calls them; may be empty. */
  name: z.string().max(40),
  createdAt: Moment,
  expiresAt: Moment,
})
export type Welcome = z.infer<typeof Welcome>

/** Body of `POST /facilitators/invites`. */
export const WelcomeCreate = z.strictObject({ name: z.string().trim().max(40).optional() })
export type WelcomeCreate = z.infer<typeof WelcomeCreate>

const Secret = z.string().min(1).max(200)
/** Body of `POST /welcome/look`. */
export const WelcomeLook = z.strictObject({ secret: Secret })
/** Body of `POST /welcome`. */
export const WelcomeTake = z.strictObject({
  secret: Secret,
  name: FacilitatorName,
  passphrase: TypedPassphrase,
})
export type WelcomeTake = z.infer<typeof WelcomeTake>

/** Body of `POST /session/passphrase`. */
export const PassphraseChange = z.strictObject({ current: TypedPassphrase, passphrase: TypedPassphrase })
export type PassphraseChange = z.infer<typeof PassphraseChange>

/** Body of `PATCH /facilitators/:facilitatorId`. */
export const FacilitatorPatch = z.strictObject({ disabled: z.boolean() })
export type FacilitatorPatch = z.infer<typeof FacilitatorPatch>

/** Body of `POST /oidc/start`; `secret` where somebody came by a facilitator's invite, which is used up by it. */
export const OidcStart = z.strictObject({ secret: Secret.optional() })
export type OidcStart = z.infer<typeof OidcStart>

/** A facilitator as others see them. */
export interface FacilitatorView {
  id: string
  name: string
  how: 'passphrase' | 'oidc'
  /** As the city's sign-in says it; null for who signs in by passphrase. */
  email: string | null
  createdAt: string
  disabled: boolean
  seenAt: string | null
}

/** An invite for a facilitator; `url` is there once, when it is made. */
export interface WelcomeView {
  id: string
  name: string
  createdAt: string
  expiresAt: string
  url?: string
}

/** Answer of `POST /welcome/look`. */
export interface WelcomeLookView {
  name: string
  expiresAt: string
}

/** Somebody signed in as facilitator, in one browser. */
export interface FacilitatorSessionView {
  id: string
  /** null: by the lab's key. */
  facilitatorId: string | null
  name: string
  createdAt: string
  expiresAt: string
  seenAt: string
  /** The session that asks. */
  own: boolean
}

/** Answer of `GET /facilitators`. */
export interface FacilitatorsView {
  facilitators: FacilitatorView[]
  invites: WelcomeView[]
  sessions: FacilitatorSessionView[]
  /** The facilitator who asks; null: somebody with the lab's key. */
  own: string | null
  /** True where the city's sign-in is set up. */
  oidc: boolean
}

/** Why the city's sign-in did not let somebody in; stands in the fragment of `/signin`. */
export const oidcEnds = ['refused', 'disabled', 'expired', 'denied', 'failed'] as const
export type OidcEnd = (typeof oidcEnds)[number]
