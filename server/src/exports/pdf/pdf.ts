import type { TLRecord } from '@sheshi/board'
import { countCards, type Outline, type Section, type SectionCard, sectionsOf } from '@sheshi/methods'
import type { Locale } from '@sheshi/records'
import PDFDocument from 'pdfkit'
import type { BoardPictures } from '../boardPictures.ts'
import { drawSvg } from './drawSvg.ts'
import { Pages, type Sheet } from './Pages.ts'
import { Photos } from './photos.ts'
import { RegionPictures } from './regionPictures.ts'
import { type Doc, Typesetter } from './Typesetter.ts'
import { wordsIn } from './words.ts'

/** What a PDF of a board is made of. */
export interface PdfSource {
  title: string
  /** The challenge's title. */
  challenge: string
  /** What the method is called in the board's language. */
  method: string
  locale: Locale
  made: Date
  participants: number
  outline: Outline
  records: ReadonlyMap<string, TLRecord>
  /** The pictures that people put on it. */
  photos: BoardPictures['kept']
  software: string
}

const accent = '#0f5c6e'
const soft = '#4b5563'
/** From this many cards on, pages are larger. */
const manyCards = 80
/** Levels that are still set in further. */
const deepest = 6

/** One board as a PDF: an overview with its picture, then a page or more for each part that something is written in. */
export async function makePdf(source: PdfSource): Promise<Uint8Array> {
  const { title, locale, software, made } = source
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    compress: true,
    pdfVersion: '1.7',
    lang: locale,
    tagged: true,
    displayTitle: true,
    info: { Title: title, Creator: software, Producer: software, CreationDate: made, ModDate: made },
  })
  const done = collect(doc)
  const photos = new Photos(doc, source.photos)
  const pictures = new RegionPictures(source.records, source.outline.template, photos)
  const sections = sectionsOf(source.outline, locale)
  const pages = new Pages(doc, new Typesetter(doc), sheetFor(sections, pictures.whole), photos)
  drawOverview(pages, source, pictures, sections)
  for (const section of sections) if (hasWords(section)) drawSection(pages, source, pictures, section)
  pages.number(title, wordsIn(locale).pageOf)
  doc.end()
  return done
}

function collect(doc: Doc): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    doc.on('error', reject)
  })
}

function sheetFor(sections: Section[], whole: { w: number; h: number } | null): Sheet {
  const cards = sections.reduce((sum, section) => sum + countCards(section), 0)
  const upright = whole !== null && whole.h > whole.w
  return { size: cards > manyCards ? 'A3' : 'A4', layout: upright ? 'portrait' : 'landscape' }
}

const hasWords = (section: Section): boolean => countCards(section) > 0

function drawOverview(pages: Pages, source: PdfSource, pictures: RegionPictures, sections: Section[]): void {
  const { doc } = pages
  const { title, challenge, method, locale, made, participants } = source
  const say = wordsIn(locale)
  pages.begin()
  tagged(doc, 'H1', () => pages.line(title, { size: 26, weight: 600, color: accent }))
  pages.skip(4)
  const day = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(made)
  const facts = [`${say.challenge}: ${challenge}`, `${say.method}: ${method}`, `${say.made} ${day}`]
  if (participants > 0) facts.push(`${say.people}: ${participants}`)
  tagged(doc, 'P', () => pages.line(facts.join('   ·   '), { size: 11, color: soft }))
  const empty = sections.filter((section) => !hasWords(section) && section.title !== '')
  if (empty.length === sections.length) {
    pages.skip(8)
    tagged(doc, 'P', () => pages.line(say.nothing, { size: 12 }))
  } else if (empty.length > 0) {
    const names = empty.map((section) => section.title).join(', ')
    tagged(doc, 'P', () => pages.line(`${say.empty} ${names}`, { size: 9.5, color: soft }))
  }
  pages.skip(10)
  const box = { x: pages.left, y: pages.cursor, w: pages.width, h: Math.max(80, pages.bottom - pages.cursor) }
  tagged(
    doc,
    'Figure',
    () => framed(pages, pictures.overview(box.w * 4, box.h * 4), box),
    say.pictureOf(title),
  )
}

