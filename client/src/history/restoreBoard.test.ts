import { bindStore, connect, makeShape, readRecords, richText, schema, seedBoard } from '@sheshi/board'
import { createTLStore, type TLRecord, type TLShape, type TLStore } from 'tldraw'
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { applyPlan, planRestore, restoredIn, sameRecord } from './restoreBoard.ts'

const moment = { to: '2026-11-22T14:05:00.000Z', at: '2026-11-22T15:00:00.000Z' }
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** A page with a board: frames run when told, so that nothing waits for a screen. */
function page(doc: Y.Doc) {
  const frames = new Set<() => void>()
  const store = createTLStore({ schema })
  const binding = bindStore({
    doc,
    store,
    schedule: (run) => {
      frames.add(run)
      return () => frames.delete(run)
    },
  })
  ends.push(() => binding.dispose())
  return {
    store,
    settle() {
      binding.flush()
      for (let rounds = 0; frames.size > 0 && rounds < 10; rounds++) {
        for (const run of [...frames]) {
          frames.delete(run)
          run()
        }
      }
    },
  }
}

const note = (id: string, text: string, x: number) =>
  makeShape({ id: `shape:${id}`, type: 'note', index: 'a1', x, y: 0, props: { richText: richText(text) } })

function seeded(records: readonly TLRecord[]): Y.Doc {
  const doc = new Y.Doc()
  seedBoard(doc, { records, template: 'blank', locale: 'en' })
  return doc
}

const shared = (store: TLStore): TLRecord[] =>
  store.allRecords().filter(({ typeName }) => store.scopedTypes.document.has(typeName))

it('[RS113] brings the document, and everybody’s page, to the records of the version', () => {
  const [one, two] = [note('one', 'One', 0), note('two', 'Two', 400)]
  const doc = seeded([one, two, ...connect(one, two, { id: 'shape:arrow', index: 'a3' })])
  const before = readRecords(doc)
  const [ada, ben] = [page(doc), page(doc)]
  ada.store.remove(['shape:two' as TLShape['id']])
  ada.store.update('shape:one' as TLShape['id'], (shape) => ({ ...shape, x: 99 }))
  ada.store.put([note('three', 'Three', 800)])
  ada.settle()
  ben.settle()
  const present = readRecords(doc)

  const plan = planRestore(shared(ada.store), [...before.values()], moment, sameRecord)
  applyPlan(ada.store, plan)
  ada.settle()
  ben.settle()
  const after = readRecords(doc)
  const content = (records: ReadonlyMap<string, TLRecord>) =>
    new Map([...records].filter(([, { typeName }]) => typeName !== 'document'))
  expect(content(after)).toEqual(content(before))
  expect(content(new Map(shared(ben.store).map((record) => [record.id, record])))).toEqual(content(before))
  const document = shared(ben.store).find((record) => record.typeName === 'document')
  expect(document && restoredIn(document)).toEqual(moment)

  // And forward again, by what undo puts back.
  applyPlan(ada.store, planRestore(shared(ada.store), [...present.values()], moment, sameRecord))
  ada.settle()
  expect(content(readRecords(doc))).toEqual(content(present))
})

it('plans nothing but its mark where nothing is different, whatever the order of keys', () => {
  const records = [...readRecords(seeded([note('one', 'One', 0)])).values()]
  const turned = records.map(
    (record) => Object.fromEntries(Object.entries(record).reverse()) as unknown as TLRecord,
  )
  const { put, remove } = planRestore(records, turned, moment, sameRecord)
  expect(put.map(({ typeName }) => typeName)).toEqual(['document'])
  expect(remove).toEqual([])
})

it('reads only marks that make sense', () => {
  expect(restoredIn({ meta: {} })).toBeNull()
  expect(restoredIn({ meta: { restored: 'yesterday' } })).toBeNull()
  expect(restoredIn({ meta: { restored: { to: 1, at: 2 } } })).toBeNull()
  expect(restoredIn({ meta: { restored: { ...moment } } })).toEqual(moment)
})
