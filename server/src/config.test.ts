import { readFile } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig, ownPaths, settings, settingsTable } from './config.ts'

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('loadConfig', () => {
  it('needs no setting at all', () => {
    const config = loadConfig({})
    expect(config).toMatchObject({
      port: 4000,
      host: '0.0.0.0',
      publicUrl: null,
      facilitatorKey: null,
      trustProxy: 0,
      embedHosts: [],
    })
    expect(isAbsolute(config.dataDir)).toBe(true)
  })

  it('reads every setting and takes an empty one as not set', () => {
    const config = loadConfig({
      PORT: '0',
      HOST: '::1',
      DATA_DIR: '/srv/lab',
      PUBLIC_URL: 'https://board.lab.example/',
      FACILITATOR_KEY: 'sixteen-characters',
      TLDRAW_LICENSE_KEY: ' ',
      TRUST_PROXY: '2',
      LOG_LEVEL: 'warn',
      BACKUP_DIR: '/srv/copies',
      BACKUP_HOUR: '22',
      OUT_ALLOW_PRIVATE: '1',
      RETENTION_DAYS: '400',
      EMBED_HOSTS: 'Player.vimeo.com, www.openstreetmap.org,player.vimeo.com',
    })
    expect(config).toEqual({
      port: 0,
      host: '::1',
      dataDir: '/srv/lab',
      publicUrl: 'https://board.lab.example',
      facilitatorKey: 'sixteen-characters',
      tldrawLicenseKey: null,
      trustProxy: 2,
      logLevel: 'warn',
      backupDir: '/srv/copies',
      backupHour: 22,
      outAllowPrivate: true,
      retentionDays: 400,
      embedHosts: ['player.vimeo.com', 'www.openstreetmap.org'],
      oidc: null,
    })
  })

  it('takes the city’s sign-in whole or not at all, and says what is wrong with it', () => {
    const whole = {
      PUBLIC_URL: 'https://board.lab.example',
      OIDC_ISSUER: 'https://id.city.example/realms/city',
      OIDC_CLIENT_ID: 'sheshi',
      OIDC_CLIENT_SECRET: 'a secret',
      OIDC_FACILITATORS: 'Ana@city.example, @Lab.example',
    }
    expect(loadConfig(whole).oidc).toEqual({
      issuer: 'https://id.city.example/realms/city',
      clientId: 'sheshi',
      clientSecret: 'a secret',
      facilitators: ['ana@city.example', '@lab.example'],
    })
    for (const name of Object.keys(whole)) {
      expect(problemsOf({ ...whole, [name]: '' })).toEqual([
        `${name} must be set where one of the OIDC settings is`,
      ])
    }
    const wrong = { OIDC_ISSUER: 'http://id.city.example', OIDC_FACILITATORS: 'everybody' }
    expect(problemsOf({ ...whole, ...wrong })).toEqual([
      expect.stringMatching(/^OIDC_ISSUER must be an address with https/),
      expect.stringMatching(/^OIDC_FACILITATORS must be e-mail addresses/),
    ])
    expect(loadConfig({ ...whole, OIDC_ISSUER: 'http://127.0.0.1:8080' }).oidc?.issuer).toContain('127')
  })

  it('lists every problem in one error', () => {
    const problems = problemsOf({
      PORT: '70000',
      HOST: 'not a host',
      PUBLIC_URL: 'board.lab.example',
      FACILITATOR_KEY: 'short',
      TRUST_PROXY: '-1',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'postgres://db/sheshi',
    })
    for (const name of [
      'PORT',
      'HOST',
      'PUBLIC_URL',
      'FACILITATOR_KEY',
      'TRUST_PROXY',
      'LOG_LEVEL',
      'DATABASE_URL',
    ]) {
      expect(problems.filter((problem) => problem.startsWith(name))).toHaveLength(1)
    }
    expect(problems.join()).toContain('PostgreSQL')
  })

  it.each([
    ['https://city.example/sheshi/', 'https://city.example/sheshi'],
    ['http://city.example:8080/lab-1/sheshi', 'http://city.example:8080/lab-1/sheshi'],
    ['https://board.lab.example', 'https://board.lab.example'],
  ])('takes %s as a public address', (given, publicUrl) => {
    expect(loadConfig({ PUBLIC_URL: given })).toMatchObject({ publicUrl })
  })

  it('lets no prefix begin like a page of the client', async () => {
    const app = await readFile(new URL('../../client/src/app/App.tsx', import.meta.url), 'utf8')
    const routes = [...app.matchAll(/path="\/([\w-]+)/g)].map(([, first]) => first)
    expect(routes.length).toBeGreaterThan(10)
    expect(ownPaths).toEqual(expect.arrayContaining(routes))
  })

  it.each([
    'ftp://lab.example',
    'https://lab.example/board',
    'https://lab.example/api/sheshi',
    'https://lab.example/a b',
    'https://lab.example/?a',
    ['https:', 'a:b@lab.example'].join('//'),
  ])('refuses %s as a public address', (address) => {
    expect(problemsOf({ PUBLIC_URL: address })).toHaveLength(1)
  })

  it.each([
    'https://player.vimeo.com',
    'player.vimeo.com/video',
    'player.vimeo.com:443',
    '*.vimeo.com',
    'player.vimeo.com.',
    'player.vimeo.com,',
    'player.vimeo.com other.example',
    "player.vimeo.com;script-src 'unsafe-inline'",
    'ana@vimeo.com',
    'vimeo',
    '127.0.0.1',
    '[::1]',
    'vidéo.example',
    '-a.example',
    Array.from({ length: 51 }, (_, at) => `h${at}.example`).join(),
  ])('refuses to embed pages of %s', (list) => {
    expect(problemsOf({ EMBED_HOSTS: list, PORT: 'x' })).toEqual([
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^EMBED_HOSTS must be at most 50 names of hosts/),
    ])
  })

  it('never repeats a secret in its message', () => {
    expect(problemsOf({ FACILITATOR_KEY: 'my secret' }).join()).not.toContain('my secret')
  })

  it('documents each setting once', () => {
    for (const { name } of settings) expect(settingsTable().split(`\n| \`${name}\` |`)).toHaveLength(2)
  })
})
