import type { TLRichText } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { editFragment, newFragment, readFragment } from './fragment.ts'
import { makeShape, plainText, richText } from './index.ts'
import { canonicalNodes, nodesOf, richTextProblem, sameRichText, type TextNode } from './richText.ts'
import { Random } from './testing/index.ts'
import { mergeText } from './textMerge.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))
const replay = `BOARD_SEED=${seed}, ${runs} runs`

const marks = [
  { type: 'bold' },
  { type: 'italic' },
  { type: 'strike' },
  { type: 'underline' },
  { type: 'code' },
  { type: 'highlight' },
  { type: 'link', attrs: { href: 'https://lab.example/a', target: '_blank', class: null } },
]

function randomRun(random: Random): TextNode[] {
  return Array.from({ length: random.int(4) }, (): TextNode => {
    if (random.chance(0.1)) return { type: 'hardBreak' }
    const chosen = marks.filter(() => random.chance(0.15))
    const text = random.of('a', 'bc', 'città ', 'ë', '🙂', '👩‍🔬', ' ') + random.int(99).toString(36)
    return { type: 'text', text, ...(chosen.length > 0 ? { marks: chosen } : {}) }
  })
}
function randomBlock(random: Random, depth = 0): TextNode {
  const content = randomRun(random)
  const filled = content.length > 0 ? { content } : {}
  if (depth < 3 && random.chance(0.2)) {
    const items = Array.from({ length: 1 + random.int(3) }, () => ({
      type: 'listItem',
      content: [{ type: 'paragraph' }, ...(random.chance(0.5) ? [randomBlock(random, depth + 1)] : [])],
    }))
    return random.chance(0.5)
      ? { type: 'bulletList', content: items }
      : { type: 'orderedList', attrs: { start: 1 + random.int(3) }, content: items }
  }
  if (random.chance(0.15)) return { type: 'heading', attrs: { level: 1 + random.int(3) }, ...filled }
  return {
    type: 'paragraph',
    ...(random.chance(0.2) ? { attrs: { dir: random.of('auto', 'rtl') } } : {}),
    ...filled,
  }
}
function randomText(random: Random): TLRichText {
  return { type: 'doc', content: Array.from({ length: 1 + random.int(4) }, () => randomBlock(random)) }
}
/** A text like this one: some blocks changed, added or gone. */
function edited(text: TLRichText, random: Random): TLRichText {
  const blocks = nodesOf(text).flatMap((block) => {
    const dice = random.next()
    if (dice < 0.15) return []
    if (dice < 0.3) return [block, randomBlock(random)]
    return dice < 0.6 && block.type === 'paragraph' ? [{ ...block, content: randomRun(random) }] : [block]
  })
  return { type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] }
}
const canonical = (text: TLRichText): string => canonicalNodes(nodesOf(text))

