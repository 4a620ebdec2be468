import type { Photos } from './photos.ts'
import type { Doc, Typesetter } from './Typesetter.ts'

export interface Sheet {
  size: 'A4' | 'A3'
  layout: 'portrait' | 'landscape'
}

const margin = 42
const footer = 30
const gap = 20
const ink = '#1d1d1d'
const soft = '#4b5563'

/** Room in which blocks of words flow: columns of a page, then the next page's. */
export class Pages {
  private column = 0
  private columns = 1
  private top = margin
  private y = margin
  /** Drawn at the top of each page that a long part goes on to. */
  private onNextPage: (() => void) | null = null

  constructor(
    readonly doc: Doc,
    readonly type: Typesetter,
    private readonly sheet: Sheet,
    readonly photos: Photos,
  ) {}

  get width(): number {
    return this.doc.page.width - 2 * margin
  }

  get left(): number {
    return margin
  }

  get bottom(): number {
    return this.doc.page.height - margin - footer
  }

  get cursor(): number {
    return this.y
  }

  set cursor(y: number) {
    this.y = y
  }

  /** A new page; the part before it is over. */
  begin(): void {
    this.onNextPage = null
    this.add()
  }

  /** From here down, words flow in columns about as wide as people like to read. */
  flow(continued: () => void): void {
    this.columns = Math.max(1, Math.floor((this.width + gap) / (235 + gap)))
    this.column = 0
    this.top = this.y
    this.onNextPage = continued
  }

  get columnWidth(): number {
    return (this.width - gap * (this.columns - 1)) / this.columns
  }

  get columnLeft(): number {
    return margin + this.column * (this.columnWidth + gap)
  }

  /** Makes sure that there is so much height; goes to the next column or page where there is not. */
  need(height: number): void {
    if (this.y + height <= this.bottom || this.y === this.top) return
    this.column += 1
    this.y = this.top
    if (this.column < this.columns) return
    this.column = 0
    this.add()
    this.onNextPage?.()
    this.top = this.y
  }

  /** One line across the page at the cursor. */
  line(text: string, { size, weight = 400, color = ink }: LineLook): void {
    for (const line of this.type.wrap(text, weight, size, this.width)) {
      this.doc.fillColor(color, 1)
      this.type.draw(line, margin, this.y, weight, size)
      this.y += size * 1.35
    }
  }

  /** Words in the column, line by line; a thin bar beside them where they are a card. `mark` tags what is drawn. */
  block(text: string, { size, weight = 400, color = ink, indent = 0, bar }: BlockLook, mark: Mark): void {
    const aside = bar ? 8 : 0
    const height = size * 1.36
    const lines = this.type.wrap(text, weight, size, Math.max(60, this.columnWidth - indent - aside))
    for (let at = 0; at < lines.length; ) {
      // Outside of the mark: a new page begins with words that are not this card's.
      this.need(at === 0 ? height * Math.min(2, lines.length) : height)
      const room = Math.max(1, Math.floor((this.bottom - this.y) / height + 1e-6))
      const here = lines.slice(at, at + room)
      const x = this.columnLeft + indent
      const top = this.y
      mark(() => {
        if (bar) this.doc.rect(x, top - 1, 2.5, height * here.length).fill(bar)
        here.forEach((line, row) => {
          this.doc.fillColor(color, 1)
          this.type.draw(line, x + aside, top + row * height, weight, size)
        })
      })
      this.y += height * here.length
      at += here.length
    }
  }

  skip(height: number): void {
    this.y += height
  }

  /** The board's name and the page's number under every page. */
  number(title: string, say: (page: number, pages: number) => string): void {
    const { start, count } = this.doc.bufferedPageRange()
    for (let at = 0; at < count; at += 1) {
      this.doc.switchToPage(start + at)
      const y = this.doc.page.height - margin
      const words = say(at + 1, count)
      const [name = ''] = this.type.wrap(title, 400, 8.5, this.width * 0.7)
      this.doc.markContent('Artifact', { type: 'Pagination' })
      this.doc.fillColor(soft, 1)
      this.type.draw(name, margin, y, 400, 8.5)
      this.doc.fillColor(soft, 1)
      this.type.draw(words, margin + this.width - this.type.width(words, 400, 8.5), y, 400, 8.5)
      this.doc.endMarkedContent()
    }
  }

  private add(): void {
    this.doc.addPage({ size: this.sheet.size, layout: this.sheet.layout, margin: 0 })
    this.columns = 1
    this.column = 0
    this.y = margin
    this.top = margin
    if (this.onNextPage) this.columns = Math.max(1, Math.floor((this.width + gap) / (235 + gap)))
  }
}

type Mark = (draw: () => void) => void

interface LineLook {
  size: number
  weight?: 400 | 600
  color?: string
}

interface BlockLook extends LineLook {
  indent?: number
  /** Its colour. */
  bar?: string
}
