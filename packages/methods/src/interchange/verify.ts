import { listOf, objectOf, textOf } from './json.ts'
import { type Inflate, listZip, unpack, type ZipEntry, ZipProblem } from './zip.ts'

export { type Inflate, ZipProblem } from './zip.ts'

/** What a check found of one file of a bundle. */
export interface FileFinding {
  path: string
  /** `unreadable`: the ZIP is damaged where it lies. */
  state: 'right' | 'changed' | 'missing' | 'extra' | 'unreadable'
}

/** What a check of a bundle found. The manifest itself is judged by whoever made it, by its hash. */
export interface BundleFinding {
  files: FileFinding[]
  /** The whole is as its manifest says. */
  right: boolean
  manifest: { sha256: string; exportId: string; title: string; createdAt: string; number: number | null }
}

/** What the platform brings: unpacking, and a SHA-256 in hex. */
export interface Tools {
  inflate: Inflate
  sha256(bytes: Uint8Array): Promise<string>
}

const manifestPath = 'manifest.json'

interface Wanted {
  path: string
  sha256: string
  bytes: number
}

/**
 * Checks the files of a bundle against its manifest, whatever version of ours wrote it: each that was changed, is
 * missing or was added is named. Throws a ZipProblem where it is no ZIP of ours at all.
 */
export async function checkBundle(bytes: Uint8Array, tools: Tools): Promise<BundleFinding> {
  const entries = new Map(listZip(bytes).map((entry) => [entry.path, entry]))
  const found = entries.get(manifestPath)
  if (!found) throw new ZipProblem('broken', 'There is no manifest.json')
  const packed = await unpack(found, tools.inflate)
  const manifest = readManifest(packed)
  const files: FileFinding[] = []
  for (const wanted of manifest.files) {
    files.push({ path: wanted.path, state: await stateOf(wanted, entries.get(wanted.path), tools) })
  }
  const named = new Set([manifestPath, ...manifest.files.map(({ path }) => path)])
  for (const path of entries.keys()) if (!named.has(path)) files.push({ path, state: 'extra' })
  return {
    files,
    right: files.every(({ state }) => state === 'right'),
    manifest: { ...manifest.head, sha256: await tools.sha256(packed) },
  }
}

async function stateOf(
  wanted: Wanted,
  entry: ZipEntry | undefined,
  tools: Tools,
): Promise<FileFinding['state']> {
  if (!entry) return 'missing'
  if (entry.size !== wanted.bytes) return 'changed'
  try {
    const bytes = await unpack(entry, tools.inflate)
    return (await tools.sha256(bytes)) === wanted.sha256 ? 'right' : 'changed'
  } catch {
    return 'unreadable'
  }
}

function readManifest(bytes: Uint8Array) {
  const value = objectOf(parse(bytes))
  if (!value || !textOf(value.format).startsWith('sheshi-export/'))
    throw new ZipProblem('broken', 'The manifest is none of a Sheshi export')
  const files = listOf(value.files).flatMap((each): Wanted[] => {
    const { path, sha256, bytes: size } = objectOf(each) ?? {}
    const sound = typeof path === 'string' && typeof sha256 === 'string' && typeof size === 'number'
    return sound ? [{ path, sha256, bytes: size }] : []
  })
  const head = {
    exportId: textOf(value.id),
    title: textOf(value.boardTitle),
    createdAt: textOf(value.createdAt),
    number: typeof value.number === 'number' ? value.number : null,
  }
  return { files, head }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new ZipProblem('broken', 'The manifest cannot be read')
  }
}
