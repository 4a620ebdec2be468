import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DocumentTooNew, LAYOUT, readStored, schema, type TLRecord } from '@sheshi/board'
import { isTemplateId } from '@sheshi/methods'
import { OwnTemplate } from '@sheshi/records'
import { z } from 'zod'
import { NoSuchRecord, NotSaving, VersionConflict } from './storage/records.ts'
import { isMissing, replaceDurably, syncFolder } from './storage/recordsFile.ts'

/** How many a lab may keep, and the bytes of one. */
export const templateLimits = { count: 100, bytes: 2 << 20 }

const format = 'sheshi-template/1'
const fileName = /^([A-Za-z0-9_-]{1,64})\.json$/

/** Why no board can be made from a template; the problem's type over HTTP. */
export type TemplateTrouble = 'template-damaged' | 'template-too-new'

/** A template's file cannot be used; it was left as it is. */
export class TemplateUnusable extends Error {
  override readonly name = 'TemplateUnusable'
  constructor(
    readonly trouble: TemplateTrouble,
    reason: string,
  ) {
    super(reason)
  }
}

/** The lab keeps as many as it may. */
export class TooManyTemplates extends Error {
  override readonly name = 'TooManyTemplates'
}
/** What is to be a template is larger than one may be. */
export class TemplateTooLarge extends Error {
  override readonly name = 'TemplateTooLarge'
}

/** What is listed: a template's head, and what is wrong with its file. */
export interface Listed {
  head: Readonly<OwnTemplate>
  trouble: TemplateTrouble | null
}

const TemplateFile = OwnTemplate.extend({
  format: z.literal(format),
  layout: z.int(),
  schema: z.unknown(),
  /** Of `records` as JSON. */
  sha256: z.string(),
  records: z.array(z.unknown()),
})
type TemplateFile = z.infer<typeof TemplateFile>

const checksum = (records: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(records)).digest('hex')

/**
 * The lab's own templates: `DATA_DIR/templates/<id>.json`, one readable file each with its layout and schema, migrated
 * when it is read. A file that cannot be read is listed as what it is, and never overwritten.
 */