describe('rich text in a document', () => {
  it(`[BD18] is read as it was written, through any edits (${replay})`, () => {
    for (let run = 0; run < runs; run++) {
      const random = new Random(seed + run)
      const doc = new Y.Doc()
      const map = doc.getMap<Y.XmlFragment>('texts')
      let text = randomText(random)
      map.set('text', newFragment(text))
      const fragment = map.get('text')
      if (!fragment) throw new Error('the fragment is missing')
      expect(canonical(readFragment(fragment)), `seed ${seed + run}`).toBe(canonical(text))
      for (let edit = 0; edit < 4; edit++) {
        const next = edited(text, random)
        doc.transact(() => editFragment(fragment, text, next))
        expect(canonical(readFragment(fragment)), `seed ${seed + run}, edit ${edit}`).toBe(canonical(next))
        text = next
      }
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      const read = copy.getMap<Y.XmlFragment>('texts').get('text')
      expect(read && canonical(readFragment(read))).toBe(canonical(text))
    }
  })

  it('[BD18] always has a paragraph with its text, so that two people can begin at once', () => {
    const fragment = new Y.Doc().getMap<Y.XmlFragment>('texts')
    fragment.set('text', newFragment({ type: 'doc', content: [] }))
    const block = fragment.get('text')?.toArray()[0]
    expect(block instanceof Y.XmlElement && block.nodeName).toBe('paragraph')
    expect(block instanceof Y.XmlElement && block.toArray()[0] instanceof Y.XmlText).toBe(true)
  })

  it('[BD18] a keystroke sends few bytes', () => {
    const doc = new Y.Doc()
    const map = doc.getMap<Y.XmlFragment>('texts')
    const [before, after] = ['The river water is getting worse', 'The river water is getting worsew'].map(
      richText,
    )
    if (!before || !after) throw new Error('no text')
    map.set('text', newFragment(before))
    const sizes: number[] = []
    doc.on('update', (update: Uint8Array) => sizes.push(update.length))
    const fragment = map.get('text')
    if (fragment) editFragment(fragment, before, after)
    expect(sizes).toHaveLength(1)
    expect(sizes[0]).toBeLessThan(30)
  })

  it('[BD18] compares texts by meaning: order of marks, null attributes, split runs', () => {
    const one = paragraph({
      type: 'text',
      text: 'ab',
      marks: [{ type: 'bold' }, { type: 'link', attrs: { href: 'x', class: null } }],
    })
    const other = paragraph(
      { type: 'text', text: 'a', marks: [{ type: 'link', attrs: { href: 'x' } }, { type: 'bold' }] },
      { type: 'text', text: 'b', marks: [{ type: 'bold' }, { type: 'link', attrs: { href: 'x' } }] },
    )
    expect(sameRichText(one, other)).toBe(true)
    expect(sameRichText(one, paragraph({ type: 'text', text: 'ab', marks: [{ type: 'bold' }] }))).toBe(false)
  })

  const paragraph = (...content: TextNode[]): TLRichText => ({
    type: 'doc',
    content: [{ type: 'paragraph', content }],
  })
})

describe('two changes of one text', () => {
  /** Takes characters out and puts new ones in; every character of a run is its own. */
  function change(text: string, random: Random, fresh: () => string): string {
    return [...text, '']
      .map((sign) => (random.chance(0.25) ? fresh() : '') + (random.chance(0.2) ? '' : sign))
      .join('')
  }

  it(`[BD5] merge: what either put in stays, what either took out is gone (${replay})`, () => {
    for (let run = 0; run < runs; run++) {
      const random = new Random(seed + run)
      let next = 0x4e00
      const fresh = () => String.fromCharCode(next++)
      const base = Array.from({ length: random.int(12) }, fresh).join('')
      const [mine, theirs] = [change(base, random, fresh), change(base, random, fresh)]
      const merged = plainOf(mergeText(richText(base), richText(mine), richText(theirs)))
      const kept = [...base].filter((sign) => mine.includes(sign) && theirs.includes(sign))
      const added = [...mine, ...theirs].filter((sign) => !base.includes(sign))
      expect([...merged].sort(), `seed ${seed + run}`).toEqual([...kept, ...added].sort())
    }
  })

  it(`[BD5] of any shape merge into something tldraw can show (${replay})`, () => {
    for (let run = 0; run < runs; run++) {
      const random = new Random(seed + run)
      const base = withoutUnderline(randomText(random))
      const [mine, theirs] = [withoutUnderline(edited(base, random)), withoutUnderline(edited(base, random))]
      expect(richTextProblem(mergeText(base, mine, theirs)), `seed ${seed + run}`).toBeNull()
    }
  })

  const plainOf = (text: TLRichText): string =>
    plainText(makeShape({ type: 'note', x: 0, y: 0, index: 'a1', props: { richText: text } }))
  const withoutUnderline = (text: TLRichText): TLRichText =>
    JSON.parse(JSON.stringify(text).replaceAll('"underline"', '"italic"'))
})
