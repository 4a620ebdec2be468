import { resolve, sep } from 'node:path'
import { z } from 'zod'
import { isIssuer, type OidcSettings, readFacilitators } from './oidc/settings.ts'

/** What the server was asked to be. Made by `loadConfig`; nothing else reads the environment. */
export interface Config {
  /** 0: any free port, printed at the start. */
  port: number
  host: string
  /** Absolute. Everything that must survive lives here. */
  dataDir: string
  /** Without a slash at its end, maybe with a path; null: what the request says, else the LAN address. */
  publicUrl: string | null
  /** null: generated once and kept in `dataDir`. */
  facilitatorKey: string | null
  tldrawLicenseKey: string | null
  /** How many proxies stand in front. */
  trustProxy: number
  logLevel: (typeof logLevels)[number]
  /** Absolute; where a copy is made each night. null: nowhere. */
  backupDir: string | null
  /** The hour of the day, local time, from which a night's copy is due. */
  backupHour: number
  /** Webhook and Decidim may be at addresses of the lab's own network, and by plain http. */
  outAllowPrivate: boolean
  /** A board that nothing was changed on for so many days is deleted; 0: never. */
  retentionDays: number
  /** Hosts whose pages may stand on boards. */
  embedHosts: readonly string[]
  /** null: facilitators come by key and passphrase only. */
  oidc: OidcSettings | null
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

interface Setting {
  name: string
  default: string
  meaning: string
}

/** Every setting of the environment, all optional. The README's table is written from this one. */
export const settings: readonly Setting[] = [
  { name: 'PORT', default: '4000', meaning: 'where to listen; 0: any free port, printed' },
  { name: 'HOST', default: '0.0.0.0', meaning: 'the address to listen on' },
  { name: 'DATA_DIR', default: './data', meaning: 'everything that must survive lives here' },
  {
    name: 'PUBLIC_URL',
    default: 'what the request says, else the LAN address',
    meaning:
      'the address in links and QR codes, e.g. `https://board.lab.example` or, below a path, `https://city.example/sheshi`',
  },
  {
    name: 'FACILITATOR_KEY',
    default: 'generated once, kept in `DATA_DIR`',
    meaning: 'signs a facilitator in; at least 16 characters',
  },
  { name: 'TLDRAW_LICENSE_KEY', default: 'none', meaning: 'handed to the canvas at run time' },
  { name: 'DATABASE_URL', default: 'none', meaning: 'PostgreSQL; not supported yet by this version' },
  { name: 'TRUST_PROXY', default: '0', meaning: 'how many proxies stand in front' },
  {
    name: 'BACKUP_DIR',
    default: 'none',
    meaning: 'a folder outside `DATA_DIR` that gets one archive a night; the last 14 are kept',
  },
  {
    name: 'BACKUP_HOUR',
    default: '3',
    meaning: 'the hour, local time, from which the night’s archive is due',
  },
  {
    name: 'OUT_ALLOW_PRIVATE',
    default: '0',
    meaning:
      '1: webhook and Decidim may be at addresses of the lab’s own network, at any port and by plain http',
  },
  {
    name: 'RETENTION_DAYS',
    default: '0',
    meaning:
      'a board on which nothing has changed for so many days is deleted, with what is kept of its people; 0: never',
  },
  {
    name: 'EMBED_HOSTS',
    default: 'none',
    meaning:
      'hosts whose pages may stand on boards, with commas between, e.g. `player.vimeo.com,www.openstreetmap.org`; the browsers of all who see such a board ask them',
  },
  {
    name: 'OIDC_ISSUER',
    default: 'none',
    meaning: 'the city’s OpenID Connect provider, for facilitators to sign in by; see docs/access.md',
  },
  { name: 'OIDC_CLIENT_ID', default: 'none', meaning: 'what the provider calls this lab' },
  { name: 'OIDC_CLIENT_SECRET', default: 'none', meaning: 'and the secret that goes with it' },
  {
    name: 'OIDC_FACILITATORS',
    default: 'none',
    meaning: 'who may facilitate: e-mail addresses with commas between, `@city.example` for all of a domain',
  },
  { name: 'LOG_LEVEL', default: 'info', meaning: `one of ${logLevels.join(', ')}; logs go to stderr` },
]

/** The settings are wrong; `message` lists every problem, one a line. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`These settings are wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
  }
}

const count = (max: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, `must be a whole number from 0 to ${max}`)
    .transform(Number)
    .refine((value) => value <= max, `must be a whole number from 0 to ${max}`)

/** No address and no pattern: these stand in a header and are compared letter by letter. Numbers are no names. */
const hostName = /^(?=.{1,253}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z][a-z\d-]{0,61}[a-z\d]$/

const hostNames = z
  .string()
  .transform((list) =>
    list
      .toLowerCase()
      .split(',')
      .map((host) => host.trim()),
  )
  .refine(
    (hosts) => hosts.length <= 50 && hosts.every((host) => hostName.test(host)),
    'must be at most 50 names of hosts such as player.vimeo.com with commas between, without https:// and path',
  )

const Environment = z.object({
  PORT: count(65_535).default(4_000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,255}$/, 'must be an address or a host name')
    .default('0.0.0.0'),
  DATA_DIR: z.string().default('./data'),
  PUBLIC_URL: z
    .string()
    .refine(isAddress, 'must be an address such as https://board.lab.example or https://city.example/sheshi')
    .refine(leavesOurs, 'must not end in a path whose first part is a page of Sheshi, such as /board or /api')
    .transform((address) => new URL(address).href.replace(/\/$/, ''))
    .optional(),
  FACILITATOR_KEY: z
    .string()
    .regex(/^[!-~]*$/, 'must consist of letters, digits and signs without spaces')
    .min(16, 'must have at least 16 characters')
    .max(500, 'must have at most 500 characters')
    .optional(),
  TLDRAW_LICENSE_KEY: z.string().optional(),
  DATABASE_URL: z
    .undefined(
      'is set, but this version cannot keep its data in PostgreSQL yet; unset it to use the data folder',
    )
    .optional(),
  TRUST_PROXY: count(10).default(0),
  BACKUP_DIR: z.string().optional(),
  BACKUP_HOUR: count(23).default(3),
  OUT_ALLOW_PRIVATE: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  RETENTION_DAYS: count(36_500).default(0),
  EMBED_HOSTS: hostNames.default([]),
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'must be an address with https:// (http:// only on this machine)')
    .optional(),
  OIDC_CLIENT_ID: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().max(2_000).optional(),
  OIDC_FACILITATORS: z
    .string()
    .refine(
      (list) => readFacilitators(list) !== null,
      'must be e-mail addresses or @domains with commas between',
    )
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
})

