import { type Browser, type BrowserContextOptions, test as base } from '@playwright/test'
import { Person } from './person.ts'
import { LabServer } from './server.ts'

interface TestFixtures {
  /** A person with a browser of their own; everybody is gone at the end of the test. */
  person: (name: string, options?: BrowserContextOptions) => Promise<Person>
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
    await use(async (name, options = {}) => {
      const person = await Person.create(browser as Browser, lab, name, options)
      people.push(person)
      return person
    })
    for (const person of people) await person.leave()
    const strays = people.flatMap((person) => person.strayRequests)
    if (strays.length > 0) throw new Error(`the page asked outside hosts: ${strays.join(', ')}`)
  },
})

export { expect } from '@playwright/test'
