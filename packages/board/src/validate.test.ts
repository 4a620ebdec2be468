import { expect, it } from 'vitest'
import { isObject, type JsonRecord, schema } from './schema.ts'
import { makeShape } from './shapes.ts'
import { createStore, indexAt, Random, sharedRecords } from './testing/index.ts'
import { act, type Hand } from './testing/operations.ts'
import { validateRecord } from './validate.ts'

const runs = Number(process.env.BOARD_RUNS ?? 300)
const seed = Number(process.env.BOARD_SEED ?? Math.floor(Math.random() * 1e9))

/** Records of every kind that people's random work leaves behind. */
function boardOf(random: Random): JsonRecord[] {
  const store = createStore()
  const hand: Hand = { store, random, drawing: null, clipboard: [], undo() {}, redo() {} }
  for (let step = 0; step < 60; step++) act(hand)
  return structuredClone([...sharedRecords(store).values()]) as unknown as JsonRecord[]
}

const odd = (random: Random): unknown =>
  random.of<unknown>(
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    0,
    1e9,
    '',
    'a0',
    'a10',
    'b1',
    'Zz',
    'page:page',
    'shape:x',
    'red',
    'true',
    true,
    {},
    [],
    { x: 1, y: 2 },
    { x: 1, y: 2, z: 3 },
    { x: 1, w: 2 },
    { type: 'doc', content: [] },
    { type: 'doc', content: [], more: 1 },
    { type: 'doc' },
    [{ type: 'free', points: [{ x: 1, y: 2 }] }],
    [{ type: 'free', points: [{ x: 1, y: Number.NaN }] }],
    [{ type: 'free', points: [{ x: 1, y: 2, w: 3 }] }],
    [{ type: 'curly', points: [] }],
  )

/** Puts something odd into one field, somewhere in the record; or takes the field away, or adds one. */
function spoil(record: JsonRecord, random: Random): void {
  const inside = [record.props, record.meta].filter(isObject)
  const target = random.pick([record, ...inside, ...inside]) ?? record
  const name = random.pick([...Object.keys(target), 'w', 'foreign', 'props']) ?? 'foreign'
  if (random.chance(0.2)) delete target[name]
  else target[name] = odd(random)
}

function complaint(judge: () => unknown): boolean {
  try {
    judge()
    return false
  } catch {
    return true
  }
}

it(`[BD50] what is let through unasked, tldraw would let through (BOARD_SEED=${seed}, ${runs} runs)`, () => {
  let refused = 0
  for (let run = 0; run < runs; run++) {
    const random = new Random(seed + run)
    for (const record of boardOf(random)) {
      for (let times = random.int(3); times > 0; times--) spoil(record, random)
      const type = schema.types[record.typeName as 'shape']
      const wrong = complaint(() => type.validate(structuredClone(record)))
      if (wrong) refused++
      expect(
        complaint(() => validateRecord(record)),
        `seed ${seed + run}: ${JSON.stringify(record)}`,
      ).toBe(wrong)
    }
  }
  expect(refused).toBeGreaterThan(runs)
})

it('[BD50] asks tldraw only about records unlike those it has passed', () => {
  const notes = Array.from({ length: 1_000 }, (_, at) =>
    makeShape({ type: 'note', id: `shape:${at}`, x: at, y: at * 2, index: indexAt(at + 1) }),
  )
  validateRecord({ ...notes[0] })
  const { validator } = schema.types.shape as unknown as { validator: { validate(value: unknown): unknown } }
  const validate = validator.validate
  let asked = 0
  validator.validate = (value) => {
    asked++
    return validate.call(validator, value)
  }
  try {
    for (const note of notes) validateRecord({ ...note })
    expect(asked).toBe(0)
    expect(() => validateRecord({ ...notes[1], x: 'left' })).toThrow()
    expect(asked).toBe(1)
  } finally {
    validator.validate = validate
  }
})
