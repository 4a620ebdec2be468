import type { TLRichText } from '@tldraw/tlschema'
import { type Edit, editsBetween } from './diff.ts'
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

/** Where an item has gone under `edits` that keep it: after what was put in before it. */
function movedItem(place: number, edits: readonly Edit<Token>[]): number {
  let shift = 0
  for (const { at, removed, inserted } of edits) {
    if (at > place) break
    shift += inserted.length - removed
  }
  return place + shift
}

/**
 * Where a place between two items has gone under `edits`: before what was put in there, as the caret of whoever
 * types stays before it, so that the words of both stay whole.
 */
function movedPlace(place: number, edits: readonly Edit<Token>[]): number {
  let shift = 0
  for (const { at, removed, inserted } of edits) {
    if (place <= at) break
    if (place < at + removed) return at + shift + inserted.length
    shift += inserted.length - removed
  }
  return place + shift
}

/**
 * The text that holds both changes made to `from`: `mine` and `theirs`. Every character either one put in stays;
 * what either one took out is gone. If no sane text comes of it, `mine` wins.
 */
export function mergeText(from: TLRichText, mine: TLRichText, theirs: TLRichText): TLRichText {
  const keyOf = (token: Token): string => token.key
  const base = flatten(nodesOf(from))
  const current = flatten(nodesOf(theirs))
  const ours = editsBetween(base, flatten(nodesOf(mine)), keyOf)
  const others = editsBetween(base, current, keyOf)
  const goneAlready = (place: number) => others.some(({ at, removed }) => place >= at && place < at + removed)
  const gone = new Set<number>()
  const added = new Map<number, Token[]>()
  for (const { at, removed, inserted } of ours) {
    for (let place = at; place < at + removed; place++) {
      if (!goneAlready(place)) gone.add(movedItem(place, others))
    }
    const place = movedPlace(at, others)
    added.set(place, [...(added.get(place) ?? []), ...inserted])
  }
  const merged: Token[] = []
  for (let place = 0; place <= current.length; place++) {
    merged.push(...(added.get(place) ?? []))
    const token = current[place]
    if (token && !gone.has(place)) merged.push(token)
  }
  const text: TLRichText = { type: 'doc', content: grow(merged) }
  return richTextProblem(text) === null ? text : mine
}
