import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** So many bytes of script, gzipped, may a phone fetch before the pad is usable. */
const budget = 100_000
/** What the pad must never load: the canvas and the document. */
const heavy = /node_modules\/(tldraw|@tldraw|yjs|y-protocols|zod)\//

interface Chunk {
  type: 'chunk'
  fileName: string
  code: string
  imports: string[]
  moduleIds: string[]
  facadeModuleId: string | null
}

/** Prints how much script the pad loads, and fails the build where it is too much, or of the wrong kind. */
export function padBudget(): Plugin {
  return {
    name: 'pad-budget',
    generateBundle(_options, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((file): [string, Chunk][] =>
          file.type === 'chunk' ? [[file.fileName, file as unknown as Chunk]] : [],
        ),
      )
      const entry = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith('/pad.html'))
      if (!entry) return this.error('the build has no pad')
      const loaded = reach(chunks, entry)
      const strangers = loaded.flatMap(({ moduleIds }) => moduleIds.filter((id) => heavy.test(id)))
      if (strangers.length > 0) return this.error(`the pad loads the canvas: ${strangers[0]}`)
      const languages = [...chunks.values()].filter(({ moduleIds }) =>
        moduleIds.some((id) => /\/pad\/locales\/[a-z]+\.json$/.test(id)),
      )
      // One language is fetched: the largest counts.
      const language = Math.max(0, ...languages.map(sizeOf))
      const size = loaded.reduce((sum, chunk) => sum + sizeOf(chunk), language)
      const said = `the pad loads ${(size / 1000).toFixed(1)} kB of script (gzip), of at most ${budget / 1000}`
      if (size > budget) return this.error(said)
      this.info(said)
    },
  }
}

const sizeOf = ({ code }: Chunk): number => gzipSync(code).length

/** A chunk and all that it cannot run without. */
function reach(chunks: ReadonlyMap<string, Chunk>, entry: Chunk): Chunk[] {
  const found = new Set([entry])
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const next = chunks.get(name)
      if (next) found.add(next)
    }
  }
  return [...found]
}
