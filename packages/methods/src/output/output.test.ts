import { connect } from '@sheshi/board'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { readOutline } from '../outline/read.ts'
import { boardOf, noteAt } from '../testing/board.ts'
import { drawTree } from '../testing/draw.ts'
import { riverPollution } from '../testing/riverPollution.ts'
import { outlineToCsv, toCsv } from './csv.ts'
import { escapeLine, escapeText } from './escape.ts'
import { outlineToMarkdown } from './markdown.ts'

const river = readOutline(drawTree(boardOf('problem-tree'), riverPollution), {
  template: 'problem-tree',
  locale: 'en',
})

const brainstormOf = (...texts: string[]) =>
  readOutline(
    boardOf('brainstorm', 'en', ...texts.map((text, at) => noteAt(`n${at}`, text, 120, 500 + at * 210))),
    {
      template: 'brainstorm',
      locale: 'en',
    },
  )

describe('minutes', () => {
  it('nest the published tree', () => {
    const minutes = outlineToMarkdown(river, {
      title: 'River',
      locale: 'en',
      date: new Date('2026-03-05T10:00:00Z'),
    })
    expect(minutes).toContain('# River\n\nProblem tree · March 5, 2026\n')
    expect(minutes).toContain('## Core problem\n\n**River water quality is deteriorating**\n')
    expect(minutes).toContain(
      '- High levels of solid waste are dumped into the river\n  - Polluters are not controlled\n    - The Environment',
    )
    expect(minutes.endsWith('\n')).toBe(true)
  })

  it('speak the board’s language', () => {
    const italian = outlineToMarkdown(river, { title: 'Fiume', locale: 'it', participants: 12 })
    expect(italian).toContain('Albero dei problemi · Persone: 12')
    expect(italian).toContain('## Effetti')
    const albanian = outlineToMarkdown(river, { title: 'Lumi', locale: 'sq', date: new Date('2026-03-05') })
    expect(albanian).toContain('## Shkaqe')
    expect(albanian).toContain('5 mars 2026')
  })

  it('say what is missing, odd, or only in the pictures', () => {
    const [a, b, core] = [
      noteAt('a', 'A', 600, 1300),
      noteAt('b', 'B', 900, 1300),
      noteAt('c', 'Core', 1500, 930),
    ]
    const arrows = [...connect(a, b, { index: 'a1' }), ...connect(b, a, { index: 'a1' })]
    const records = boardOf('problem-tree', 'en', core, noteAt('d', 'Second', 1800, 930), a, b, ...arrows)
    const minutes = outlineToMarkdown(readOutline(records, { template: 'problem-tree', locale: 'en' }), {
      title: 'T',
      locale: 'en',
    })
    expect(minutes).toContain('## Effects\n\n*Nothing yet*')
    expect(minutes).toContain('in a circle; the tree cuts it at one place: A; B')
    expect(minutes).toContain('besides the first: Second')
  })
})

/** What people might write, by accident or on purpose. */
const hostile = [
  '# not a heading',
  '- not a list',
  '1. not a list',
  '2) nor this',
  '+ nor this',
  '> not a quote',
  '*not bold* **nor this** _nor this_',
  '`not code` ~~~ ```',
  '[not a link](javascript:alert(1))',
  '![not an image](http://example.org/x.png)',
  '<script>alert(1)</script> <b>x</b>',
  '&lt; &amp; stays as written',
  'a | b | c',
  'title\n=====',
  'title\n-----',
  'two\n\n\nparagraphs\n    indented',
  'back\\slash \\*',
  '<https://example.org> autolink',
  '***',
  '    four spaces',
  '[x]: http://example.org',
]

describe('what people wrote', () => {
  const parser = new MarkdownIt({ html: true, linkify: false })

  it.each(hostile)('stays plain words in a list: %j', (text) => {
    const tokens = parser.parse(outlineToMarkdown(brainstormOf(text), { title: text, locale: 'en' }), {})
    const blocks = tokens.map(({ type }) => type.replace(/_(open|close)$/, ''))
    expect(new Set(blocks)).toEqual(new Set(['heading', 'inline', 'paragraph', 'bullet_list', 'list_item']))
    const items = tokens.filter(({ type }) => type === 'list_item_open')
    expect(items).toHaveLength(1)
    const inner = tokens.filter(({ type }) => type === 'inline').flatMap(({ children }) => children ?? [])
    const marks = inner.filter(({ type }) => !['text', 'hardbreak', 'text_special'].includes(type))
    expect(marks).toEqual([])
    const written = text
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter(Boolean)
    const item = tokens.findLast(({ type }) => type === 'inline')
    const shown = (item?.children ?? [])
      .map(({ type, content }) => (type === 'hardbreak' ? '\n' : content))
      .join('')
    expect(shown.split('\n')).toEqual(written)
  })

  it('is escaped no more than it must be', () => {
    expect(escapeLine('Polluters are not controlled (yet). 40% – e.g. #2!')).toBe(
      'Polluters are not controlled (yet). 40% – e.g. #2!',
    )
    expect(escapeText('one\r\ntwo\u2028three', '  ')).toBe('one\\\n  two\\\n  three')
  })
})

/** A reader of RFC 4180, so that the test does not trust the writer. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = []
  for (const record of csv.replace(/^\uFEFF/, '').match(/(?:"(?:[^"]|"")*"|[^"\r\n])+\r\n/g) ?? []) {
    const cells = record.slice(0, -2).match(/(?:^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? []
    rows.push(
      cells.map((cell) =>
        cell
          .replace(/^,/, '')
          .replace(/^"(.*)"$/s, '$1')
          .replaceAll('""', '"'),
      ),
    )
  }
  return rows
}

describe('CSV', () => {
  it('holds the tree with the parent of each card', () => {
    const csv = outlineToCsv(river)
    expect(
      csv.startsWith('\uFEFFid,parent,kind,level,text,votes,sector,alsoLinkedTo,fromProblemId,city\r\n'),
    ).toBe(true)
    const rows = readCsv(csv).slice(1)
    const textOf = new Map(rows.map(([id, , , , text]) => [id, text]))
    const edges = rows.map(([, parent, kind, level, text]) => [
      kind,
      level,
      text,
      textOf.get(parent ?? '') ?? '',
    ])
    expect(edges).toContainEqual(['core', '0', riverPollution.core, ''])
    expect(edges).toContainEqual([
      'cause',
      '2',
      'Polluters are not controlled',
      'High levels of solid waste are dumped into the river',
    ])
    expect(edges).toContainEqual([
      'effect',
      '1',
      'The river ecosystem is under serious threat, with declining fish stocks',
      riverPollution.core,
    ])
    expect(rows).toHaveLength(14)
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1'])(
    'makes a cell that begins like a formula harmless: %j',
    (text) => {
      expect(readCsv(outlineToCsv(brainstormOf(text)))[1]?.slice(0, 4)).toEqual([
        'n0',
        'idea',
        '',
        `'${text}`,
      ])
    },
  )

  it('makes a cell harmless that begins with a tab', () => {
    expect(toCsv([['\t=1+1', 'a\tb']])).toBe("\uFEFF'\t=1+1,a\tb\r\n")
  })

  it('quotes commas, quotes and line breaks', () => {
    const text = 'one, "two"\nthree'
    expect(readCsv(outlineToCsv(brainstormOf(text)))[1]?.[3]).toBe(text)
  })
})
