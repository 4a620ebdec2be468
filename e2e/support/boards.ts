import { exampleOf } from '@sheshi/methods/testing'
import { newBoard } from './lab.ts'
import type { Person } from './person.ts'
import type { LabServer } from './server.ts'

interface StoreWindow {
  board?: {
    editor: {
      store: {
        put(records: unknown[]): void
        remove(ids: string[]): void
        allRecords(): { id: string; typeName: string }[]
      }
    }
    connection: { getSnapshot(): string }
  }
}

/** A new board of a template with its worked example on it, put there by a facilitator, and its participants' code. */
export async function exampleBoard(
  lab: LabServer,
  facilitator: Person,
  template: string,
): Promise<{ id: string; code: string }> {
  const { title, locale, records } = exampleOf(template)
  const board = await newBoard(lab, template, { title, locale })
  await facilitator.openBoard(board.id)
  const drawn: unknown[] = [...records().values()].filter(
    ({ typeName }) => typeName === 'shape' || typeName === 'binding',
  )
  await facilitator.page.evaluate((wanted) => {
    const store = (window as StoreWindow).board?.editor.store
    const before = store
      ?.allRecords()
      .filter(({ typeName }) => typeName === 'shape' || typeName === 'binding')
    store?.remove(before?.map(({ id }) => id) ?? [])
    store?.put(wanted)
  }, drawn)
  await facilitator.badgeSays('saved')
  return board
}
