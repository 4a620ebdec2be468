import { richText } from '@sheshi/board'
import { Random } from '@sheshi/board/testing'
import { getSchema } from '@tiptap/core'
import { history, undo } from '@tiptap/pm/history'
import { Node } from '@tiptap/pm/model'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import { tipTapDefaultExtensions } from 'tldraw'
import { describe, expect, it } from 'vitest'
import { textChange } from './textChange.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))
const schema = getSchema(tipTapDefaultExtensions)
const docOf = (content: unknown): Node => Node.fromJSON(schema, content as { type: string })

/** An open text field: `|` in the text is the caret. */
function field(text: string): EditorState {
  const caret = text.indexOf('|')
  const doc = docOf(richText(text.replace('|', '')))
  const state = EditorState.create({ doc, plugins: [history()] })
  if (caret < 0) return state
  // A paragraph's end and the next one's beginning are one line break in plain text, and two positions here.
  const position = caret + 1 + (text.slice(0, caret).match(/\n/g)?.length ?? 0)
  return state.apply(state.tr.setSelection(TextSelection.create(doc, position)))
}
const words = (state: EditorState): string => state.doc.textBetween(0, state.doc.content.size, '\n').slice()
/** The text with the caret in it. */
function shown(state: EditorState): string {
  const before = state.doc.textBetween(0, state.selection.head, '\n')
  return `${before}|${words(state).slice(before.length)}`
}
const press = (state: EditorState, letters: string): EditorState => state.apply(state.tr.insertText(letters))
function take(state: EditorState, target: Node): EditorState {
  const change = textChange(state, target)
  return change ? state.apply(change) : state
}
const hear = (state: EditorState, text: string): EditorState => take(state, docOf(richText(text)))
function back(state: EditorState): EditorState {
  let next = state
  undo(state, (change) => {
    next = state.apply(change)
  })
  return next
}

describe('what others type in an open text', () => {
  it('[BD71] leaves the caret between the same letters', () => {
    expect(shown(hear(field('two| words'), 'these two good words'))).toBe('these two| good words')
    expect(shown(hear(field('one|'), 'one and more'))).toBe('one| and more')
    expect(shown(hear(field('one\ntwo|\nthree'), 'zero\none\ntwo\nthree!'))).toBe('zero\none\ntwo|\nthree!')
    expect(shown(hear(field('split he|re'), 'split \nhere'))).toBe('split \nhe|re')
    expect(shown(hear(field('joined\nhe|re'), 'joinedhere'))).toBe('joinedhe|re')
    expect(shown(hear(field('all of it |goes'), ''))).toBe('|')
  })

  it('[BD71] keeps what is selected selected, and the formatting chosen for the next letter', () => {
    const start = field('a |word here')
    const selected = start.apply(start.tr.setSelection(TextSelection.create(start.doc, 3, 7)))
    const heard = hear(selected, 'not a word, here')
    expect(heard.doc.textBetween(heard.selection.from, heard.selection.to)).toBe('word')
    const bold = schema.mark('bold')
    const chosen = hear(start.apply(start.tr.addStoredMark(bold)), 'x a word here')
    expect(chosen.storedMarks).toEqual([bold])
  })

  it('[BD71] takes formatting over without touching letters or caret', () => {
    const target = docOf({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'a ' },
            { type: 'text', text: 'word', marks: [{ type: 'bold' }] },
          ],
        },
      ],
    })
    const typed = press(field('a wo|'), 'rd')
    const heard = take(typed, target)
    expect(heard.doc.eq(target)).toBe(true)
    expect(shown(heard)).toBe('a word|')
    expect(words(back(heard))).toBe('a wo')
  })

  it('[BD71] is no step of this person’s undo, which takes back only their own letters', () => {
    const typed = press(field('I say |'), 'hello')
    const heard = hear(typed, 'And I say hello, all of you')
    const more = press(heard, '!')
    expect(words(more)).toBe('And I say hello!, all of you')
    const undone = back(back(more))
    expect(words(undone)).toBe('And I say , all of you')
  })

  it('[BD71] that is there already changes nothing', () => {
    expect(textChange(field('the same|'), docOf(richText('the same')))).toBeNull()
  })

  it(`[BD71] arrives whole, whatever it is, and the caret stays where it was (BOARD_SEED=${seed}, ${runs} runs)`, () => {
    let apart = 0
    for (let run = 0; run < runs; run++) apart += caretRun(new Random(seed + run))
    expect(apart).toBeGreaterThan(runs / 4)
  })
})

/**
 * Letters that occur once tell exactly where a caret is. (A line break that goes in one place and comes in another
 * may as well be a letter that moves.) Returns 1 where the letter before the caret is still there.
 */
function caretRun(random: Random): number {
  let next = 0x4e00
  const fresh = () => String.fromCharCode(next++)
  const sign = () => (random.chance(0.15) ? '\n' : fresh())
  const text = Array.from({ length: random.int(14) }, sign).join('')
  const at = random.int(text.length + 1)
  const state = field(`${text.slice(0, at)}|${text.slice(at)}`)
  const target = [...text]
    .flatMap((one) => [
      ...(random.chance(0.2) ? [sign()] : []),
      ...(one !== '\n' && random.chance(0.15) ? [] : [one]),
    ])
    .join('')
  const heard = hear(state, target)
  expect(words(heard), `seed ${random.seed}`).toBe(target)
  const before = text[at - 1]
  if (!before || before === '\n' || !target.includes(before)) return 0
  expect(shown(heard), `seed ${random.seed}`).toContain(`${before}|`)
  return 1
}
