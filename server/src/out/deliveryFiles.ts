import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DeliveryView } from '@sheshi/records'
import { z } from 'zod'
import { replaceDurably, syncFolder } from '../storage/recordsFile.ts'

const format = 'sheshi-delivery/1'
const fileName = /^([A-Za-z0-9_-]{1,64})\.json$/

/** A delivery as it rests: its state with the very bytes that are sent, so that each try is signed over the same. */
const File = DeliveryView.extend({ format: z.literal(format), body: z.string() })

/** A delivery without its content, which stays on disk. */
export type Delivery = DeliveryView

/** Where deliveries rest: `DATA_DIR/out/deliveries/<id>.json`, one file each, mode 600. */
export class DeliveryFiles {
  private readonly folder: string

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'out', 'deliveries')
  }

  /** All that can be read, oldest first; and the names of files that cannot. */
  async list(): Promise<{ deliveries: Delivery[]; unreadable: string[] }> {
    const names = await readdir(this.folder).catch(() => [])
    const deliveries: Delivery[] = []
    const unreadable: string[] = []
    for (const name of names) {
      const id = fileName.exec(name)?.[1]
      if (id === undefined) continue
      const found = await this.read(id).catch(() => null)
      if (found) deliveries.push(found.delivery)
      else unreadable.push(name)
    }
    deliveries.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    return { deliveries, unreadable }
  }

  /** A delivery with the bytes to be sent. */
  async read(id: string): Promise<{ delivery: Delivery; body: string }> {
    const file = File.parse(JSON.parse(await readFile(this.pathOf(id), 'utf8')))
    const { format: _format, body, ...delivery } = file
    return { delivery, body }
  }

  /** Resolves once it is on disk. */
  async write(delivery: Delivery, body: string): Promise<void> {
    if ((await mkdir(this.folder, { recursive: true })) !== undefined) {
      await syncFolder(dirname(this.folder))
    }
    await replaceDurably(this.pathOf(delivery.id), `${JSON.stringify({ format, ...delivery, body })}\n`)
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true })
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.json`)
  }
}
