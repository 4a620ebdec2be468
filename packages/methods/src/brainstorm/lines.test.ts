import { describe, expect, it } from 'vitest'
import { randomFrom } from '../testing/random.ts'
import { notesOfText } from './lines.ts'

describe('a pasted text', () => {
  it('is one note a line, without empty ones', () => {
    expect(notesOfText('Bins at the bridge\r\n\r\n  A day of cleaning \nPrizes\n')).toEqual([
      'Bins at the bridge',
      'A day of cleaning',
      'Prizes',
    ])
  })

  it('is one note a bullet; what follows without a bullet belongs to it', () => {
    const list =
      '• Bins at the bridge\n  and at the market\n• A day\n\n- Prizes\n3. Signs\nb) Boats\n[ ] Nets'
    expect(notesOfText(list)).toEqual([
      'Bins at the bridge and at the market',
      'A day',
      'Prizes',
      'Signs',
      'Boats',
      'Nets',
    ])
  })

  it('keeps numbers and dashes that are no bullets', () => {
    const text = '3.5 km of banks\n-5 degrees\n2026 is the year\nA) first\nwell-kept'
    expect(notesOfText(text)).toEqual([
      '3.5 km of banks',
      '-5 degrees',
      '2026 is the year',
      'first',
      'well-kept',
    ])
  })

  it('is one note a cell of a table from a spreadsheet, quoted cells too', () => {
    expect(notesOfText('Bins\tSigns\n"Two\nlines, ""quoted"""\t\nlast\t"')).toEqual([
      'Bins',
      'Signs',
      'Two\nlines, "quoted"',
      'last',
      '"',
    ])
  })

  it('is one note a cell of a Markdown table', () => {
    expect(notesOfText('| Idea | Who |\n|------|:---:|\n| Bins | City |\n| Signs | |')).toEqual([
      'Idea',
      'Who',
      'Bins',
      'City',
      'Signs',
    ])
    expect(notesOfText('either | or\nyes | no')).toEqual(['either | or', 'yes | no'])
  })
})

it('loses no word, whatever is pasted', () => {
  const seed = Date.now() % 1_000_000
  const random = randomFrom(seed)
  const pieces = ['bins', 'më', 'perché', '\n', '\n', '\t', ' ', '- ', '• ', '"', '""', '|', '1. ', '---|---']
  for (let run = 0; run < 500; run += 1) {
    const text = Array.from({ length: random.below(30) }, () => random.pick(pieces)).join('')
    const words = (from: string) => from.match(/bins|më|perché/g) ?? []
    const notes = notesOfText(text)
    expect(words(notes.join('\n')), `seed ${seed}, ${JSON.stringify(text)}`).toEqual(words(text))
    expect(
      notes.every((note) => note.trim() !== ''),
      `seed ${seed}, ${JSON.stringify(text)}`,
    ).toBe(true)
  }
})
