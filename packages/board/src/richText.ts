import type { TLRecord, TLRichText } from '@tldraw/tlschema'
import { toRichText } from '@tldraw/tlschema'
import { isObject, propsOf } from './schema.ts'

/** A mark on text, as TipTap writes it. */
export interface TextMark {
  type: string
  attrs?: Record<string, unknown>
}

/** A node of TipTap's JSON: a block, an inline node, or (with `text`) a run of text. */
export interface TextNode {
  type: string
  text?: string
  marks?: TextMark[]
  attrs?: Record<string, unknown>
  content?: TextNode[]
}

/** Plain text as tldraw's rich text: a paragraph for each line. */
export const richText = (plain: string): TLRichText => toRichText(plain.replace(/\r\n?/g, '\n'))

/** The nodes of a rich text; call it only on text that `richTextProblem` has found sane. */
export const nodesOf = (text: TLRichText): TextNode[] => text.content as TextNode[]

const compact = (attrs: Record<string, unknown> | undefined): string =>
  JSON.stringify(
    Object.entries(attrs ?? {})
      .filter(([, value]) => value !== null && value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

/** One string for a set of marks, the same however they are ordered. */
export const marksKey = (marks: TextMark[] | undefined): string =>
  (marks ?? [])
    .map((mark) => mark.type + compact(mark.attrs))
    .sort()
    .join('|')

/** One string for a node: equal for nodes that mean the same (null attributes, order of marks, split runs). */
export function canonicalNode(node: TextNode): string {
  if (node.type === 'text') return canonicalNodes([node])
  return `<${node.type}${compact(node.attrs)}>${canonicalNodes(node.content ?? [])}</>`
}

/** `canonicalNode` for neighbours; runs of text with equal marks count as one. */
export function canonicalNodes(nodes: TextNode[]): string {
  let out = ''
  let marks: string | null = null
  let run = ''
  const close = () => {
    if (run !== '') out += `${JSON.stringify(run)}${marks};`
    run = ''
  }
  for (const node of nodes) {
    const key = node.type === 'text' ? marksKey(node.marks) : null
    if (key === null || key !== marks) close()
    marks = key
    if (key === null) out += canonicalNode(node)
    else run += node.text ?? ''
  }
  close()
  return out
}

/** True when two rich texts mean the same. Never throws: what is no rich text is compared by reference. */
export function sameRichText(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (richTextProblem(a) !== null || richTextProblem(b) !== null) return false
  return canonicalNodes(nodesOf(a as TLRichText)) === canonicalNodes(nodesOf(b as TLRichText))
}

/** The longest text, in UTF-16 units, that one record may hold. */
export const MAX_TEXT = 20_000
const MAX_DEPTH = 16
const MAX_ATTRIBUTE = 4_100
const MAX_NODES = 5_000

const inline = new Set(['text', 'hardBreak'])
/** What may stand inside what: tldraw 3.15 renders with exactly these nodes and throws at any other. */
const blocks = ['paragraph', 'heading', 'bulletList', 'orderedList']
const children: Record<string, ReadonlySet<string>> = {
  doc: new Set(blocks),
  paragraph: inline,
  heading: inline,
  bulletList: new Set(['listItem']),
  orderedList: new Set(['listItem']),
  listItem: new Set(blocks),
  hardBreak: new Set(),
}
const needsChildren = new Set(['doc', 'bulletList', 'orderedList', 'listItem'])
/** `underline` is stored faithfully but tldraw 3.15 has no such mark and its editor would throw. */
const knownMarks = new Set(['bold', 'italic', 'strike', 'code', 'highlight', 'link'])

/** Stands for our own server where an address is looked at. */
const OURS = 'https://board.invalid'

/**
 * True when an address leads to our own server only, whatever a browser leaves out or turns around in it: tabs, line
 * ends, backslashes.
 */
export function isOwnAddress(address: string): boolean {
  if (!address.startsWith('/') || address.length > 2_000 || !URL.canParse(address, OURS)) return false
  return new URL(address, OURS).origin === OURS
}

/** A rich text without the links that may not stand on a board, or the same where there are none. */
export function withSafeLinks(text: TLRichText): TLRichText {
  if (!isObject(text) || !Array.isArray(text.content)) return text
  const content = text.content.map((node) => cleanNode(node))
  return content.every((node, at) => node === text.content[at]) ? text : { ...text, content }
}

function cleanNode(node: unknown, depth = 0): unknown {
  if (!isObject(node) || depth > MAX_DEPTH) return node
  const marks = Array.isArray(node.marks)
    ? node.marks.filter((mark) => !isObject(mark) || !isObject(mark.attrs) || isSafeLink(mark.attrs.href))
    : []
  const content = Array.isArray(node.content) ? node.content.map((child) => cleanNode(child, depth + 1)) : []
  const same =
    (!Array.isArray(node.marks) || marks.length === node.marks.length) &&
    (!Array.isArray(node.content) || content.every((child, at) => child === (node.content as unknown[])[at]))
  if (same) return node
  return { ...node, ...(node.marks ? { marks } : {}), ...(node.content ? { content } : {}) }
}

/** True when an address may stand behind a link: web, mail, or relative; never `javascript:` and the like. */
export function isSafeLink(href: unknown): boolean {
  if (href === null || href === undefined || href === '') return true
  if (typeof href !== 'string' || href.length > 4_000) return false
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(href, OURS).protocol)
  } catch {
    return false
  }
}

