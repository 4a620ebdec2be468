import { allowEmbeds, connect, makeShape, richText } from '@sheshi/board'
import type { TLRecord } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import type { BlankOutline, BrainstormOutline } from '../outline.types.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { readOutline } from './read.ts'

const read = (records: ReadonlyMap<string, TLRecord>): BrainstormOutline => {
  const outline = readOutline(records, { template: 'brainstorm', locale: 'en' })
  if (outline.template !== 'brainstorm') throw new Error('not a brainstorm')
  return outline
}

const brainstorm = (...extra: TLRecord[]) => read(boardOf('brainstorm', 'en', ...extra))

const frame = (id: string, name: string, x: number, y: number, w = 400, h = 400) =>
  makeShape({ type: 'frame', id: `shape:${id}`, x, y, index: 'a1', props: { w, h, name } })

describe('a brainstorm', () => {
  it.each(['en', 'it', 'sq'])('says nothing before anybody has written, in %s', (locale) => {
    const { prompt, promptId, inbox, clusters, parking, loose, ink } = read(boardOf('brainstorm', locale))
    expect({ prompt, promptId, inbox, clusters, parking, loose, ink }).toEqual({
      prompt: '',
      promptId: null,
      inbox: [],
      clusters: [],
      parking: [],
      loose: [],
      ink: 0,
    })
  })

  it('sorts notes into inbox, clusters, parking lot and the rest', () => {
    const outline = brainstorm(
      noteAt('second', 'second', 340, 500),
      noteAt('first', 'first', 120, 510),
      noteAt('grouped', 'grouped', 600, 500),
      noteAt('between', 'between', 1000, 250),
      noteAt('parked', 'parked', 2100, 1400),
      noteAt('far', 'far', 5000, 5000),
    )
    expect(outline.inbox.map(({ id }) => id)).toEqual(['between', 'first', 'second'])
    expect(outline.clusters).toEqual([
      { id: 'template-cluster.1', title: 'Cluster 1', ideas: [{ id: 'grouped', text: 'grouped' }] },
    ])
    expect(outline.parking.map(({ id }) => id)).toEqual(['parked'])
    expect(outline.loose.map(({ id }) => id)).toEqual(['far'])
  })

  it('counts as inbox what has run over its left edge', () => {
    expect(brainstorm(noteAt('over', 'over', -700, 600)).inbox).toEqual([{ id: 'over', text: 'over' }])
  })

  it('keeps a cluster that has a name of its own, even without ideas', () => {
    expect(brainstorm(frame('own', 'Water', 4000, 0)).clusters).toEqual([
      { id: 'own', title: 'Water', ideas: [] },
    ])
    expect(brainstorm(frame('own', '', 4000, 0)).clusters).toEqual([])
  })

  it('gives an idea to the innermost frame, as its child or as it lies', () => {
    const child = noteAt('child', 'child', 150, 150, 'shape:inner')
    const inner = { ...frame('inner', 'Inner', 50, 50, 300, 300), parentId: 'shape:outer' } as TLRecord
    const lying = noteAt('lying', 'lying', 4100, 900)
    const { clusters } = brainstorm(frame('outer', 'Outer', 4000, 0, 600, 1000), inner, child, lying)
    const found = clusters.map(({ title, ideas }) => [title, ideas.map(({ id }) => id)])
    expect(found).toEqual([
      ['Outer', ['lying']],
      ['Inner', ['child']],
    ])
  })

  it('takes the question from the banner once it is written over', () => {
    const records = boardOf('brainstorm')
    const banner = [...records.values()].find(
      (record) => record.typeName === 'shape' && record.meta.card === 'prompt',
    )
    if (banner?.typeName !== 'shape' || banner.type !== 'geo') throw new Error('no banner')
    const asked = { ...banner, props: { ...banner.props, richText: richText('How might we clean it?') } }
    records.set(banner.id, asked as TLRecord)
    const { prompt, promptId } = read(records)
    expect([prompt, promptId]).toEqual(['How might we clean it?', 'template-card.prompt'])
  })

  it('counts arrows between ideas as drawings', () => {
    const [a, b] = [noteAt('a', 'a', 120, 500), noteAt('b', 'b', 340, 500)]
    expect(brainstorm(a, b, ...connect(a, b, { index: 'a1' })).ink).toBe(1)
  })

  it('takes the words of a title that somebody has written over', () => {
    const records = boardOf('brainstorm')
    const title = [...records.values()].find((record) => record.id === 'shape:template-inbox.title')
    if (title?.typeName !== 'shape' || title.type !== 'text') throw new Error('no title')
    records.set(title.id, {
      ...title,
      props: { ...title.props, richText: richText('Raw ideas') },
    } as TLRecord)
    expect(read(records).inbox).toEqual([{ id: 'template-inbox.title', text: 'Raw ideas' }])
  })
})

describe('a board without a method', () => {
  it('has its frames as groups and the rest loose', () => {
    const records = boardOf(
      'blank',
      'en',
      frame('group', 'Group', 0, 0),
      noteAt('in', 'in', 100, 100, 'shape:group'),
      noteAt('out', 'out', 900, 900),
    )
    const outline = readOutline(records, { template: 'blank', locale: 'en' }) as BlankOutline
    expect(outline.clusters).toEqual([{ id: 'group', title: 'Group', ideas: [{ id: 'in', text: 'in' }] }])
    expect(outline.loose).toEqual([{ id: 'out', text: 'out' }])
  })

  it('takes the address of a bookmark as its words, and keeps what has lost its place', () => {
    const props = { url: 'https://example.org/report' }
    const bookmark = makeShape({ type: 'bookmark', id: 'shape:link', x: 0, y: 0, index: 'a1', props })
    const orphan = noteAt('orphan', 'orphan', 0, 0, 'shape:gone')
    const outline = readOutline(boardOf('blank', 'en', bookmark, orphan), { template: 'blank', locale: 'en' })
    expect(outline.loose.map(({ text }) => text)).toEqual(['https://example.org/report', 'orphan'])
    expect(outline.notes).toEqual([{ code: 'unreadable', cards: ['orphan'] }])
  })

  it('takes the address of an embedded page as its words too', () => {
    allowEmbeds(['player.vimeo.com'])
    const props = { url: 'https://player.vimeo.com/video/1' }
    const film = makeShape({ type: 'embed', id: 'shape:film', x: 0, y: 0, index: 'a1', props })
    const outline = readOutline(boardOf('blank', 'en', film), { template: 'blank', locale: 'en' })
    allowEmbeds([])
    expect(outline.loose.map(({ text }) => text)).toEqual(['https://player.vimeo.com/video/1'])
  })

  it('refuses a template that does not exist', () => {
    expect(() => readOutline(new Map(), { template: 'swot', locale: 'en' })).toThrow(RangeError)
  })
})
