import { createHash, randomBytes, randomUUID } from 'node:crypto'
import {
  type Facilitator,
  faultOfPassphrase,
  nameKey,
  type ProblemType,
  sameName,
  type Welcome,
} from '@sheshi/records'
import type { RecordStore } from '../storage/records.ts'
import type { Passphrases } from './passphrases.ts'

const day = 24 * 60 * 60 * 1000
/** How long an invite for a facilitator is open. */
export const welcomeDays = 7

/** What was asked for cannot be done; the kind of the problem says why. */
export class FacilitatorRefused extends Error {
  override readonly name = 'FacilitatorRefused'
  constructor(
    readonly kind: ProblemType,
    readonly detail?: string,
  ) {
    super(kind)
  }
}

/** Somebody as the city's sign-in knows them. */
export interface CityPerson {
  issuer: string
  subject: string
  email: string
  name: string
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
/** The head of the secret's hash, so that a secret leads to its invite without a search. */
const idOf = (secretHash: string): string => secretHash.slice(0, 32)

/** The facilitators with names: how they come to be, and how they show who they are. */
export class Facilitators {
  /** Names and invites are looked at and taken in one turn, or two people could have the same. */
  private turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly records: Pick<RecordStore, 'facilitators' | 'welcomes'>,
    private readonly passphrases: Passphrases,
  ) {}

  /** Makes an invite; its secret is told once. */
  async invite(name: string): Promise<{ welcome: Welcome; secret: string }> {
    const secret = randomBytes(24).toString('base64url')
    const secretHash = hashOf(secret)
    const now = Date.now()
    const welcome: Welcome = {
      id: idOf(secretHash),
      secretHash,
      name,
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + welcomeDays * day).toISOString(),
    }
    await this.records.welcomes.insert(welcome)
    return { welcome, secret }
  }

  /** The open invite that has this secret. Throws `FacilitatorRefused` where there is none. */
  async welcome(secret: string): Promise<Readonly<Welcome>> {
    const secretHash = hashOf(secret)
    const welcome = await this.records.welcomes.get(idOf(secretHash))
    const open = welcome?.secretHash === secretHash && Date.parse(welcome.expiresAt) > Date.now()
    if (!open) throw new FacilitatorRefused('unknown-welcome')
    return welcome
  }

  /** Uses an invite up. Throws `FacilitatorRefused` or `TooManyHashes`; then it is still open. */
  async take(secret: string, name: string, passphrase: string): Promise<Facilitator> {
    await this.welcome(secret)
    requireStrong(passphrase, name)
    await this.requireFree(name)
    const hash = await this.passphrases.hash(passphrase)
    return this.inTurn(async () => {
      const welcome = await this.welcome(secret)
      await this.requireFree(name)
      const facilitator = newFacilitator({ name, passphrase: hash, oidc: null })
      await this.records.facilitators.insert(facilitator)
      await this.records.welcomes.remove(welcome.id)
      return facilitator
    })
  }

  /** Who has this name and passphrase; null where nobody has, after the same time. Throws `TooManyHashes`. */
  async find(name: string, passphrase: string): Promise<Readonly<Facilitator> | null> {
    const key = nameKey(name)
    const named = (await this.records.facilitators.list()).find(
      (one) => one.passphrase !== null && nameKey(one.name) === key,
    )
    const right = await this.passphrases.matches(passphrase, named?.passphrase ?? null)
    return named && right && named.disabledAt === null ? named : null
  }

  /** The facilitator with their new passphrase; null where `current` is wrong. Throws as `take` does. */
  async changePassphrase(
    id: string,
    current: string,
    passphrase: string,
  ): Promise<Readonly<Facilitator> | null> {
    const known = await this.records.facilitators.get(id)
    if (!known?.passphrase) throw new FacilitatorRefused('forbidden')
    if (!(await this.passphrases.matches(current, known.passphrase))) return null
    requireStrong(passphrase, known.name)
    const hash = await this.passphrases.hash(passphrase)
    return this.records.facilitators.update(id, (before) => ({ ...before, passphrase: hash }))
  }

  /** The facilitator that somebody from the city's sign-in is, a new one where they come for the first time. */
  ofCity(person: CityPerson): Promise<Readonly<Facilitator>> {
    return this.inTurn(async () => {
      const { issuer, subject, email } = person
      const all = await this.records.facilitators.list()
      const known = all.find(({ oidc }) => oidc?.issuer === issuer && oidc.subject === subject)
      const oidc = { issuer, subject, email }
      if (known) return this.records.facilitators.update(known.id, (before) => ({ ...before, oidc }))
      const name = freeName(person, all)
      const facilitator = newFacilitator({ name, passphrase: null, oidc })
      await this.records.facilitators.insert(facilitator)
      return facilitator
    })
  }

  /** Forgets an invite that was used in another way; nothing where it is gone already. */
  async close(welcomeId: string): Promise<void> {
    await this.records.welcomes.remove(welcomeId)
  }

  private async requireFree(name: string): Promise<void> {
    const taken = (await this.records.facilitators.list()).some((one) => sameName(one.name, name))
    if (taken) throw new FacilitatorRefused('name-taken')
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work)
    this.turn = mine.catch(() => undefined)
    return mine
  }
}

function requireStrong(passphrase: string, name: string): void {
  const fault = faultOfPassphrase(passphrase, name)
  if (fault) throw new FacilitatorRefused('weak-passphrase', fault)
}

const newFacilitator = (fields: Pick<Facilitator, 'name' | 'passphrase' | 'oidc'>): Facilitator => ({
  ...fields,
  id: randomUUID(),
  createdAt: new Date().toISOString(),
  disabledAt: null,
  seenAt: null,
})

/** A name that nobody has yet: as the city's sign-in says, else with the address behind it. */
function freeName({ name, email }: CityPerson, all: readonly Readonly<Facilitator>[]): string {
  const bare = oneLine(name) || oneLine(email.split('@')[0] ?? '') || 'Facilitator'
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? '' : ` ${number}`
    const candidate = bare.slice(0, 40 - tail.length).trim() + tail
    if (!all.some((one) => sameName(one.name, candidate))) return candidate
  }
}

const oneLine = (text: string): string => text.replace(/\p{C}/gu, ' ').replace(/\s+/g, ' ').trim()
