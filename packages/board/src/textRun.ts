import * as Y from 'yjs'
import { editsBetween } from './diff.ts'
import type { TextMark, TextNode } from './richText.ts'
import { marksKey } from './richText.ts'

/** A run of text nodes between two other inline nodes: one `Y.XmlText`. */
export interface TextRun {
  run: TextNode[]
}

type Attributes = Record<string, unknown>

const attributesOf = (marks: TextMark[] | undefined): Attributes =>
  Object.fromEntries((marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}]))

function marksOf(attributes: Attributes): TextMark[] {
  return Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, attrs]) =>
      typeof attrs === 'object' && attrs !== null && Object.keys(attrs).length > 0
        ? { type, attrs: attrs as Attributes }
        : { type },
    )
}

const plainRun = (words: string): TextNode[] => (words === '' ? [] : [{ type: 'text', text: words }])

/** The text nodes that a `Y.XmlText` stands for. */
export function readRun(text: Y.XmlText): TextNode[] {
  // Most texts bear no marks; for these a delta is needless work.
  if (!text._hasFormatting) return plainRun(Y.Text.prototype.toString.call(text))
  const nodes: TextNode[] = []
  for (const part of text.toDelta() as { insert: unknown; attributes?: Attributes }[]) {
    if (typeof part.insert !== 'string' || part.insert === '') continue
    const marks = marksOf(part.attributes ?? {})
    nodes.push({ type: 'text', ...(marks.length > 0 ? { marks } : {}), text: part.insert })
  }
  return nodes
}

/** A new `Y.XmlText` with this run; it exists even when empty, so that two people can begin in it at once. */
export function newRun(run: TextNode[]): Y.XmlText {
  const text = new Y.XmlText()
  let at = 0
  for (const node of run) {
    const words = node.text ?? ''
    if (words === '') continue
    text.insert(at, words, attributesOf(node.marks))
    at += words.length
  }
  return text
}

/** A run spread out: its characters, and for each the marks on it. */
interface Spread {
  text: string
  marks: string[]
}

function spread(run: TextNode[], known: Map<string, Attributes>): Spread {
  let text = ''
  const marks: string[] = []
  for (const node of run) {
    const key = marksKey(node.marks)
    known.set(key, attributesOf(node.marks))
    text += node.text ?? ''
    for (let i = 0; i < (node.text ?? '').length; i++) marks.push(key)
  }
  return { text, marks }
}

/** Calls `each` with the stretches of equal `key`. */
function stretches(
  length: number,
  key: (at: number) => string,
  each: (at: number, end: number) => void,
): void {
  for (let at = 0; at < length; ) {
    let end = at + 1
    while (end < length && key(end) === key(at)) end++
    each(at, end)
    at = end
  }
}

/** Makes a `Y.XmlText` say `run`, touching only the characters and marks that differ. */
export function editRun(text: Y.XmlText, run: TextNode[]): void {
  const known = new Map<string, Attributes>([['', {}]])
  const to = spread(run, known)
  editCharacters(text, to, known)
  const now = spread(readRun(text), known)
  stretches(
    to.text.length,
    (at) => `${now.marks[at]}\n${to.marks[at]}`,
    (at, end) => {
      const [old = '', next = ''] = [now.marks[at], to.marks[at]]
      if (old === next) return
      const removed = Object.fromEntries(Object.keys(known.get(old) ?? {}).map((mark) => [mark, null]))
      text.format(at, end - at, { ...removed, ...known.get(next) })
    },
  )
}

/** Whole characters, so that no edit cuts a surrogate pair; what is put in bears its marks from the start. */
function editCharacters(text: Y.XmlText, to: Spread, known: Map<string, Attributes>): void {
  const from = [...spread(readRun(text), known).text]
  const lengthOf = (signs: readonly string[]): number => signs.join('').length
  let at = 0
  let read = 0
  for (const edit of editsBetween(from, [...to.text], (sign) => sign)) {
    at += lengthOf(from.slice(read, edit.at))
    const gone = lengthOf(from.slice(edit.at, edit.at + edit.removed))
    read = edit.at + edit.removed
    if (gone > 0) text.delete(at, gone)
    const words = edit.inserted.join('')
    const begin = at
    stretches(
      words.length,
      (offset) => to.marks[begin + offset] ?? '',
      (offset, end) => {
        const marks = known.get(to.marks[begin + offset] ?? '') ?? {}
        text.insert(begin + offset, words.slice(offset, end), marks)
      },
    )
    at += words.length
  }
}
