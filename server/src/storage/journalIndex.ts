import { EntryKind } from './journalFormat.ts'

/** Where an update lies: its payload begins at `offset` of segment `segment` and has `length` bytes. */
export interface Place {
  segment: number
  offset: number
  length: number
  sequence: number
}

/** Something of a board that cannot be read; `sequence` null where that is not known. */
export interface BoardDamage {
  sequence: number | null
  detail: string
}

interface BoardPlaces {
  places: Place[]
  damage: BoardDamage[]
  /** Highest sequence number seen. */
  last: number
  /** Sequence number at which the board was removed; only what follows counts. */
  removedAt: number
  /** Entries of this board in each segment, by its highest sequence number there. */
  segments: Map<number, number>
}

/** What of which board lies where in the journal. */
export class JournalIndex {
  private readonly boards = new Map<string, BoardPlaces>()

  /** Notes an entry; one with a number that was seen before is the same one written again, and is left out. */
  add(board: string, kind: EntryKind, place: Place): void {
    const known = this.of(board)
    known.segments.set(place.segment, Math.max(place.sequence, known.segments.get(place.segment) ?? 0))
    if (place.sequence <= known.last) return
    known.last = place.sequence
    if (kind === EntryKind.removed) {
      known.removedAt = place.sequence
      known.places = []
      known.damage = []
    } else known.places.push(place)
  }

  addDamage(board: string, segment: number, damage: BoardDamage): void {
    const known = this.of(board)
    known.damage.push(damage)
    // Never covered by a snapshot: a file that holds damage stays for whoever wants to look into it.
    known.segments.set(segment, damage.sequence ?? Number.POSITIVE_INFINITY)
    if (damage.sequence !== null) known.last = Math.max(known.last, damage.sequence)
  }

  last(board: string): number {
    return this.boards.get(board)?.last ?? 0
  }

  removedAt(board: string): number {
    return this.boards.get(board)?.removedAt ?? 0
  }

  /** All boards of which there is an entry or a trace. */
  known(): string[] {
    return [...this.boards.keys()]
  }

  /** Boards that were removed, and perhaps made again. */
  removed(): string[] {
    return [...this.boards].filter(([, { removedAt }]) => removedAt > 0).map(([board]) => board)
  }

  /** A board's entries behind `sequence`, in order. */
  after(board: string, sequence: number): Place[] {
    return this.boards.get(board)?.places.filter((place) => place.sequence > sequence) ?? []
  }

  /** The first damage that a snapshot at `sequence` does not cover. */
  damageAfter(board: string, sequence: number): BoardDamage | undefined {
    return this.boards.get(board)?.damage.find((damage) => (damage.sequence ?? Infinity) > sequence)
  }

  /** How many entries are missing between those that are there, over all boards. */
  gaps(): number {
    let missing = 0
    for (const { places } of this.boards.values()) {
      places.forEach((place, i) => {
        const before = places[i - 1]
        if (before) missing += place.sequence - before.sequence - 1
      })
    }
    return missing
  }

  /** Boards of which nothing is known behind this place. */
  silentAfter(segment: number, offset: number): string[] {
    return [...this.boards]
      .filter(([, { places }]) => {
        const last = places.at(-1)
        return last && (last.segment < segment || (last.segment === segment && last.offset < offset))
      })
      .map(([board]) => board)
  }

  /** A snapshot holds everything up to `sequence`: those entries need not be found again. */
  forget(board: string, sequence: number): void {
    const known = this.boards.get(board)
    if (known) known.places = known.places.filter((place) => place.sequence > sequence)
  }

  /** Boards whose entries in a segment are newer than what `covered` says is in their snapshots. */
  uncovered(segment: number, covered: (board: string) => number): string[] {
    return [...this.boards]
      .filter(([board, { segments, removedAt }]) => {
        const newest = segments.get(segment)
        return newest !== undefined && newest > Math.max(covered(board), removedAt)
      })
      .map(([board]) => board)
  }

  /** The highest sequence number that a board has in a segment; 0 where it has nothing there. */
  newestIn(board: string, segment: number): number {
    return this.boards.get(board)?.segments.get(segment) ?? 0
  }

  /** The segment is gone. */
  dropSegment(segment: number): void {
    for (const [board, known] of this.boards) {
      if (!known.segments.delete(segment)) continue
      if (known.segments.size === 0 && known.removedAt > 0 && known.places.length === 0)
        this.boards.delete(board)
    }
  }

  private of(board: string): BoardPlaces {
    const known = this.boards.get(board)
    if (known) return known
    const made: BoardPlaces = { places: [], damage: [], last: 0, removedAt: 0, segments: new Map() }
    this.boards.set(board, made)
    return made
  }
}
