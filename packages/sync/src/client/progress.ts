/** What has become of the work done here, for a badge. Only `saved` promises that everything is on the server's disk. */
export type SaveState = 'connecting' | 'offline' | 'unsent' | 'received' | 'saved' | 'failing'

/**
 * Counts the edits made here against the answers of the server. Checkpoints are numbered anew on each connection,
 * and none is sent before the connection's first upload: only from there on do they cover what was drawn offline.
 */
export class Progress {
  private edits = 0
  private receivedEdits = 0
  private savedEdits = 0
  private phase: 'connecting' | 'offline' | 'connected' = 'connecting'
  private uploaded = false
  private diskFails = false
  private lastCheckpoint = 0
  /** The first checkpoint of a connection is answered: what the document held before is accounted for. */
  private firstReceived = false
  private firstSaved = false
  /** How many edits each unanswered checkpoint covers. */
  private readonly covered = new Map<number, number>()

  /** Something was changed here. */
  edited(): void {
    this.edits += 1
  }

  connecting(): void {
    if (this.phase !== 'offline') this.phase = 'connecting'
  }

  connected(): void {
    this.phase = 'connected'
    this.forgetConnection()
  }

  disconnected(): void {
    this.phase = 'offline'
    this.forgetConnection()
  }

  /** Everything the document held has been sent on this connection. */
  upload(): void {
    this.uploaded = true
  }

  /** The number to send when there is something to ask about, else null. */
  nextCheckpoint(): number | null {
    if (!this.uploaded) return null
    const asked = this.covered.get(this.lastCheckpoint)
    if (asked === this.edits || (this.lastCheckpoint > 0 && this.savedEdits === this.edits)) return null
    this.lastCheckpoint += 1
    this.covered.set(this.lastCheckpoint, this.edits)
    return this.lastCheckpoint
  }

  received(checkpoint: number): void {
    this.firstReceived = true
    this.receivedEdits = Math.max(this.receivedEdits, this.covered.get(checkpoint) ?? 0)
  }

  saved(checkpoint: number): void {
    this.received(checkpoint)
    this.firstSaved = true
    this.savedEdits = Math.max(this.savedEdits, this.covered.get(checkpoint) ?? 0)
    for (const number of this.covered.keys()) if (number <= checkpoint) this.covered.delete(number)
  }

  /** The server says whether its disk works. */
  saving(works: boolean): void {
    this.diskFails = !works
  }

  /** True while something drawn here has not reached the server. */
  get unsent(): boolean {
    return this.receivedEdits < this.edits
  }

  get state(): SaveState {
    if (this.phase !== 'connected') return this.phase
    if (this.diskFails) return 'failing'
    if (this.unsent) return 'unsent'
    if (!this.firstReceived) return 'connecting'
    return this.firstSaved && this.savedEdits === this.edits ? 'saved' : 'received'
  }

  private forgetConnection(): void {
    this.uploaded = false
    this.diskFails = false
    this.firstReceived = false
    this.firstSaved = false
    this.lastCheckpoint = 0
    this.covered.clear()
    // What the lost connection only said it had received may have died with that server.
    this.receivedEdits = this.savedEdits
  }
}