function attrsProblem(attrs: unknown): string | null {
  if (attrs === undefined) return null
  if (!isObject(attrs)) return 'attributes of rich text must be an object'
  const plain = Object.values(attrs).every(
    (value) =>
      value === null || value === undefined || ['string', 'number', 'boolean'].includes(typeof value),
  )
  if (!plain) return 'attributes of rich text must be plain values'
  const long = Object.entries(attrs).some(
    ([name, value]) => name.length + String(value).length > MAX_ATTRIBUTE,
  )
  return long ? ATTRIBUTE_TOO_LONG : null
}

function marksProblem(marks: unknown): string | null {
  if (marks === undefined) return null
  if (!Array.isArray(marks)) return 'marks must be a list'
  for (const mark of marks) {
    if (!isObject(mark) || typeof mark.type !== 'string' || !knownMarks.has(mark.type)) return 'unknown mark'
    const problem = attrsProblem(mark.attrs)
    if (problem) return problem
    if (isObject(mark.attrs) && !isSafeLink(mark.attrs.href)) return 'this kind of link is not allowed'
  }
  return null
}

interface Budget {
  text: number
  nodes: number
  emptied: boolean
}

/** How much more than from one person is let pass of what several have made at once, each within the limits. */
export interface Slack {
  /** So many times the size. */
  times: number
  /** Lists may be empty. */
  emptied?: boolean
}
const strict: Slack = { times: 1 }

/** What is said where a limit was passed. */
const TEXT_TOO_LARGE = 'rich text is too large'
const ATTRIBUTE_TOO_LONG = 'an attribute of rich text is too long'
export const richTextLimits: readonly string[] = [TEXT_TOO_LARGE, ATTRIBUTE_TOO_LONG]

function nodeProblem(
  node: unknown,
  parent: ReadonlySet<string>,
  depth: number,
  budget: Budget,
): string | null {
  if (!isObject(node) || typeof node.type !== 'string') return 'rich text holds something that is no node'
  if (!parent.has(node.type)) return `${node.type.slice(0, 40)} may not stand here in rich text`
  if (--budget.nodes < 0 || depth > MAX_DEPTH) return TEXT_TOO_LARGE
  const problem = attrsProblem(node.attrs) ?? marksProblem(node.marks)
  if (problem) return problem
  if (node.type === 'text') {
    if (typeof node.text !== 'string' || node.text === '') return 'a run of text must hold text'
    budget.text -= node.text.length
    return budget.text < 0 ? 'the text is too long' : null
  }
  if (
    node.type === 'heading' &&
    isObject(node.attrs) &&
    ![1, 2, 3, 4, 5, 6].includes(Number(node.attrs.level ?? 1))
  )
    return 'unknown level of heading'
  return contentProblem(node, depth, budget)
}

function contentProblem(node: Record<string, unknown>, depth: number, budget: Budget): string | null {
  const type = String(node.type)
  const content = node.content ?? []
  if (!Array.isArray(content)) return 'content must be a list'
  if (content.length === 0 && needsChildren.has(type) && !budget.emptied) return `${type} must not be empty`
  if (type === 'listItem' && !budget.emptied && isObject(content[0]) && content[0].type !== 'paragraph')
    return 'a list item must begin with a paragraph'
  const allowed = children[type] ?? inline
  for (const child of content) {
    const problem = nodeProblem(child, allowed, depth + 1, budget)
    if (problem) return problem
  }
  return null
}

/** Why tldraw could not show this rich text, or null. tldraw's own validator accepts text that kills its editor. */
export function richTextProblem(text: unknown, { times, emptied = false }: Slack = strict): string | null {
  if (!isObject(text) || text.type !== 'doc') return 'rich text must be a document'
  return contentProblem(text, 0, { text: MAX_TEXT * times, nodes: MAX_NODES * times, emptied })
}

const linesOf = (node: TextNode): string => {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  return (node.content ?? []).map(linesOf).join(inlineParents.has(node.type) ? '' : '\n')
}
const inlineParents = new Set(['paragraph', 'heading'])

/**
 * The words on a record as plain text with line breaks: of a note, text, shape, the label of an arrow, the name of
 * a frame or page; '' where there are none.
 */
export function plainText(record: TLRecord): string {
  if (record.typeName === 'page') return record.name
  if (record.typeName !== 'shape') return ''
  const props = propsOf(record)
  if (isObject(props.richText))
    return linesOf({ type: 'doc', content: nodesOf(props.richText as TLRichText) })
  if (typeof props.text === 'string') return props.text
  return record.type === 'frame' && typeof props.name === 'string' ? props.name : ''
}
