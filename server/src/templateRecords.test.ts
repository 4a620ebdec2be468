import { makeShape, plainText, richText, type TLRecord } from '@sheshi/board'
import { buildTemplate, label } from '@sheshi/methods'
import { describe, expect, it } from 'vitest'
import { forBoard, picturesIn, templateRecords, withoutPictures } from './templateRecords.ts'

const hash = 'a'.repeat(64)
const page = {
  typeName: 'page',
  id: 'page:page',
  name: 'Page 1',
  index: 'a1',
  meta: {},
} as unknown as TLRecord
const asset = {
  typeName: 'asset',
  id: 'asset:one',
  type: 'image',
  props: {
    name: 'Ana at home.png',
    src: `/api/v1/boards/old/assets/${hash}.png`,
    w: 9,
    h: 9,
    mimeType: 'image/png',
    isAnimated: false,
  },
  meta: {},
} as unknown as TLRecord
const note = (id: string, text: string, more: object = {}) =>
  makeShape({
    type: 'note',
    id: `shape:${id}`,
    x: 0,
    y: 0,
    index: 'a5' as never,
    props: { richText: richText(text) },
    ...more,
  })
const written = [
  note('ana', 'The river smells', {
    meta: { by: 'Ana', sector: 'citizens', region: 'cause.1', device: 'phone' },
  }),
  note('plan', 'Round one', { isLocked: true, meta: { by: 'Ben' } }),
  note('free', 'A free thought', { meta: { by: 'Ben', sector: 'ngo', gives: 'time', votes: 3 } }),
  makeShape({
    type: 'image',
    id: 'shape:photo',
    x: 0,
    y: 0,
    index: 'a7' as never,
    props: { assetId: 'asset:one' as never, w: 9, h: 9 },
  }),
]
/** A problem tree on which somebody has written over the core card. */
function board(): Map<string, TLRecord> {
  const drawn = buildTemplate('problem-tree', 'it').map((record) =>
    record.typeName === 'shape' && record.meta.card === 'core' ? withText(record, 'Dirty river') : record,
  )
  return new Map([page, ...drawn, asset, ...written].map((record) => [record.id, record]))
}
const withText = (record: TLRecord, text: string): TLRecord =>
  record.typeName === 'shape'
    ? ({ ...record, props: { ...record.props, richText: richText(text) } } as TLRecord)
    : record
const find = (records: TLRecord[], id: string) => records.find((record) => record.id === id)

describe('a board as a template', () => {
  it('without what people wrote keeps what the template drew, with its own words, and what is locked', () => {
    const found = templateRecords(board(), { keepWritten: false, locale: 'it' })
    const drawn = buildTemplate('problem-tree', 'it')
    const ids = found.map(({ id }) => id).sort()
    expect(ids).toEqual([...drawn.map(({ id }) => id), 'shape:ana', 'shape:plan'].sort())
    for (const record of drawn) expect(find(found, record.id)).toEqual(record)
    expect(JSON.stringify(found)).not.toMatch(/Dirty river|free thought|Ana|Ben|citizens/)
    expect(plainText(find(found, 'shape:plan') as never)).toBe('Round one')
  })

  it('with what people wrote keeps their words, and never their names, sectors or votes', () => {
    const found = templateRecords(board(), { keepWritten: true, locale: 'it' })
    expect(found).toHaveLength(board().size - 1)
    expect(find(found, 'shape:free')).toMatchObject({ meta: { gives: 'time' } })
    expect(JSON.stringify(found)).not.toMatch(/"by"|"sector"|"votes"|Ana|Ben/)
    expect(JSON.stringify(found)).toContain('Dirty river')
    expect(picturesIn(found)).toEqual([`${hash}.png`])
  })

  it('loses with a picture that is gone also the shape that shows it', () => {
    const found = withoutPictures(templateRecords(board(), { keepWritten: true, locale: 'it' }), [
      `${hash}.png`,
    ])
    expect(find(found, 'shape:photo')).toBeUndefined()
    expect(find(found, 'asset:one')).toBeUndefined()
    expect(find(found, 'shape:free')).toBeDefined()
  })

  it('becomes a board with pictures of its own and labels in its language', () => {
    const found = forBoard(templateRecords(board(), { keepWritten: true, locale: 'it' }), 'new', 'sq')
    expect(find(found, 'asset:one')).toMatchObject({
      props: { src: `/api/v1/boards/new/assets/${hash}.png` },
    })
    const texts = found.flatMap((record) => (record.typeName === 'shape' ? [plainText(record as never)] : []))
    expect(texts).toContain(label('problem-tree.name', 'sq'))
    expect(texts).toContain('Dirty river')
  })

  it('of a board whose first page is gone begins with the next one', () => {
    const other = { ...page, id: 'page:other', index: 'a2' } as unknown as TLRecord
    const moved = note('moved', 'Here', { parentId: 'page:other' })
    const records = new Map([other, moved].map((record) => [record.id as string, record]))
    expect(templateRecords(records, { keepWritten: true, locale: 'en' })).toMatchObject([
      { id: 'shape:moved', parentId: 'page:page' },
    ])
  })
})
