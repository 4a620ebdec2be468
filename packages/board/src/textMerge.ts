import type { TLRichText } from '@tldraw/tlschema'
import { canonicalNode, marksKey, nodesOf, richTextProblem, type TextNode } from './richText.ts'

/** A rich text laid out flat: the beginning of a node, its end, a character, or an inline node. */
type Token =
  | { kind: 'open'; node: TextNode; key: string }
  | { kind: 'close'; key: string }
  | { kind: 'leaf'; node: TextNode; key: string }

const isBlockish = (node: TextNode): boolean => node.type !== 'text' && node.type !== 'hardBreak'

function flatten(nodes: TextNode[], out: Token[] = []): Token[] {
  for (const node of nodes) {
    if (isBlockish(node)) {
      const { content, ...open } = node
      out.push({ kind: 'open', node: open, key: `<${canonicalNode(open)}` })
      flatten(content ?? [], out)
      out.push({ kind: 'close', key: '>' })
    } else if (node.type === 'text') {
      const marks = marksKey(node.marks)
      for (const sign of node.text ?? '') {
        out.push({ kind: 'leaf', node: { ...node, text: sign }, key: `${sign}${marks}` })
      }
    } else out.push({ kind: 'leaf', node, key: canonicalNode(node) })
  }
  return out
}

/** Builds the tree again. A leaf outside a paragraph gets one; what was left open is closed. */
function grow(tokens: Token[]): TextNode[] {
  const root: TextNode = { type: 'doc', content: [] }
  const path: TextNode[] = [root]
  const top = (): TextNode => path.at(-1) ?? root
  const holdsText = () => top().type === 'paragraph' || top().type === 'heading'
  const open = (node: TextNode) => {
    const child = { ...node, content: [] }
    top().content?.push(child)
    path.push(child)
  }
  for (const token of tokens) {
    if (token.kind === 'leaf') {
      if (!holdsText()) open({ type: 'paragraph' })
      addLeaf(top().content ?? [], token.node)
    } else if (token.kind === 'open') {
      if (holdsText()) path.pop()
      open(token.node)
    } else if (path.length > 1) path.pop()
  }
  return (root.content ?? []).map(withoutEmpty)
}

/** Adds an inline node; a character joins the run before it when it bears the same marks. */
function addLeaf(content: TextNode[], leaf: TextNode): void {
  const last = content.at(-1)
  const joins = last?.type === 'text' && leaf.type === 'text' && marksKey(last.marks) === marksKey(leaf.marks)
  if (joins) last.text = `${last.text}${leaf.text}`
  else content.push({ ...leaf })
}

const withoutEmpty = (node: TextNode): TextNode => {
  const { content, ...rest } = node
  return content && content.length > 0 ? { ...rest, content: content.map(withoutEmpty) } : rest
}

interface Splice {
  at: number
  removed: number
  inserted: Token[]
}

function spliceBetween(from: Token[], to: Token[]): Splice {
  const shorter = Math.min(from.length, to.length)
  let at = 0
  while (at < shorter && from[at]?.key === to[at]?.key) at++
  let tail = 0
  while (tail < shorter - at && from[from.length - 1 - tail]?.key === to[to.length - 1 - tail]?.key) tail++
  return { at, removed: from.length - tail - at, inserted: to.slice(at, to.length - tail) }
}

/**
 * The text that holds both changes made to `from`: `mine` and `theirs`. Every character either one put in stays;
 * what either one took out is gone. If no sane text comes of it, `mine` wins.
 */
export function mergeText(from: TLRichText, mine: TLRichText, theirs: TLRichText): TLRichText {
  const base = flatten(nodesOf(from))
  const current = flatten(nodesOf(theirs))
  const ours = spliceBetween(base, flatten(nodesOf(mine)))
  const other = spliceBetween(base, current)
  const otherEnd = other.at + other.removed
  /** Where a place between two tokens of `from` has gone in `theirs`. */
  const moved = (place: number): number => {
    if (place < other.at || (place === other.at && other.removed > 0)) return place
    if (place >= otherEnd) return place + other.inserted.length - other.removed
    return other.at + other.inserted.length
  }
  const gone = new Set<number>()
  for (let place = ours.at; place < ours.at + ours.removed; place++) {
    if (place < other.at) gone.add(place)
    else if (place >= otherEnd) gone.add(place + other.inserted.length - other.removed)
  }
  const insertAt = moved(ours.at)
  const merged = [
    ...current.slice(0, insertAt).filter((_, at) => !gone.has(at)),
    ...ours.inserted,
    ...current.slice(insertAt).filter((_, at) => !gone.has(at + insertAt)),
  ]
  const text: TLRichText = { type: 'doc', content: grow(merged) }
  return richTextProblem(text) === null ? text : mine
}
