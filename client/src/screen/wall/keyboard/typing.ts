import { editsBetween, type TLRichText } from '@sheshi/board'

/** A piece of rich text, as TipTap writes it. */
interface TextNode {
  type: string
  text?: string
  content?: TextNode[]
  [other: string]: unknown
}

/** A text and the place in it where one types, counted in signs; the end of a paragraph counts as one. */
export interface Typing {
  text: TLRichText
  caret: number
}

/** A paragraph or heading, and where it stands. */
interface Block {
  node: TextNode
  siblings: TextNode[]
}

/** One sign, with the run of text that it is of: its marks come along. */
interface Sign {
  sign: string
  run: TextNode
}

const holdsText = ({ type }: TextNode): boolean => type === 'paragraph' || type === 'heading'

function blocksOf(nodes: TextNode[], found: Block[] = []): Block[] {
  for (const node of nodes) {
    if (holdsText(node)) found.push({ node, siblings: nodes })
    else blocksOf(node.content ?? [], found)
  }
  return found
}

/** What is no text (a line break) is one sign. */
const signsIn = ({ content = [] }: TextNode): Sign[] =>
  content.flatMap((run) => (run.text === undefined ? [''] : [...run.text]).map((sign) => ({ sign, run })))

function fill(node: TextNode, signs: readonly Sign[]): void {
  const content: TextNode[] = []
  let last: TextNode | null = null
  for (const { sign, run } of signs) {
    if (run.text === undefined) content.push(run)
    else if (run === last) Object.assign(content.at(-1) ?? {}, { text: `${content.at(-1)?.text}${sign}` })
    else content.push({ ...run, text: sign })
    last = run.text === undefined ? null : run
  }
  if (content.length > 0) node.content = content
  else delete node.content
}

const copyOf = (text: TLRichText): { doc: TLRichText; blocks: Block[] } => {
  const doc = structuredClone(text)
  const content = doc.content as TextNode[]
  if (blocksOf(content).length === 0) content.push({ type: 'paragraph' })
  return { doc, blocks: blocksOf(content) }
}

/** The block in which a place lies, and how many signs of it are before the place; past the end it is the end. */
function locate(blocks: readonly Block[], caret: number): { at: number; before: number } {
  let before = Math.max(0, caret)
  for (const [at, { node }] of blocks.entries()) {
    const { length } = signsIn(node)
    if (before <= length) return { at, before }
    before -= length + 1
  }
  const last = blocks.length - 1
  return { at: last, before: blocks[last] ? signsIn(blocks[last].node).length : 0 }
}

/** Each sign of a text, a line break between paragraphs: what a caret is counted in. */
export const signsOf = (text: TLRichText): string[] =>
  blocksOf(structuredClone(text.content) as TextNode[]).flatMap(({ node }, at) => [
    ...(at > 0 ? ['\n'] : []),
    ...signsIn(node).map(({ sign }) => sign),
  ])

/** Puts words in at the caret, which goes after them. */
export function insert({ text, caret }: Typing, words: string): Typing {
  const { doc, blocks } = copyOf(text)
  const { at, before } = locate(blocks, caret)
  const block = blocks[at]
  if (!block) return { text, caret }
  const signs = signsIn(block.node)
  const neighbour = [signs[before - 1], signs[before]].find((sign) => sign && sign.run.text !== undefined)
  const run = neighbour?.run ?? { type: 'text', text: '' }
  signs.splice(before, 0, ...[...words].map((sign) => ({ sign, run })))
  fill(block.node, signs)
  return { text: doc, caret: caret + [...words].length }
}

/** Takes the sign before the caret; at the beginning of a paragraph, joins it to the one above. */
export function takeBack({ text, caret }: Typing): Typing {
  const { doc, blocks } = copyOf(text)
  const { at, before } = locate(blocks, caret)
  const [above, block] = [blocks[at - 1], blocks[at]]
  if (!block) return { text, caret }
  const signs = signsIn(block.node)
  if (before > 0) {
    signs.splice(before - 1, 1)
    fill(block.node, signs)
    return { text: doc, caret: caret - 1 }
  }
  const place = block.siblings.indexOf(block.node)
  if (!above || block.siblings[place - 1] !== above.node) return { text, caret }
  fill(above.node, [...signsIn(above.node), ...signs])
  block.siblings.splice(place, 1)
  return { text: doc, caret: caret - 1 }
}

/** Begins a new paragraph at the caret. */
export function breakLine({ text, caret }: Typing): Typing {
  const { doc, blocks } = copyOf(text)
  const { at, before } = locate(blocks, caret)
  const block = blocks[at]
  if (!block) return { text, caret }
  const signs = signsIn(block.node)
  const below: TextNode = { ...structuredClone(block.node), type: 'paragraph' }
  fill(below, signs.slice(before))
  fill(block.node, signs.slice(0, before))
  block.siblings.splice(block.siblings.indexOf(block.node) + 1, 0, below)
  return { text: doc, caret: caret + 1 }
}

/** Where a caret stands after somebody else has changed the text: between the same signs, before what they put in at its place. */
export function follow(caret: number, before: readonly string[], after: readonly string[]): number {
  let shift = 0
  for (const { at, removed, inserted } of editsBetween(before, after, (sign) => sign)) {
    if (at >= caret) break
    shift += inserted.length - Math.min(removed, caret - at)
  }
  return caret + shift
}
