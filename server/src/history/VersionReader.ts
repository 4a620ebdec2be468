import type { Board, OutlineChanges, VersionChanges } from '@sheshi/records'
import { BoardTooNew } from '@sheshi/sync'
import { ReadingThread } from './ReadingThread.ts'
import type { Reading } from './reading.ts'
import type { VersionFiles } from './versionFiles.ts'

/** Pictures kept in memory; browsers keep them too, for ever. */
const picturesKept = 60

/** A version cannot be read; all others are none the worse for it. */
export class VersionDamaged extends Error {
  override readonly name = 'VersionDamaged'
}

/** Shows what versions hold. Whatever takes processor time is done in a thread of its own. */
export class VersionReader {
  private readonly pictures = new Map<string, string>()

  constructor(
    private readonly files: VersionFiles,
    private readonly thread = new ReadingThread(),
  ) {}

  /**
   * The document as it was, one Yjs update (v1); null where there is no such version.
   * @throws VersionDamaged
   */
  async stateOf(board: string, id: string): Promise<Uint8Array | null> {
    const version = await this.files.read(board, id)
    if (version === null) throw new VersionDamaged(`the file of version ${id} is damaged`)
    return version?.state ?? null
  }

  /**
   * How the board looked, as SVG; null where there is no such version.
   * @throws VersionDamaged, BoardTooNew
   */
  async pictureOf(board: string, id: string): Promise<string | null> {
    const key = `${board}/${id}`
    const kept = this.pictures.get(key)
    if (kept !== undefined) return kept
    const state = await this.stateOf(board, id)
    if (!state) return null
    const picture = await this.read(board, { what: 'picture', state })
    this.pictures.set(key, picture)
    for (const oldest of this.pictures.keys()) {
      if (this.pictures.size <= picturesKept) break
      this.pictures.delete(oldest)
    }
    return picture
  }

  /** The records in a document's state, as a JSON array. @throws VersionDamaged, BoardTooNew */
  recordsIn(board: string, state: Uint8Array): Promise<string> {
    return this.read(board, { what: 'records', state })
  }

  /** What changed from one state of a board to another. @throws VersionDamaged, BoardTooNew */
  async changes(
    { id, template, locale }: Pick<Board, 'id' | 'template' | 'locale'>,
    before: Uint8Array,
    after: Uint8Array,
  ): Promise<OutlineChanges & Pick<VersionChanges, 'records'>> {
    return JSON.parse(await this.read(id, { what: 'changes', before, after, board: { template, locale } }))
  }

  close(): Promise<void> {
    return this.thread.close()
  }

  private async read(board: string, asked: Reading): Promise<string> {
    const answer = await this.thread.ask(asked)
    if ('text' in answer) return answer.text
    if ('tooNew' in answer) throw new BoardTooNew(board, answer.tooNew)
    throw new VersionDamaged(answer.error)
  }
}
