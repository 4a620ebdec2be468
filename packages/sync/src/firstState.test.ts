import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type Answer, FirstStates, vectorBefore } from './firstState.ts'
import { limits } from './limits.ts'
import { decodeServerFrame, randomFrom, runSeed } from './testing/index.ts'

const newcomer = Y.encodeStateVector(new Y.Doc())
const records = (doc: Y.Doc) => doc.getMap<unknown>('records')

/** A document large enough that its first state is kept, with every change told as the room tells them. */
function board(bytes: number = limits.firstStateLeastBytes * 4): { doc: Y.Doc; states: FirstStates } {
  const doc = new Y.Doc()
  for (let i = 0; i * 1024 < bytes; i++) records(doc).set(`r${i}`, 'x'.repeat(1024))
  const states = new FirstStates(doc)
  doc.on('update', (update: Uint8Array) => states.changed(update))
  return { doc, states }
}

/** Applies an answer as y-websocket does; returns what kinds of messages it was. */
function apply(answer: Answer, doc: Y.Doc): string[] {
  return answer.map((frame) => {
    const message = decodeServerFrame(frame)
    if (!('bytes' in message)) throw new Error(`an answer holds ${message.type}`)
    Y.applyUpdate(doc, message.bytes)
    return message.type
  })
}

function expectSame(one: Y.Doc, other: Y.Doc): void {
  expect(records(one).toJSON()).toEqual(records(other).toJSON())
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(other))
  expect(Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other))).toBe(true)
}

describe('the first state', () => {
  it('[RS92] is one answer for all who come, and the very same bytes', () => {
    const { doc, states } = board()
    const answer = states.answer(newcomer, 1)
    expect(states.answer(newcomer, 1)).toBe(answer)
    const fresh = new Y.Doc()
    expect(apply(answer, fresh)).toEqual(['missing'])
    expectSame(fresh, doc)
    expect(states.vectorFrame()).toBe(states.vectorFrame())
  })

  it('[RS92] stays while people edit: what is newer follows it, made once, the end as the answer', () => {
    const { doc, states } = board()
    const [first] = states.answer(newcomer, 1)
    records(doc).set('a', 1)
    const answer = states.answer(newcomer, 2)
    expect(answer[0]?.length).toBe(first?.length)
    const fresh = new Y.Doc()
    expect(apply(answer, fresh)).toEqual(['update', 'missing'])
    expectSame(fresh, doc)
    records(doc).set('b', 2)
    const later = states.answer(newcomer, 3)
    expect(later[0]).toBe(answer[0])
    expect(states.answer(newcomer, 3)).toBe(later)
    expect(states.first(3).revision).toBe(1)
  })

  it('[RS92] is made anew once the edits since outweigh it, and after every change where it is small', () => {
    const { doc, states } = board(limits.firstStateBytes)
    expect(states.first(1).revision).toBe(1)
    for (let i = 0; i * 1024 < limits.firstStateBytes * 0.9; i++)
      records(doc).set('moving', `${i}`.padEnd(1024))
    expect(states.first(2).revision).toBe(1)
    for (let i = 0; i < 32; i++) records(doc).set('moving', `${i}`.padEnd(1024))
    expect(states.first(3).revision).toBe(3)
    const small = board(0)
    expect(small.states.first(1).revision).toBe(1)
    records(small.doc).set('a', 1)
    expect(small.states.first(2).revision).toBe(2)
  })

  it('[RS92] answers whoever has it with what is newer, deletes from before and after included', () => {
    const { doc, states } = board()
    const { state } = states.first(1)
    // Somebody who has every item of the state, but missed a delete: the state vector is the same.
    const undeleted = new Y.Doc()
    Y.applyUpdate(undeleted, state)
    records(doc).delete('r1')
    states.forget()
    states.first(2)
    expect(Y.encodeStateVector(undeleted)).toEqual(Y.encodeStateVector(doc))
    const same = states.answer(Y.encodeStateVector(undeleted), 2)
    records(doc).set('a', 1)
    records(doc).delete('r2')
    const newer = states.answer(Y.encodeStateVector(undeleted), 3)
    const size = (answer: Answer) => answer.reduce((sum, frame) => sum + frame.length, 0)
    expect(size(newer)).toBeLessThan(200)
    expect(apply(same, undeleted)).toEqual(['missing'])
    expect(records(undeleted).has('r1')).toBe(false)
    expect(apply(newer, undeleted)).toEqual(['update', 'missing'])
    expectSame(undeleted, doc)
  })

  it('[RS92] answers equal state vectors with the same bytes until something changes', () => {
    const { doc, states } = board()
    const had = Y.encodeStateVector(doc)
    records(doc).set('a', 1)
    const answer = states.answer(had, 2)
    expect(states.answer(had.slice(), 2)).toBe(answer)
    expect(states.since(had)).not.toBe(answer)
    records(doc).set('b', 1)
    expect(states.answer(had, 3)).not.toBe(answer)
  })

  it('[RS92] gives every joiner the document, whenever they come in a random run of edits', () => {
    const random = randomFrom(runSeed())
    const { doc, states } = board()
    const held: Y.Doc[] = []
    for (let step = 1; step < 400; step++) {
      const key = `r${Math.floor(random() * 80)}`
      if (random() < 0.2) records(doc).delete(key)
      else records(doc).set(key, 'y'.repeat(random() * 4_000))
      if (random() < 0.1) {
        const fresh = new Y.Doc()
        Y.applyUpdate(fresh, states.first(step).state)
        held.push(fresh)
      }
      const one = held[Math.floor(random() * held.length)] ?? new Y.Doc()
      if (random() < 0.3) {
        apply(states.answer(Y.encodeStateVector(one), step), one)
        expectSame(one, doc)
      }
      const fresh = new Y.Doc()
      if (step % 10 === 0) {
        apply(states.answer(newcomer, step), fresh)
        expectSame(fresh, doc)
      }
    }
  })
})

it('[RS94] the state vector before some updates is what the document had', () => {
  const doc = new Y.Doc()
  const other = new Y.Doc()
  records(doc).set('a', 1)
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(doc)
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  records(doc).set('a', 2)
  records(other).set('b', 1)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  records(doc).delete('a')
  const missed = Y.encodeStateAsUpdate(doc, vectorBefore(doc, updates))
  const [first] = updates
  expect(updates).toHaveLength(3)
  expect(first && Y.parseUpdateMeta(missed).from.get(doc.clientID)).toBe(1)
  const had = new Map(Y.decodeStateVector(vectorBefore(doc, updates)))
  had.delete(other.clientID)
  expect(had).toEqual(Y.decodeStateVector(before))
})
