/** Most keys that are remembered; the one that was noted longest ago makes room. */
const keysAtMost = 20_000

/** Remembers for a while which keys were noted. */
export class Lately {
  private readonly seen = new Map<string, number>()

  constructor(private readonly forMs: number) {}

  has(key: string, now: number): boolean {
    const at = this.seen.get(key)
    return at !== undefined && Math.abs(now - at) < this.forMs
  }

  note(key: string, now: number): void {
    this.seen.delete(key)
    this.seen.set(key, now)
    if (this.seen.size <= keysAtMost) return
    const [oldest] = this.seen.keys()
    if (oldest !== undefined) this.seen.delete(oldest)
  }
}
