import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BallotScores, Moment, type RoundState, Sector } from '@sheshi/records'
import { z } from 'zod'
import { isMissing, replaceDurably, syncFolder } from '../storage/recordsFile.ts'

const format = 'sheshi-ballots/1'

const Ballot = z.object({ scores: BallotScores, sector: Sector.nullable(), at: Moment })
/** A board's round of scoring as it rests: the ballots under a person's sign, which says nothing about the person. */
const Round = z.object({
  format: z.literal(format),
  openedAt: Moment,
  closedAt: Moment.nullable(),
  ballots: z.record(z.string(), Ballot),
})
export type Round = z.infer<typeof Round>
type Ballot = z.infer<typeof Ballot>

/** The file with a board's ballots cannot be read. It was not touched, and it is not taken for an empty one. */
export class BallotsDamaged extends Error {
  override readonly name = 'BallotsDamaged'
}

/** No round is open: nothing was kept. */
export class RoundClosed extends Error {
  override readonly name = 'RoundClosed'
}

export const stateOf = (round: Round | null): RoundState =>
  round === null ? 'none' : round.closedAt === null ? 'open' : 'closed'

/**
 * Where the ballots of screenings rest: `DATA_DIR/screenings/<board>.json`, never in a board's document (DESIGN
 * §4.6). One board's changes come one after the other, and a promise resolves once the change is on disk.
 */
export class Ballots {
  private readonly folder: string
  private readonly rounds = new Map<string, Round | null>()
  private readonly last = new Map<string, Promise<unknown>>()

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'screenings')
  }

  /** null: no round was ever opened on this board. Throws `BallotsDamaged`. */
  round(boardId: string): Promise<Round | null> {
    return this.inTurn(boardId, () => this.read(boardId))
  }

  /** Opens a round, or the last one again: ballots given before still stand, and can be changed. */
  open(boardId: string): Promise<Round> {
    return this.change(boardId, (round) => {
      const openedAt = new Date().toISOString()
      return round ? { ...round, closedAt: null } : { format, openedAt, closedAt: null, ballots: {} }
    })
  }

  /** Ends the round; one that is closed stays as it is. Throws `RoundClosed` where there never was one. */
  close(boardId: string): Promise<Round> {
    return this.change(boardId, (round) => {
      if (!round) throw new RoundClosed()
      return { ...round, closedAt: round.closedAt ?? new Date().toISOString() }
    })
  }

  /** Puts a person's ballot in the place of the one they gave before. Throws `RoundClosed`. */
  give(boardId: string, person: string, ballot: Omit<Ballot, 'at'>): Promise<Round> {
    const sign = signOf(boardId, person)
    return this.change(boardId, (round) => {
      if (round?.closedAt !== null) throw new RoundClosed()
      const given: Ballot = { ...ballot, at: new Date().toISOString() }
      return { ...round, ballots: { ...round.ballots, [sign]: given } }
    })
  }

  /** Takes one person's ballot out of a board's round, open or closed; the medians of a closed one stay. */
  async withdraw(boardId: string, person: string): Promise<void> {
    const sign = signOf(boardId, person)
    const round = await this.round(boardId)
    if (!round || !Object.hasOwn(round.ballots, sign)) return
    await this.change(boardId, (now) => {
      if (!now) throw new RoundClosed()
      const { [sign]: _theirs, ...ballots } = now.ballots
      return { ...now, ballots }
    })
  }

  /** Lets go of everything that was given on a board. */
  remove(boardId: string): Promise<void> {
    return this.inTurn(boardId, async () => {
      await rm(this.fileOf(boardId), { force: true })
      this.rounds.delete(boardId)
    })
  }

  private change(boardId: string, make: (round: Round | null) => Round): Promise<Round> {
    return this.inTurn(boardId, async () => {
      const made = make(await this.read(boardId))
      if ((await mkdir(this.folder, { recursive: true })) !== undefined) {
        await syncFolder(join(this.folder, '..'))
      }
      await replaceDurably(this.fileOf(boardId), JSON.stringify(made))
      this.rounds.set(boardId, made)
      return made
    })
  }

  private async read(boardId: string): Promise<Round | null> {
    const known = this.rounds.get(boardId)
    if (known !== undefined) return known
    const round = await readRound(this.fileOf(boardId))
    this.rounds.set(boardId, round)
    return round
  }

  private inTurn<T>(boardId: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(boardId) ?? Promise.resolve()
    const mine = before.catch(() => undefined).then(work)
    const kept = mine.catch(() => undefined)
    this.last.set(boardId, kept)
    void kept.then(() => this.last.get(boardId) === kept && this.last.delete(boardId))
    return mine
  }

  private fileOf(boardId: string): string {
    return join(this.folder, `${boardId}.json`)
  }
}

/** The one ballot of a person on a board. From it nobody can tell the session, nor find it on another board. */
export const signOf = (boardId: string, person: string): string =>
  createHash('sha256').update(`${boardId} ${person}`).digest('hex').slice(0, 32)

async function readRound(path: string): Promise<Round | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  try {
    return Round.parse(JSON.parse(text))
  } catch {
    throw new BallotsDamaged(`${path} cannot be read and was left as it is`)
  }
}
