import { richText, type TLRichText } from '@sheshi/board'
import { describe, expect, it } from 'vitest'
import { breakLine, follow, insert, signsOf, takeBack } from './typing.ts'

const words = ({ text }: { text: TLRichText }): string => signsOf(text).join('')
const at = (text: string, caret: number) => ({ text: richText(text), caret })

describe('typing into a note', () => {
  it('puts signs in at the caret, in any paragraph, and does not touch what it was given', () => {
    const given = at('one\ntwo', 5)
    const typed = insert(given, 'ë')
    expect(words(typed)).toBe('one\ntëwo')
    expect(typed.caret).toBe(6)
    expect(words(given)).toBe('one\ntwo')
  })

  it('begins in an empty note, and past the end types at the end', () => {
    expect(words(insert(at('', 0), 'A'))).toBe('A')
    expect(words(insert({ text: { type: 'doc', content: [] }, caret: 0 }, 'A'))).toBe('A')
    expect(words(insert(at('ab', 99), 'c'))).toBe('abc')
  })

  it('takes back whole signs, and a line break at the beginning of a line', () => {
    expect(words(takeBack(at('ab🌳', 3)))).toBe('ab')
    const joined = takeBack(at('one\ntwo', 4))
    expect(words(joined)).toBe('onetwo')
    expect(joined.caret).toBe(3)
    expect(words(takeBack(at('one', 0)))).toBe('one')
  })

  it('breaks a line where the caret is', () => {
    const broken = breakLine(at('onetwo', 3))
    expect(words(broken)).toBe('one\ntwo')
    expect(words(insert(broken, '-'))).toBe('one\n-two')
  })

  it('keeps what is bold bold, and lists lists', () => {
    const bold = { type: 'text', text: 'bold', marks: [{ type: 'bold' }] }
    const item = { type: 'listItem', content: [{ type: 'paragraph', content: [bold] }] }
    const text: TLRichText = { type: 'doc', content: [{ type: 'bulletList', content: [item] }] }
    const typed = insert({ text, caret: 2 }, 'X')
    expect(JSON.stringify(typed.text)).toContain('"text":"boXld","marks":[{"type":"bold"}]')
    expect(takeBack({ text, caret: 0 }).text).toEqual(text)
  })
})

describe('a caret while others type', () => {
  const moved = (caret: number, before: string, after: string) => follow(caret, [...before], [...after])

  it('stays between the same signs', () => {
    expect(moved(3, 'one two', 'XX one two')).toBe(6)
    expect(moved(3, 'one two', 'one two XX')).toBe(3)
    expect(moved(7, 'one two', 'two')).toBe(3)
    expect(moved(2, 'one two', 'two')).toBe(0)
  })

  it('stays before what somebody puts in at its place', () => {
    expect(moved(3, 'one', 'one more')).toBe(3)
  })

  it('is counted in signs, a paragraph’s end as one', () => {
    expect(signsOf(richText('a🌳\nb'))).toEqual(['a', '🌳', '\n', 'b'])
  })
})
