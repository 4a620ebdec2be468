import { type Browser, type BrowserContextOptions, test as base } from '@playwright/test'
import { newBoard } from './lab.ts'
import { type Door, Person } from './person.ts'
import { LabServer } from './server.ts'

interface TestFixtures {
  /** A person with a browser of their own; everybody is gone at the end of the test. */
  person: (name: string, options?: BrowserContextOptions, door?: Door) => Promise<Person>
  /** A new board with Ada, its facilitator, and Ben, who came by its code; both see its top left corner. */
  pair: (
    template: string,
    options?: BrowserContextOptions,
  ) => Promise<{ id: string; ada: Person; ben: Person }>
}

interface WorkerFixtures {
  lab: LabServer
}

/** Each worker has its own server and data folder; each person their own browser context. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  lab: [
    async ({ browser: _browser }, use) => {
      const lab = await LabServer.create()
      await use(lab)
      await lab.dispose()
    },
    { scope: 'worker' },
  ],
  person: async ({ browser, lab }, use) => {
    const people: Person[] = []
    await use(async (name, options = {}, door = lab) => {
      const person = await Person.create(browser as Browser, door, name, options)
      people.push(person)
      return person
    })
    for (const person of people) await person.leave()
    const strays = people.flatMap((person) => person.strayRequests)
    if (strays.length > 0) throw new Error(`the page asked outside hosts: ${strays.join(', ')}`)
  },
  pair: ({ lab, person }, use) =>
    use(async (template, options = {}) => {
      const { id, code } = await newBoard(lab, template)
      const ada = await person('Ada', options)
      await ada.signIn()
      await ada.openBoard(id)
      const ben = await person('Ben')
      await ben.join(code)
      await ben.canvasIsThere()
      for (const one of [ada, ben]) await one.goTo({ x: 0, y: 0, zoom: 0.8 })
      return { id, ada, ben }
    }),
})

export { expect } from '@playwright/test'