export class OwnTemplates {
  private readonly folder: string
  private known: Promise<Map<string, Listed>> | null = null
  private turn: Promise<unknown> = Promise.resolve()

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'templates')
  }

  /** All of them, by name. */
  async list(): Promise<Listed[]> {
    const all = [...(await this.all()).values()]
    return all.sort((one, other) => one.head.name.localeCompare(other.head.name))
  }

  async get(id: string): Promise<Listed | null> {
    return (await this.all()).get(id) ?? null
  }

  /** The records of one, as this version writes them. Throws `NoSuchRecord`, `TemplateUnusable`. */
  async records(id: string): Promise<TLRecord[]> {
    if (!(await this.get(id))) throw new NoSuchRecord(id)
    return recordsIn(await this.read(id))
  }

  /** Resolves once it is on disk. Throws `TooManyTemplates`, `TemplateTooLarge`, `NotSaving`. */
  insert(head: OwnTemplate, records: readonly TLRecord[]): Promise<void> {
    return this.inTurn(async (all) => {
      if (all.size >= templateLimits.count) throw new TooManyTemplates(`${templateLimits.count} are kept`)
      const file: TemplateFile = {
        ...head,
        format,
        layout: LAYOUT,
        schema: schema.serialize(),
        sha256: checksum(records),
        records: [...records],
      }
      await this.write(file)
      all.set(head.id, { head, trouble: null })
    })
  }

  /** Changes what is said of one. Throws `NoSuchRecord`, `VersionConflict`, `TemplateUnusable`, `NotSaving`. */
  update(
    id: string,
    change: Partial<Pick<OwnTemplate, 'name' | 'description' | 'step'>>,
    { ifVersion }: { ifVersion?: number } = {},
  ): Promise<OwnTemplate> {
    return this.inTurn(async (all) => {
      const listed = all.get(id)
      if (!listed) throw new NoSuchRecord(id)
      const file = await this.read(id)
      if (ifVersion !== undefined && ifVersion !== file.version)
        throw new VersionConflict(String(file.version))
      const changed = { ...file, ...change, version: file.version + 1 }
      await this.write(changed)
      const head = headOf(changed)
      all.set(id, { ...listed, head })
      return head
    })
  }

  /** Removes one, also one that cannot be read; does nothing where there is none. */
  remove(id: string): Promise<void> {
    return this.inTurn(async (all) => {
      if (!all.has(id)) return
      await rm(this.pathOf(id), { force: true })
      await syncFolder(this.folder)
      all.delete(id)
    })
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.json`)
  }

  /** Writes come one after the other: two at once would not see each other's version. */
  private inTurn<T>(work: (all: Map<string, Listed>) => Promise<T>): Promise<T> {
    const next = this.turn.then(async () => work(await this.all()))
    this.turn = next.catch(() => undefined)
    return next
  }

  private all(): Promise<Map<string, Listed>> {
    this.known ??= this.load().catch((error: unknown) => {
      this.known = null
      throw error
    })
    return this.known
  }

  private async load(): Promise<Map<string, Listed>> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    const found = new Map<string, Listed>()
    for (const name of names) {
      const id = fileName.exec(name)?.[1]
      if (id !== undefined) found.set(id, await this.look(id))
    }
    return found
  }

  private async look(id: string): Promise<Listed> {
    try {
      const file = await this.read(id)
      recordsIn(file)
      return { head: headOf(file), trouble: null }
    } catch (error) {
      if (!(error instanceof TemplateUnusable)) throw error
      return { head: unknownHead(id), trouble: error.trouble }
    }
  }

  private async read(id: string): Promise<TemplateFile> {
    const text = await readFile(this.pathOf(id), 'utf8')
    const file = parseFile(text)
    if (file.id !== id) throw new TemplateUnusable('template-damaged', 'its id is not its name')
    return file
  }

  private async write(file: TemplateFile): Promise<void> {
    const text = `${JSON.stringify(file, null, 1)}\n`
    if (Buffer.byteLength(text) > templateLimits.bytes)
      throw new TemplateTooLarge('it is larger than a template may be')
    try {
      await mkdir(this.folder, { recursive: true })
      await replaceDurably(this.pathOf(file.id), text)
    } catch (error) {
      throw new NotSaving(error instanceof Error ? error.message : String(error))
    }
  }
}

function parseFile(text: string): TemplateFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new TemplateUnusable('template-damaged', 'it is not valid JSON (cut off or overwritten)')
  }
  const said = z.object({ format: z.string() }).safeParse(value)
  if (said.success && said.data.format !== format && said.data.format.startsWith('sheshi-template/'))
    throw new TemplateUnusable('template-too-new', `its format is ${said.data.format}`)
  const read = TemplateFile.safeParse(value)
  if (!read.success) throw new TemplateUnusable('template-damaged', read.error.message)
  if (checksum(read.data.records) !== read.data.sha256)
    throw new TemplateUnusable('template-damaged', 'its checksum is wrong')
  // Fields that this version does not know are kept: a newer one may have written them.
  return { ...(value as object), ...read.data }
}

function recordsIn(file: TemplateFile): TLRecord[] {
  if (!isTemplateId(file.base))
    throw new TemplateUnusable('template-too-new', `there is no template “${file.base}” yet`)
  try {
    return readStored(file)
  } catch (error) {
    if (error instanceof DocumentTooNew) throw new TemplateUnusable('template-too-new', error.message)
    throw new TemplateUnusable('template-damaged', error instanceof Error ? error.message : String(error))
  }
}

const headOf = ({
  id,
  name,
  description,
  step,
  base,
  locale,
  createdAt,
  version,
}: OwnTemplate): OwnTemplate => ({
  id,
  name,
  description,
  step,
  base,
  locale,
  createdAt,
  version,
})

/** What stands in the list for a file that cannot be read: it is seen, and can be deleted. */
const unknownHead = (id: string): OwnTemplate => ({
  id,
  name: id,
  description: '',
  step: null,
  base: 'blank',
  locale: 'en',
  createdAt: new Date(0).toISOString(),
  version: 0,
})
