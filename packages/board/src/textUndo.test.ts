import type { TLShape } from '@tldraw/tlschema'
import { describe, expect, it } from 'vitest'
import { makeShape, plainText, putRecords, readRecords, richText } from './index.ts'
import { type Peer, Random, Workshop } from './testing/index.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

const id = 'shape:note' as TLShape['id']

function noteFor(random: Random, words = ''): { workshop: Workshop; a: Peer; b: Peer } {
  const workshop = new Workshop(random)
  putRecords(workshop.server, [
    makeShape({ type: 'note', id, x: 0, y: 0, index: 'a1', props: { richText: richText(words) } }),
  ])
  return { workshop, a: workshop.join(), b: workshop.join() }
}
function noteOf(peer: Peer): TLShape {
  const note = peer.store.get(id)
  if (!note) throw new Error(`${peer.name} has lost the note`)
  return note
}
const wordsOf = (peer: Peer): string => plainText(noteOf(peer))
function write(peer: Peer, words: string): void {
  const note = noteOf(peer)
  peer.store.put([{ ...note, props: { ...note.props, richText: richText(words) } } as TLShape])
}

describe('undo in a text that several people write', () => {
  it('[BD70] takes back only one’s own letters, typed before, between and after the other’s', () => {
    const { workshop, a, b } = noteFor(new Random(1), 'the river')
    write(a, 'Clean the river')
    workshop.settle()
    write(b, 'Clean the river now')
    workshop.settle()
    write(a, 'Clean up the river now')
    workshop.settle()
    a.undo()
    workshop.settle()
    expect(wordsOf(b)).toBe('the river now')
    b.undo()
    workshop.settle()
    expect(wordsOf(a)).toBe('the river')
    a.redo()
    b.redo()
    workshop.settle()
    expect(wordsOf(a)).toBe('Clean up the river now')
    expect(wordsOf(b)).toBe('Clean up the river now')
  })

  it('[BD70] puts back what one took out, beside what the other put there', () => {
    const { workshop, a, b } = noteFor(new Random(1), 'the dirty river')
    write(a, 'the river')
    workshop.settle()
    write(b, 'the long river')
    workshop.settle()
    a.undo()
    workshop.settle()
    expect([...wordsOf(b)].sort().join('')).toBe([...'the dirty long river'].sort().join(''))
  })

  it('[BD70] takes back only one’s own over a broken line, typed while one was away', () => {
    const { workshop, a, b } = noteFor(new Random(1), 'the river')
    workshop.disconnect(a)
    write(a, 'Clean the river')
    a.settle()
    write(b, 'the river now')
    workshop.settle()
    expect(wordsOf(a)).toBe('Clean the river now')
    workshop.disconnect(a)
    a.undo()
    workshop.settle()
    expect(wordsOf(b)).toBe('the river now')
  })

  it('[BD70] does the same after thousands of keystrokes', () => {
    const { workshop, a, b } = noteFor(new Random(1), '.')
    let others = ''
    for (let at = 0; at < 1_500; at++) {
      write(a, `${wordsOf(a)}a`)
      if (at % 300 !== 0) continue
      workshop.settle()
      others += 'b'
      write(b, `b${wordsOf(b)}`)
      workshop.settle()
    }
    a.undo()
    workshop.settle()
    expect(wordsOf(b)).toBe(`${others}.`)
  })

  it(`[BD70] takes back only one’s own, whatever happens (BOARD_SEED=${seed}, ${runs} runs)`, () => {
    let undone = 0
    for (let run = 0; run < runs; run++) undone += undoRun(new Random(seed + run))
    expect(undone).toBeGreaterThan(runs)
  })
})

/** Who has put in and who has taken out each letter; of the letters in use no two are alike. */
class Ledger {
  private readonly put = new Set<string>()
  private readonly taken = new Set<string>()
  private next = 0x4e00

  constructor(private readonly run: string) {}

  fresh(): string {
    return String.fromCharCode(this.next++)
  }
  /** Returns how many letters have changed; those of an undo must be the undoer's own. */
  enter(name: string, before: string, after: string, own: boolean): number {
    const added = [...after].filter((letter) => !before.includes(letter))
    const gone = [...before].filter((letter) => !after.includes(letter))
    for (const letter of added) {
      if (own && !this.taken.has(name + letter))
        throw new Error(`${this.run}: ${name} put back ${letter} of somebody else`)
      this.put.add(name + letter)
    }
    for (const letter of gone) {
      if (own && !this.put.has(name + letter))
        throw new Error(`${this.run}: ${name} took out ${letter} of somebody else`)
      this.taken.add(name + letter)
    }
    return added.length + gone.length
  }
}

/** Two people type, take out, undo and redo in one note, at once, over delays and broken lines. */
function undoRun(random: Random): number {
  const { workshop, a, b } = noteFor(random)
  const label = `seed ${random.seed}`
  const ledger = new Ledger(label)
  let undone = 0
  for (let step = 0; step < 40; step++) {
    const peer = random.chance(0.5) ? a : b
    const dice = random.next()
    const before = wordsOf(peer)
    if (dice < 0.35) workshop.deliverOne(peer)
    else if (dice < 0.5) peer.frame(random.chance(0.5))
    else if (dice < 0.53) workshop.disconnect(peer)
    else if (dice < 0.57) workshop.connect(peer)
    else if (dice < 0.75) {
      random.chance(0.7) ? peer.undo() : peer.redo()
      undone += ledger.enter(peer.name, before, wordsOf(peer), true)
    } else {
      const typed = [...before].flatMap((one) => [
        ...(random.chance(0.15) ? [ledger.fresh()] : []),
        ...(random.chance(0.1) ? [] : [one]),
      ])
      write(peer, [...typed, ledger.fresh()].join(''))
      ledger.enter(peer.name, before, wordsOf(peer), false)
      if (random.chance(0.5)) peer.history.mark()
    }
  }
  workshop.settle()
  expect(wordsOf(a), label).toBe(wordsOf(b))
  expect(readRecords(workshop.server).get(id), label).toEqual(readRecords(a.doc).get(id))
  return undone
}
