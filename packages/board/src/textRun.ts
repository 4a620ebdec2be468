import * as Y from 'yjs'
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

/** The text nodes that a `Y.XmlText` stands for. */
export function readRun(text: Y.XmlText): TextNode[] {
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

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff

/** Where `from` and `to` differ: `[start, end in from, end in to]`, never inside a surrogate pair. */
function differingPart(from: string, to: string): [number, number, number] {
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from[start] === to[start]) start++
  if (start > 0 && isHighSurrogate(from.charCodeAt(start - 1))) start--
  let tail = 0
  while (tail < shorter - start && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++
  if (tail > 0 && isHighSurrogate(from.charCodeAt(from.length - tail - 1))) tail--
  return [start, from.length - tail, to.length - tail]
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
  const from = spread(readRun(text), known)
  const to = spread(run, known)
  const [start, fromEnd, toEnd] = differingPart(from.text, to.text)
  if (fromEnd > start) text.delete(start, fromEnd - start)
  stretches(
    toEnd - start,
    (at) => to.marks[start + at] ?? '',
    (at, end) => {
      const words = to.text.slice(start + at, start + end)
      text.insert(start + at, words, known.get(to.marks[start + at] ?? '') ?? {})
    },
  )
  const shift = fromEnd - toEnd
  const before = (at: number): string => {
    if (at >= start && at < toEnd) return to.marks[at] ?? ''
    return from.marks[at < start ? at : at + shift] ?? ''
  }
  stretches(
    to.text.length,
    (at) => `${before(at)}\n${to.marks[at]}`,
    (at, end) => {
      const old = before(at)
      const now = to.marks[at] ?? ''
      if (old === now) return
      const removed = Object.fromEntries(Object.keys(known.get(old) ?? {}).map((mark) => [mark, null]))
      text.format(at, end - at, { ...removed, ...known.get(now) })
    },
  )
}
