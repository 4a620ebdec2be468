import { inflateSync } from 'node:zlib'
import { makeShape, richText, type TLRecord } from '@sheshi/board'
import { allCards, buildTemplate, readOutline } from '@sheshi/methods'
import { crowdedBoard, drawTree, riverPollution } from '@sheshi/methods/testing'
import type { Locale } from '@sheshi/records'
import { describe, expect, it } from 'vitest'
import { jpeg, photo, pngOf } from '../../testing/images.ts'
import type { BoardPicture, BoardPictures } from '../boardPictures.ts'
import { makePdf } from './pdf.ts'

type BoardRecords = Map<string, TLRecord>

function boardOf(template: string, locale: string, ...more: TLRecord[]): BoardRecords {
  const page = { typeName: 'page', id: 'page:page', name: 'Page 1', index: 'a1', meta: {} } as TLRecord
  return new Map([page, ...buildTemplate(template, locale), ...more].map((record) => [record.id, record]))
}

const note = (id: string, text: string, x: number, y: number): TLRecord =>
  makeShape({ type: 'note', id: `shape:${id}`, x, y, index: 'a9', props: { richText: richText(text) } })

async function pdfOf(
  records: BoardRecords,
  template: string,
  locale: Locale = 'en',
  photos: BoardPictures['kept'] = new Map(),
) {
  const outline = readOutline(records, { template, locale })
  const head = { title: 'Lumë, città & më', challenge: 'Ujë', method: template, locale, software: 'Sheshi' }
  const made = new Date('2026-11-22T10:00:00Z')
  const bytes = await makePdf({ ...head, made, participants: 7, outline, records, photos })
  return { bytes: Buffer.from(bytes), outline }
}

/** The objects of a PDF by number, streams unpacked. */
function objectsIn(pdf: Buffer): Map<number, { head: string; stream: string }> {
  const found = new Map<number, { head: string; stream: string }>()
  const all = pdf.toString('latin1')
  for (const match of all.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, number = '', body = ''] = match
    const [head = '', packed] = body.split('\nstream\n')
    const end = packed?.lastIndexOf('\nendstream') ?? 0
    const bytes = Buffer.from(packed?.slice(0, end) ?? '', 'latin1')
    const stream = packed && head.includes('FlateDecode') ? inflateSync(bytes).toString('latin1') : ''
    found.set(Number(number), { head, stream })
  }
  return found
}

type Glyphs = Map<number, string>

/** What a reader would copy from all pages: each font's glyphs by its own map to Unicode. */
function wordsIn(pdf: Buffer): string {
  const objects = objectsIn(pdf)
  const maps = new Map<string, Glyphs>()
  for (const { head } of objects.values()) {
    for (const [, name = '', font = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(font))?.head ?? '')?.[1]
      if (unicode) maps.set(name, mapOf(objects.get(Number(unicode))?.stream ?? ''))
    }
  }
  const pages = [...objects.values()].filter(
    ({ head, stream }) => !/FontFile|CMapName/.test(head) && stream.includes(' Tf'),
  )
  return pages
    .map(({ stream }) => shownIn(stream, maps))
    .join(' ')
    .replace(/\s+/g, ' ')
}

function shownIn(stream: string, maps: ReadonlyMap<string, Glyphs>): string {
  let words = ''
  let map: Glyphs = new Map()
  for (const [, font, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
    if (font) map = maps.get(font) ?? map
    const glyphs = [...(shown ?? '').matchAll(/<([0-9a-f]*)>/g)].flatMap(
      ([, hex = '']) => hex.match(/.{4}/g) ?? [],
    )
    words += `${glyphs.map((glyph) => map.get(Number.parseInt(glyph, 16)) ?? '').join('')} `
  }
  return words
}

function mapOf(cmap: string): Glyphs {
  const map: Glyphs = new Map()
  for (const [, first = '', , list = ''] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[(.*?)\]/g)) {
    let glyph = Number.parseInt(first, 16)
    for (const [, hex = ''] of list.matchAll(/<([0-9a-f ]+)>/g)) {
      const codes = hex.replaceAll(' ', '').match(/.{4}/g) ?? []
      map.set(glyph, String.fromCharCode(...codes.map((code) => Number.parseInt(code, 16))))
      glyph += 1
    }
  }
  return map
}

const pagesIn = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0

