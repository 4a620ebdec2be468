import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type PDFKit from 'pdfkit'

export type Doc = InstanceType<typeof PDFKit>
export type Weight = 400 | 600

/** The parts of Inter, the most used first: together they know Latin, Greek and Cyrillic letters. */
const parts = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'greek-ext', 'cyrillic-ext'] as const

interface Part {
  name: string
  knows(code: number): boolean
}

const require = createRequire(import.meta.url)
const files = new Map<string, Buffer>()

/** Read once for each process, and only those that a text needs. */
function fileOf(part: string, weight: Weight): Buffer {
  const name = `inter-${part}-${weight}-normal.woff`
  const known = files.get(name)
  if (known) return known
  const bytes = readFileSync(require.resolve(`@fontsource/inter/files/${name}`))
  files.set(name, bytes)
  return bytes
}

function readParts(): Part[] {
  const ranges: Record<string, string> = require('@fontsource/inter/unicode.json')
  return parts.map((name) => {
    const known = (ranges[name] ?? '').split(',').map((range) => {
      const [from = '', to = from] = range.replace(/^U\+/i, '').split('-')
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const
    })
    return { name, knows: (code) => known.some(([from, to]) => code >= from && code <= to) }
  })
}

let allParts: Part[] | undefined

interface Run {
  part: string
  text: string
}

/** Signs that draw nothing, or that a line must not hold. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|\ufe0e|\ufe0f/gu

/**
 * Sets words in Inter, each sign in the part of the font that has it. Measures and breaks lines itself, because the
 * PDF's own line breaking knows one font at a time.
 */
export class Typesetter {
  private readonly registered = new Set<string>()
  private readonly widths = new Map<string, number>()

  constructor(private readonly doc: Doc) {}

  /** The width of words in points. */
  width(text: string, weight: Weight, size: number): number {
    const key = `${weight}${text}`
    const known = this.widths.get(key)
    if (known !== undefined) return known * size
    let width = 0
    for (const run of this.runs(text))
      width += this.choose(run.part, weight, 100).widthOfString(run.text) / 100
    if (this.widths.size > 50_000) this.widths.clear()
    this.widths.set(key, width)
    return width * size
  }

  /** Words as lines of at most a width, broken between words where that is possible. */
  wrap(text: string, weight: Weight, size: number, most: number): string[] {
    const space = this.width(' ', weight, size)
    return text.split(/\r\n?|\n/).flatMap((paragraph) => {
      const lines: string[] = []
      let line = ''
      let used = 0
      for (const word of paragraph.replace(unprintable, '').split(/\s+/).filter(Boolean)) {
        for (const piece of this.fitting(word, weight, size, most)) {
          const width = this.width(piece, weight, size)
          if (line !== '' && used + space + width > most) {
            lines.push(line)
            line = ''
            used = 0
          }
          used += (line === '' ? 0 : space) + width
          line = line === '' ? piece : `${line} ${piece}`
        }
      }
      return line === '' ? lines : [...lines, line]
    })
  }

  /** Draws one line with its top left corner at a point. */
  draw(text: string, x: number, y: number, weight: Weight, size: number): void {
    let at = x
    for (const run of this.runs(text.replace(unprintable, ' '))) {
      this.choose(run.part, weight, size).text(run.text, at, y, { lineBreak: false })
      at += this.width(run.text, weight, size)
    }
  }

  /** A word that is wider than a line, in pieces that are not. */
  private fitting(word: string, weight: Weight, size: number, most: number): string[] {
    if (this.width(word, weight, size) <= most) return [word]
    const pieces: string[] = []
    let piece = ''
    for (const sign of word) {
      if (piece !== '' && this.width(piece + sign, weight, size) > most) {
        pieces.push(piece)
        piece = ''
      }
      piece += sign
    }
    return [...pieces, piece]
  }

  private runs(text: string): Run[] {
    allParts ??= readParts()
    const runs: Run[] = []
    for (const sign of text) {
      const code = sign.codePointAt(0) ?? 0
      const last = runs.at(-1)
      // Spaces and the like stay with what they follow.
      const part = allParts.find(({ knows }) => knows(code))?.name ?? 'latin'
      if (last && last.part === part) last.text += sign
      else runs.push({ part, text: sign })
    }
    return runs
  }

  private choose(part: string, weight: Weight, size: number): Doc {
    const name = `${part}-${weight}`
    if (!this.registered.has(name)) {
      this.doc.registerFont(name, fileOf(part, weight))
      this.registered.add(name)
    }
    return this.doc.font(name).fontSize(size)
  }
}
