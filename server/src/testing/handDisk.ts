import { type Disk, type DiskFile, realDisk } from '../storage/journalDisk.ts'

/** The real disk, which holds back what it is asked until told to go on, fails when told, and dies with its server. */
export class HandDisk implements Disk {
  /** Set: everything fails, in these words. */
  failure: string | null = null
  private dead = false
  private working = 0
  private gate: { opened: Promise<void>; open(): void } | null = null
  private readonly files = new Set<DiskFile>()
  /** Writes that wait, oldest first. */
  private readonly waiting: { file: DiskFile; parts: readonly Uint8Array[] }[] = []

  /** From now on everything waits for `release`. */
  hold(): void {
    if (this.gate) return
    let open = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    this.gate = { opened, open }
  }

  release(): void {
    this.gate?.open()
    this.gate = null
  }

  /** Resolves once nothing is under way except what is held back. */
  async idle(): Promise<void> {
    for (let quiet = 0; quiet < 4; quiet = this.working > 0 ? 0 : quiet + 1) {
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }

  /**
   * The process is gone: of the write that was under way `share` (0 to 1) of its bytes have reached the file, and
   * nothing else ever will.
   */
  async kill(share: number): Promise<void> {
    this.dead = true
    await this.idle()
    const [cut] = this.waiting
    if (cut) {
      const bytes = Buffer.concat(cut.parts)
      await cut.file.write([bytes.subarray(0, Math.floor(bytes.length * share))])
    }
    await Promise.all([...this.files].map((file) => file.close()))
  }

  async create(path: string): Promise<DiskFile> {
    const file = await this.work(() => realDisk.create(path))
    this.files.add(file)
    return {
      write: (parts) => this.write(file, parts),
      sync: () => this.work(() => file.sync()),
      close: () => {
        if (!this.files.delete(file)) return Promise.resolve()
        return file.close()
      },
    }
  }

  rename(from: string, to: string): Promise<void> {
    return this.work(() => realDisk.rename(from, to))
  }

  remove(path: string): Promise<void> {
    return this.work(() => realDisk.remove(path))
  }

  syncFolder(path: string): Promise<void> {
    return this.work(() => realDisk.syncFolder(path))
  }

  private async write(file: DiskFile, parts: readonly Uint8Array[]): Promise<void> {
    const entry = { file, parts }
    this.waiting.push(entry)
    try {
      await this.work(() => file.write(parts))
    } finally {
      this.waiting.splice(this.waiting.indexOf(entry), 1)
    }
  }

  private async work<Result>(run: () => Promise<Result>): Promise<Result> {
    while (this.gate) await this.gate.opened
    if (this.dead) return new Promise(() => {})
    if (this.failure !== null) throw Object.assign(new Error(this.failure), { code: 'EIO' })
    this.working += 1
    try {
      return await run()
    } finally {
      this.working -= 1
    }
  }
}