describe('the PDF of a board', () => {
  it('of the river tree holds every card as text, with its parts on pages of their own', async () => {
    const { bytes, outline } = await pdfOf(
      drawTree(boardOf('problem-tree', 'en'), riverPollution) as BoardRecords,
      'problem-tree',
    )
    const words = wordsIn(bytes)
    for (const { card } of allCards(outline))
      for (const word of card.text.split(/\s+/)) expect(words).toContain(word)
    expect(words).toContain('Lumë, città & më')
    expect(words).toContain('Page 1 of 4')
    expect(pagesIn(bytes)).toBe(4)
  })

  it('says its title and language, is tagged, and embeds its fonts', async () => {
    const { bytes } = await pdfOf(boardOf('brainstorm', 'sq'), 'brainstorm', 'sq')
    const all = bytes.toString('latin1')
    expect(all).toMatch(/\/Lang \(sq\)/)
    expect(all).toMatch(/\/MarkInfo/)
    expect(all).toMatch(/\/DisplayDocTitle true/)
    expect(all).toMatch(/\/FontFile2 /)
    expect(all).not.toMatch(/\/BaseFont \/Helvetica/)
    expect(pagesIn(bytes)).toBe(1)
    expect(wordsIn(bytes)).toContain('Në këtë tabelë nuk është shkruar ende asgjë.')
  })

  it('lets long texts and long parts flow on, in letters of other alphabets too', async () => {
    const records = crowdedBoard('brainstorm', 600) as BoardRecords
    const long = `${'Përkthyesja perché αβγ река '.repeat(400)}fund`
    records.set('shape:long', note('long', long, 5_000, 5_000))
    records.set('shape:word', note('word', `A${'x'.repeat(900)}Z`, 5_000, 6_000))
    const { bytes } = await pdfOf(records, 'brainstorm', 'it')
    const words = wordsIn(bytes)
    expect(words.match(/Përkthyesja/g)?.length).toBeGreaterThanOrEqual(400)
    expect(words).toContain('fund')
    expect(words).toContain('segue')
    expect(pagesIn(bytes)).toBeGreaterThan(4)
  })

  const pictureOf = (data: Buffer, type = 'image/png'): BoardPicture => ({
    ...{ path: 'p', from: 'f', sha256: '', bytes: data.length },
    ...{ type, data },
  })
  const withPhotos = async (pictures: BoardPicture[]) => {
    const place = { x: 0, y: 0, w: 90, h: 60 }
    const shown = pictures.flatMap((_, at) => photo(`p${at}`, `/p${at}`, { ...place, x: at * 100 }))
    const photos = new Map(pictures.map((picture, at) => [`/p${at}`, picture]))
    const { bytes } = await pdfOf(
      boardOf('blank', 'en', note('a', 'A note', 0, 200), ...shown),
      'blank',
      'en',
      photos,
    )
    return [...objectsIn(bytes).values()].filter(({ head }) => head.includes('/Subtype /Image'))
  }

  it('shows the photos that lie on the board, each kept in it once', async () => {
    const images = await withPhotos([
      pictureOf(jpeg, 'image/jpeg'),
      pictureOf(pngOf({ width: 5 })),
      pictureOf(pngOf({ width: 6, kind: 6 })),
    ])
    // What covers only in part has a mask beside it.
    const widths = images.map(({ head }) => /\/Width (\d+)/.exec(head)?.[1]).sort()
    expect(widths).toEqual(['5', '6', '6', '8'])
    expect(images.some(({ head }) => head.includes('/DCTDecode'))).toBe(true)
  })

  it.each([
    ['cut short', pngOf({ kind: 6 }).subarray(0, 60)],
    ['with rows missing', pngOf({ kind: 6, height: 9, rows: Buffer.alloc(17) })],
    ['with more in it than it says', pngOf({ kind: 6, rows: Buffer.alloc(10_000_000) })],
    ['filtered in no known way', pngOf({ kind: 6, filter: 7 })],
    ['of more pixels than memory', pngOf({ kind: 6, width: 60_000, height: 60_000, rows: Buffer.alloc(9) })],
  ])('is made without a PNG %s', async (_name, data) => {
    expect(await withPhotos([pictureOf(data), pictureOf(jpeg, 'image/jpeg')])).toHaveLength(1)
  })

  it('is made without pictures that PDF does not know, or that are none', async () => {
    expect(
      await withPhotos([pictureOf(jpeg, 'image/webp'), pictureOf(Buffer.from('no'), 'image/jpeg')]),
    ).toEqual([])
  })

  it('is made of nonsense too', async () => {
    const odd = ['\u0000\u0007', '‮back', '😀👩‍👩‍👧', '<svg><g></g>', '\ud800', 'a\tb\r\nc', '%PDF (\\) >>']
    const notes = odd.map((text, at) => note(`odd${at}`, text, at * 300, 0))
    const { bytes } = await pdfOf(boardOf('blank', 'en', ...notes), 'blank')
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.subarray(-6).toString()).toContain('%%EOF')
    expect(wordsIn(bytes)).toContain('<svg><g></g>')
  })
})
