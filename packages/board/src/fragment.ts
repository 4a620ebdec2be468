import type { TLRichText } from '@tldraw/tlschema'
import * as Y from 'yjs'
import {
  canonicalNode,
  canonicalNodes,
  nodesOf,
  richTextProblem,
  sameRichText,
  type TextNode,
} from './richText.ts'
import { mergeText } from './textMerge.ts'
import { editRun, newRun, readRun, type TextRun } from './textRun.ts'

type Parent = Y.XmlFragment | Y.XmlElement
type Item = TextNode | TextRun
type Attributes = Record<string, unknown>

const textBlocks = new Set(['paragraph', 'heading'])
const isRun = (item: Item): item is TextRun => 'run' in item
/** Deeper than anything `richTextProblem` lets pass; a hostile document must not overflow the stack. */
const MAX_DEPTH = 40

/** Attributes of an element of any type; Y's own signature knows only strings. */
const attributesOf = (element: Y.XmlElement): Attributes => element.getAttributes() as Attributes
const typed = (element: Y.XmlElement) =>
  element as unknown as { setAttribute(name: string, value: unknown): void }

function readNode(element: Y.XmlElement, depth: number): TextNode {
  const node: TextNode = { type: element.nodeName }
  // Most elements bear none; asking each for all of them is dear.
  const attrs = element._map.size > 0 ? attributesOf(element) : {}
  if (Object.keys(attrs).length > 0) node.attrs = attrs
  const content = readNodes(element, depth + 1)
  if (content.length > 0) node.content = content
  return node
}

function readNodes(parent: Parent, depth: number): TextNode[] {
  if (depth > MAX_DEPTH) throw new Error('rich text is nested too deeply')
  const nodes: TextNode[] = []
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText) nodes.push(...readRun(child))
    else if (child instanceof Y.XmlElement) nodes.push(readNode(child, depth))
  }
  return nodes
}

/** The rich text a fragment stands for. Throws when it is nested too deeply. */
export function readFragment(fragment: Y.XmlFragment): TLRichText {
  const content = readNodes(fragment, 0)
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] }
}

/**
 * Children as they are laid out in Y: neighbouring text is one run, and a paragraph or heading begins and ends
 * with a run, even an empty one.
 */
function itemsOf(type: string, content: TextNode[]): Item[] {
  const items: Item[] = []
  let run: TextNode[] | null = textBlocks.has(type) ? [] : null
  for (const node of content) {
    if (node.type === 'text') run = [...(run ?? []), node]
    else {
      if (run) items.push({ run })
      items.push(node)
      run = textBlocks.has(type) ? [] : null
    }
  }
  if (run) items.push({ run })
  return items
}

const plainAttrs = (node: TextNode): Attributes =>
  Object.fromEntries(
    Object.entries(node.attrs ?? {}).filter(([, value]) => value !== null && value !== undefined),
  )

function newItem(item: Item): Y.XmlText | Y.XmlElement {
  if (isRun(item)) return newRun(item.run)
  const element = new Y.XmlElement(item.type)
  for (const [name, value] of Object.entries(plainAttrs(item))) typed(element).setAttribute(name, value)
  element.insert(0, itemsOf(item.type, item.content ?? []).map(newItem))
  return element
}

/** A new fragment (y-prosemirror's layout) with this rich text; never without a block and its text. */
export function newFragment(text: TLRichText): Y.XmlFragment {
  const fragment = new Y.XmlFragment()
  fragment.insert(0, itemsOf('doc', blocksOf(text)).map(newItem))
  return fragment
}

const blocksOf = (text: TLRichText): TextNode[] => {
  const nodes = nodesOf(text)
  return nodes.length > 0 ? nodes : [{ type: 'paragraph' }]
}

const itemKey = (item: Item): string => (isRun(item) ? canonicalNodes(item.run) : canonicalNode(item))
const childKey = (child: unknown): string => {
  if (child instanceof Y.XmlText) return canonicalNodes(readRun(child))
  return child instanceof Y.XmlElement ? canonicalNode(readNode(child, 0)) : '?'
}

/** Edits `child` into `item` where they are of a kind; false where they are not. */
function editChild(child: unknown, item: Item): boolean {
  if (isRun(item)) {
    if (!(child instanceof Y.XmlText)) return false
    editRun(child, item.run)
    return true
  }
  if (!(child instanceof Y.XmlElement) || child.nodeName !== item.type) return false
  const now = attributesOf(child)
  const next = plainAttrs(item)
  for (const name of Object.keys(now)) if (!(name in next)) child.removeAttribute(name)
  for (const [name, value] of Object.entries(next)) {
    if (now[name] !== value) typed(child).setAttribute(name, value)
  }
  editChildren(child, itemsOf(item.type, item.content ?? []))
  return true
}

/** Makes the children of `parent` equal `items`: equal ones at both ends stay untouched, the rest is paired up. */
function editChildren(parent: Parent, items: Item[]): void {
  const children = parent.toArray()
  const old = children.map(childKey)
  const next = items.map(itemKey)
  let start = 0
  while (start < old.length && start < next.length && old[start] === next[start]) start++
  let tail = 0
  const shorter = Math.min(old.length, next.length) - start
  while (tail < shorter && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail++
  let at = start
  let to = start
  const end = old.length - tail
  for (; at < end && to < next.length - tail; at++, to++) {
    const item = items[to]
    if (!item || !editChild(children[at], item)) break
  }
  if (end > at) parent.delete(at, end - at)
  const added = items.slice(to, next.length - tail)
  if (added.length > 0) parent.insert(at, added.map(newItem))
}

/**
 * Writes the change `from` → `to` into a fragment as the smallest difference. Where the fragment already holds
 * more than `from` (somebody else typed meanwhile) both changes are kept.
 */
export function editFragment(fragment: Y.XmlFragment, from: TLRichText, to: TLRichText): void {
  const now = readFragment(fragment)
  const diverged = !sameRichText(now, from) && richTextProblem(from) === null && richTextProblem(now) === null
  const target = diverged ? mergeText(from, to, now) : to
  editChildren(fragment, itemsOf('doc', blocksOf(target)))
}