/** Reads the settings; an empty value counts as not set. Pure. Throws `ConfigError`. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    settings.flatMap(({ name }) => {
      const value = env[name]?.trim()
      return value ? [[name, value]] : []
    }),
  )
  const read = Environment.safeParse(given)
  if (!read.success) {
    throw new ConfigError(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))
  }
  const values = read.data
  const oidc = readOidc(values)
  const dataDir = resolve(values.DATA_DIR)
  const backupDir = values.BACKUP_DIR === undefined ? null : resolve(values.BACKUP_DIR)
  if (backupDir !== null && `${backupDir}${sep}`.startsWith(`${dataDir}${sep}`)) {
    throw new ConfigError([
      'BACKUP_DIR must lie outside DATA_DIR, or each archive would hold the ones before',
    ])
  }
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir,
    publicUrl: values.PUBLIC_URL ?? null,
    facilitatorKey: values.FACILITATOR_KEY ?? null,
    tldrawLicenseKey: values.TLDRAW_LICENSE_KEY ?? null,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    backupDir,
    backupHour: values.BACKUP_HOUR,
    retentionDays: values.RETENTION_DAYS,
    embedHosts: [...new Set(values.EMBED_HOSTS)],
    outAllowPrivate: values.OUT_ALLOW_PRIVATE === '1',
    oidc,
  }
}

/** All of it or nothing, and the public address: the provider only sends people to one that it knows. */
function readOidc(values: z.infer<typeof Environment>): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values
  const { OIDC_FACILITATORS: list } = values
  if (!issuer && !clientId && !clientSecret && !list) return null
  const facilitators = list && readFacilitators(list)
  if (issuer && clientId && clientSecret && facilitators && values.PUBLIC_URL) {
    return { issuer, clientId, clientSecret, facilitators }
  }
  const wanted = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_FACILITATORS', 'PUBLIC_URL']
  const missing = wanted.filter((name) => !values[name as keyof typeof values])
  throw new ConfigError(missing.map((name) => `${name} must be set where one of the OIDC settings is`))
}

function isAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  const bare = !url.search && !url.hash && !url.username && !url.password
  const plain = /^(\/[\w.~-]+)*\/?$/.test(url.pathname)
  return bare && plain && (url.protocol === 'http:' || url.protocol === 'https:')
}

/** First parts of our own paths: below a prefix that begins so, nobody could tell what a request is for. */
export const ownPaths: readonly string[] = [
  ...[
    'about',
    'board',
    'boards',
    'challenges',
    'join',
    'lab',
    'mine',
    'pad',
    'public',
    'screen',
    'showcase',
    'signin',
    'welcome',
  ],
  ...['verify', 'api', 'assets', 'healthz', 'licences', 'metrics', 'problems', 'sync'],
]

function leavesOurs(address: string): boolean {
  if (!URL.canParse(address)) return true
  const [, first = ''] = new URL(address).pathname.split('/')
  return !ownPaths.includes(first)
}

/** The README's table of settings, in Markdown. */
export function settingsTable(): string {
  const rows = settings.map(({ name, default: value, meaning }) => `| \`${name}\` | ${value} | ${meaning} |`)
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n')
}
