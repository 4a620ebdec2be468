import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  allowEmbeds,
  checkRecord,
  compact,
  isAllowedEmbed,
  judgeUpdate,
  makeShape,
  putRecords,
  readBoard,
  readRecords,
  renderPreview,
  seedBoard,
} from './index.ts'

const hosts = ['player.vimeo.com', 'www.openstreetmap.org']
const address = 'https://player.vimeo.com/video/76979871?title=0'
allowEmbeds(hosts)
const film = makeShape({ type: 'embed', id: 'shape:film', x: 0, y: 0, index: 'a2', props: { url: address } })
const note = makeShape({ type: 'note', id: 'shape:n', x: 500, y: 0, index: 'a1' })

beforeEach(() => allowEmbeds([]))

function board(): Y.Doc {
  const doc = new Y.Doc()
  seedBoard(doc, { records: [note], template: 'blank', locale: 'en' })
  return doc
}

/** What somebody sends who does this to a copy of the board. */
function sent(doc: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  change(copy)
  return Y.encodeStateAsUpdate(copy, before)
}

describe('[BD68] an embed', () => {
  it.each([
    address,
    'https://player.vimeo.com/',
    'https://www.openstreetmap.org/export/embed.html?bbox=1%2C2',
  ])('%s may stand where its host is listed', (url) => {
    expect(isAllowedEmbed(url, hosts)).toBe(true)
    expect(isAllowedEmbed(url, [])).toBe(false)
  })

  it.each([
    'http://player.vimeo.com/video/1',
    'https://vimeo.com/1',
    'https://a.player.vimeo.com/',
    'https://openstreetmap.org/',
    'https://player.vimeo.com.evil.example/',
    'https://player-vimeo.com/',
    'https://playerxvimeo.com/',
    'https://evil.example/https://player.vimeo.com/',
    'https://evil.example/?player.vimeo.com/',
    'https://evil.example#https://player.vimeo.com/',
    'https://player.vimeo.com@evil.example/',
    'https://player.vimeo.com:x@evil.example/',
    'https://ana@player.vimeo.com/',
    'https://ana:word@player.vimeo.com/',
    'https://player.vimeo.com:443/',
    'https://player.vimeo.com:8443/',
    'https://player.vimeo.com./',
    'https://player.vimeo.com',
    'https://player.vimeo.com?a',
    'https://player.vimeo.com\\@evil.example/',
    'https://рlayer.vimeo.com/',
    'https://player。vimeo.com/',
    'https://play\ner.vimeo.com/',
    ' https://player.vimeo.com/',
    'https:player.vimeo.com/',
    'https:///player.vimeo.com/',
    '//player.vimeo.com/',
    'javascript:alert(1)//https://player.vimeo.com/',
    'data:text/html,https://player.vimeo.com/',
    'blob:https://player.vimeo.com/1',
    '',
    null,
    7,
  ])('%s may not', (url) => expect(isAllowedEmbed(url, hosts)).toBe(false))

  it.each([
    'https://player.vimeo.com/\\evil.example',
    'https://player.vimeo.com//evil.example/\t@evil.example',
  ])('%j stays with its host however it goes on', (url) => {
    expect(isAllowedEmbed(url, hosts)).toBe(true)
    expect(new URL(url).hostname).toBe('player.vimeo.com')
  })

  it('is refused, and judged like every record, by the list', () => {
    const foreign = { ...film, props: { ...film.props, url: 'https://evil.example/' } }
    expect(checkRecord(film)).toBe('embedded pages are not allowed')
    allowEmbeds(hosts)
    expect(checkRecord(film)).toBeNull()
    expect(checkRecord(foreign)).toBe('embedded pages are not allowed')
    expect(checkRecord({ ...film, x: 1e9 })).toBe('a number is out of bounds')
    const doc = board()
    const update = sent(doc, (copy) => putRecords(copy, [film]))
    expect(judgeUpdate(doc, update)).toBeNull()
    allowEmbeds([])
    expect(judgeUpdate(doc, update)).toMatchObject({ reason: 'embedded pages are not allowed' })
  })

  it('cannot be led to another host afterwards', () => {
    allowEmbeds(hosts)
    const doc = board()
    putRecords(doc, [film])
    const led = sent(doc, (copy) => {
      ;(copy.getMap('records').get('shape:film') as Y.Map<unknown>).set(':url', 'https://evil.example/')
    })
    expect(judgeUpdate(doc, led)).toMatchObject({ reason: 'embedded pages are not allowed' })
  })

  it('is set aside when the list is emptied, while all goes on, and is there again with the list', () => {
    allowEmbeds(hosts)
    const doc = board()
    putRecords(doc, [film])
    allowEmbeds([])
    const { records, unreadable } = readBoard(doc)
    expect(records.has(film.id)).toBe(false)
    expect(unreadable.map(({ id }) => id)).toEqual(['shape:film'])
    const moved = sent(doc, (copy) => putRecords(copy, [{ ...note, x: 700 }]))
    expect(judgeUpdate(doc, moved)).toBeNull()
    // Who still has it on their page from before may move it: what was wrong already is nobody's fault.
    const touched = sent(doc, (copy) => {
      ;(copy.getMap('records').get('shape:film') as Y.Map<unknown>).set(':w', 400)
    })
    expect(judgeUpdate(doc, touched)).toBeNull()
    const renewed = compact(doc)
    allowEmbeds(hosts)
    for (const kept of [doc, renewed]) expect(readRecords(kept).get(film.id)).toEqual(film)
  })

  it('is drawn as a box with its address', () => {
    const drawn = renderPreview([film], { width: 600, height: 400 })
    expect(drawn).toContain('player.vimeo.com')
    expect(drawn).not.toMatch(/NaN|undefined|Infinity|<image|href|<a /)
  })
})
