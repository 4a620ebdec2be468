/** How many pictures are kept; slides beyond that are shown without one. */
const keptAtMost = 40

/**
 * The pictures of the wall, kept in memory so that they are there while the server is not. What no slide shows any more
 * is let go of, so that a page that runs for months does not grow.
 */
export class KeptPictures {
  private readonly kept = new Map<string, string>()
  private readonly coming = new Set<string>()

  /** `changed` is called when a picture has come. */
  constructor(private readonly changed: () => void) {}

  /** An address of the picture within this page; null while it is not here. */
  get(url: string): string | null {
    return this.kept.get(url) ?? null
  }

  /** Fetches those of these pictures that are missing, and lets go of all others. */
  keep(urls: readonly string[]): void {
    const wanted = new Set(urls.slice(0, keptAtMost))
    for (const [url, local] of this.kept) {
      if (wanted.has(url)) continue
      URL.revokeObjectURL(local)
      this.kept.delete(url)
    }
    for (const url of wanted) if (!this.kept.has(url) && !this.coming.has(url)) void this.fetch(url, wanted)
  }

  close(): void {
    this.keep([])
  }

  private async fetch(url: string, wanted: ReadonlySet<string>): Promise<void> {
    this.coming.add(url)
    try {
      const answer = await fetch(url, { credentials: 'same-origin' })
      if (!answer.ok) return
      const picture = await answer.blob()
      if (!wanted.has(url)) return
      this.kept.set(url, URL.createObjectURL(picture))
      this.changed()
    } catch {
      // Without a network: the next look at the server tries again.
    } finally {
      this.coming.delete(url)
    }
  }
}