function drawSection(pages: Pages, source: PdfSource, pictures: RegionPictures, section: Section): void {
  const { doc } = pages
  const say = wordsIn(source.locale)
  const title = section.title || say.untitled
  const facts = [say.cards(countCards(section)), ...section.facts].join('   ·   ')
  pages.begin()
  const part = doc.struct('Sect')
  doc.addStructure(part)
  const start = pages.cursor
  part.add(doc.struct('H2', {}, () => pages.line(title, { size: 19, weight: 600, color: accent })))
  part.add(doc.struct('P', {}, () => pages.line(facts, { size: 10, color: soft })))
  pages.skip(8)
  const lies = pictures.boxOf(section)
  if (lies) {
    const h = pictureHeight(lies, pages.width, pages.bottom - start)
    // No wider than what it shows.
    const w = Math.min(pages.width, (h * (lies.w + 80)) / (lies.h + 80))
    const box = { x: pages.left, y: pages.cursor, w, h }
    const svg = pictures.part(lies, box.w * 4, box.h * 4)
    part.add(doc.struct('Figure', { alt: say.pictureOf(title) }, () => framed(pages, svg, box)))
    pages.cursor += h + 14
  }
  pages.flow(() => {
    doc.markContent('Artifact', { type: 'Pagination' })
    pages.line(`${title} (${say.continued})`, { size: 12, weight: 600, color: soft })
    doc.endMarkedContent()
    pages.skip(6)
  })
  drawContent(pages, section, say.untitled, (tag, draw) => {
    const element = doc.struct(tag)
    part.add(element)
    draw((words) => element.add(words))
    element.end()
  })
  part.end()
}

/** A third of the page; less where the part is wide and flat. */
const pictureHeight = ({ w, h }: { w: number; h: number }, width: number, height: number): number =>
  Math.max(70, Math.min(height * 0.36, (width * (h + 80)) / (w + 80)))

type Mark = (draw: () => void) => void
/** Adds an element to the page's structure; what is drawn through its mark is its content. */
type Add = (tag: string, draw: (mark: Mark) => void) => void

function drawContent(pages: Pages, section: Section, untitled: string, add: Add, level = 0): void {
  drawCards(pages, section.cards, add)
  for (const inner of section.sections) {
    if (!hasWords(inner)) continue
    // The name with at least the first lines under it.
    pages.need(64)
    const look = { size: 12, weight: 600, color: accent } as const
    add(level === 0 ? 'H3' : 'H4', (mark) => pages.block(inner.title || untitled, look, mark))
    if (inner.facts.length > 0)
      add('P', (mark) => pages.block(inner.facts.join(' · '), { size: 8.5, color: soft }, mark))
    pages.skip(3)
    drawContent(pages, inner, untitled, add, level + 1)
    pages.skip(8)
  }
}

/** With a stack: a chain of thousands of causes must not end the call stack. */
function drawCards(pages: Pages, cards: readonly SectionCard[], add: Add): void {
  const stack = [...cards].reverse().map((card) => ({ card, depth: 0 }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { card, depth } = next
    const indent = Math.min(depth, deepest) * 12
    const bar = depth === 0 ? '#8fb8c2' : '#d5dde1'
    add('P', (mark) => {
      pages.block(card.text, { size: 10.5, indent, bar }, mark)
      if (card.facts.length > 0)
        pages.block(card.facts.join(' · '), { size: 8.5, color: soft, indent, bar }, mark)
    })
    pages.skip(7)
    for (const child of [...card.children].reverse()) stack.push({ card: child, depth: depth + 1 })
  }
}

function framed(
  { doc, type, photos }: Pages,
  svg: string,
  box: { x: number; y: number; w: number; h: number },
): void {
  drawSvg(doc, type, svg, box, photos)
  doc.lineWidth(0.5).strokeColor('#d1d5db', 1).rect(box.x, box.y, box.w, box.h).stroke()
}

function tagged(doc: Doc, tag: string, draw: () => void, alt?: string): void {
  doc.addStructure(doc.struct(tag, alt === undefined ? {} : { alt }, draw))
}
