import { Writer } from './bytes.ts'

/** The id of an item of a document. */
export interface ItemId {
  client: number
  clock: number
}

const origin = 0x80
const keyed = 0x20
const anyContent = 8
const stringContent = 4
const writer = new Writer()

/**
 * The update by which somebody moves a shape one step: the register `at` is written anew, after the value that stood
 * there, which is deleted. The same bytes as Yjs makes (updates.test.ts).
 */
export function dragUpdate(id: ItemId, before: ItemId, [x, y, parent]: [number, number, string]): Buffer {
  writer.varUint(1).varUint(1).varUint(id.client).varUint(id.clock)
  writer
    .byte(anyContent | origin | keyed)
    .varUint(before.client)
    .varUint(before.clock)
  writer.varUint(1).byte(117).varUint(3)
  writer.anyNumber(x).anyNumber(y).byte(119).varString(parent)
  return writer.varUint(1).varUint(before.client).varUint(1).varUint(before.clock).varUint(1).take()
}

/** The update by which somebody types one letter after another. */
export function letterUpdate(id: ItemId, before: ItemId, letter: string): Buffer {
  writer.varUint(1).varUint(1).varUint(id.client).varUint(id.clock)
  writer
    .byte(stringContent | origin)
    .varUint(before.client)
    .varUint(before.clock)
  return writer.varString(letter).varUint(0).take()
}
