import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { PassphraseHash } from '@sheshi/records'

interface Cost {
  n: number
  r: number
  p: number
}

/** What a new hash costs: 32 MB of memory and about a tenth of a second. */
const usualCost: Cost = { n: 2 ** 15, r: 8, p: 1 }
const saltBytes = 16
const hashBytes = 32
/** Hashes at a time: each takes a thread of the four that also read and write files. */
const atOnce = 2
/** Tries that may wait for their turn; one more would wait for seconds. */
const waitingAtMost = 20

/** So many wait already that another one is better told to come again. */
export class TooManyHashes extends Error {
  override readonly name = 'TooManyHashes'
}

/** Makes and compares hashes of passphrases, two at a time, the others in a queue that is not long. */
export class Passphrases {
  private running = 0
  private readonly waiting: (() => void)[] = []
  /** Compared with where there is nobody of a name. */
  private readonly nobodys: PassphraseHash

  constructor(private readonly cost = usualCost) {
    const random = (bytes: number) => randomBytes(bytes).toString('base64url')
    this.nobodys = { kind: 'scrypt', ...cost, salt: random(saltBytes), hash: random(hashBytes) }
  }

  /** Throws `TooManyHashes`. */
  async hash(passphrase: string): Promise<PassphraseHash> {
    const salt = randomBytes(saltBytes)
    const hash = await this.inTurn(() => derive(passphrase, salt, this.cost))
    return {
      kind: 'scrypt',
      ...this.cost,
      salt: salt.toString('base64url'),
      hash: hash.toString('base64url'),
    }
  }

  /**
   * True where the passphrase is the one of this hash. Without a hash it is wrong, and takes as long to say so.
   * Throws `TooManyHashes`.
   */
  async matches(passphrase: string, known: PassphraseHash | null): Promise<boolean> {
    const { salt, hash, ...costs } = known ?? this.nobodys
    const wanted = Buffer.from(hash, 'base64url')
    const given = await this.inTurn(() => derive(passphrase, Buffer.from(salt, 'base64url'), costs))
    return given.length === wanted.length && timingSafeEqual(given, wanted) && known !== null
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < atOnce) this.running += 1
    else await this.myTurn()
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      // The place goes on to the next one, so that nobody who comes just now takes it.
      if (next) next()
      else this.running -= 1
    }
  }

  private myTurn(): Promise<void> {
    if (this.waiting.length >= waitingAtMost) throw new TooManyHashes()
    return new Promise((resolve) => this.waiting.push(resolve))
  }
}

/** Composed and decomposed letters are the same on a keyboard, so they are here. */
function derive(passphrase: string, salt: Buffer, { n, r, p }: Cost): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: 256 * n * r }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, hashBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
