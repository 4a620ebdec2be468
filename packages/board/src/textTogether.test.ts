import type { TLShape } from '@tldraw/tlschema'
import { expect, it } from 'vitest'
import { makeShape, plainText, putRecords, richText } from './index.ts'
import { type Peer, Random, Workshop } from './testing/index.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

const id = 'shape:note' as TLShape['id']
const start = 'ZYX'

/** Somebody with a caret: behind what they typed last, at first behind what was there. */
interface Writer {
  peer: Peer
  word: string
  typed: number
}

function press({ peer, word, typed }: Writer): void {
  const note = peer.store.get(id)
  const letter = word[typed]
  if (!note || !letter) return
  const text = plainText(note)
  const caret = text.indexOf(typed === 0 ? start : (word[typed - 1] ?? '')) + (typed === 0 ? start.length : 1)
  const next = richText(text.slice(0, caret) + letter + text.slice(caret))
  peer.store.put([{ ...note, props: { ...note.props, richText: next } } as TLShape])
}

function typeTogether(random: Random): string {
  const workshop = new Workshop(random)
  const note = makeShape({ type: 'note', id, x: 0, y: 0, index: 'a1', props: { richText: richText(start) } })
  putRecords(workshop.server, [note])
  const writers = ['abcdefgh', '12345678', 'ABCDEFGH'].map(
    (word): Writer => ({ peer: workshop.join(), word, typed: 0 }),
  )
  while (writers.some(({ word, typed }) => typed < word.length)) {
    const writer = random.pick(writers)
    if (!writer) continue
    const dice = random.next()
    if (dice < 0.3) {
      press(writer)
      writer.typed++
    } else if (dice < 0.7) workshop.deliverOne(writer.peer)
    else writer.peer.frame(random.chance(0.5))
  }
  workshop.settle()
  const [text = '', ...others] = writers.map(({ peer }) => plainText(peer.store.get(id) ?? note))
  for (const other of others) expect(other, `seed ${random.seed}`).toBe(text)
  return text
}

it(`[BD72] what three people type at one place at once stays whole (BOARD_SEED=${seed}, ${runs} runs)`, () => {
  for (let run = 0; run < runs; run++) {
    const text = typeTogether(new Random(seed + run))
    expect(text, `seed ${seed + run}`).toHaveLength(start.length + 24)
    for (const word of ['abcdefgh', '12345678', 'ABCDEFGH'])
      expect(text, `seed ${seed + run}`).toContain(word)
  }
})
