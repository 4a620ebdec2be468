import { test } from '../support/city.ts'
import { newBoard, withoutTruth } from '../support/lab.ts'
import type { Person } from '../support/person.ts'
import { take } from '../support/pictures.ts'
import { openEditors } from '../support/record.ts'
import type { LabServer } from '../support/server.ts'
import { publicChallenge } from '../support/showcase.ts'

/** A JSON Canvas with a note, a picture from nowhere and an arrow to nowhere: not all of it can be taken over. */
const oddCanvas = JSON.stringify({
  nodes: [
    { id: 'a', type: 'text', text: 'Sails', x: 0, y: 0, width: 200, height: 200 },
    { id: 'b', type: 'file', file: 'photos/square.jpg', x: 300, y: 0, width: 200, height: 200 },
    { id: 'c', type: 'dance', x: 600, y: 0, width: 200, height: 200 },
  ],
  edges: [{ id: 'e', fromNode: 'a', toNode: 'nowhere' }],
})

/** A brainstorm twice in the record, so that its versions can be compared. */
async function twoVersions(lab: LabServer, challengeId: string): Promise<{ board: string; bundle: Buffer }> {
  const { id: board } = await newBoard(lab, 'brainstorm', {
    challengeId,
    title: 'How might we cool the square?',
  })
  const say = (text: string) => lab.api('POST', `/boards/${board}/notes`, { text })
  for (const text of ['Sails between the houses', 'Plane trees in pots']) await say(text)
  await lab.api('POST', `/boards/${board}/exports`)
  for (const text of ['Vines on wires', 'A fountain to walk through']) await say(text)
  const { id } = await lab.api<{ id: string }>('POST', `/boards/${board}/exports`)
  const answer = await fetch(`${lab.url}/api/v1/challenges/${challengeId}/exports/${id}/bundle.zip`, {
    headers: { authorization: `Bearer ${lab.key}` },
  })
  return { board, bundle: Buffer.from(await answer.arrayBuffer()) }
}

async function takeVerify(person: Person, bundle: Buffer, locale: string): Promise<void> {
  const { page } = person
  await page.goto('/verify')
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/zip', buffer })
  await page.locator('input[type=file]').setInputFiles(file('bundle.zip', bundle))
  await page.locator('.verify-files').waitFor()
  await take(person, `verify-good-${locale}`, true)
  await page.locator('input[type=file]').setInputFiles(file('changed.zip', withoutTruth(bundle)))
  await page.locator('.verify-wrong').first().waitFor()
  await take(person, `verify-changed-${locale}`, true)
}

async function takeImport(person: Person, locale: string): Promise<void> {
  const { page } = person
  await page.goto('/boards')
  await page.locator('.page-head button').first().click()
  const buffer = Buffer.from(oddCanvas)
  await page
    .locator('dialog input[type=file]')
    .setInputFiles({ name: 'square.canvas', mimeType: 'application/json', buffer })
  await take(person, `import-${locale}`)
  await page.locator('dialog button[type=submit]').click()
  await page.getByTestId('import-report').waitFor()
  await take(person, `import-report-${locale}`)
}

test('the record, full and empty, and the pages around it', async ({ lab, person, city }) => {
  await lab.api('PUT', '/connections/webhook', {
    address: `${city.url}/hook`,
    events: ['challenge.step', 'export.created'],
    content: 'public',
    on: true,
  })
  const { id } = await publicChallenge(lab)
  const empty = await lab.api<{ id: string }>('POST', '/challenges', { title: 'A bus stop that speaks' })
  const { board, bundle } = await twoVersions(lab, id)
  await lab.api('PATCH', `/challenges/${empty.id}`, { step: 'identify', reason: 'Ready' })
  for (const [locale, options] of Object.entries({
    en: { locale: 'en-GB' },
    it: { locale: 'it-IT' },
    sq: { locale: 'sq-AL' },
    dark: { colorScheme: 'dark' as const },
  })) {
    const ada = await person(locale, options)
    await ada.signIn()
    const { page } = ada
    await page.goto(`/challenges/${id}`)
    await page.locator('.export-files').first().waitFor()
    await page.locator('.changes select').first().selectOption({ index: 1 })
    await take(ada, `record-${locale}`, true)
    await openEditors(ada)
    await take(ada, `record-editing-${locale}`, true)
    await page.goto(`/challenges/${empty.id}`)
    await page.locator('h1').waitFor()
    await take(ada, `record-empty-${locale}`, true)
    await page.goto('/lab/connections')
    await page.locator('.delivery').first().waitFor()
    await take(ada, `connections-${locale}`, true)
    await takeVerify(ada, bundle, locale)
    await takeImport(ada, locale)
    await page.goto(`/board/${board}/outline`)
    await page.locator('[role=tree]').waitFor()
    await take(ada, `outline-${locale}`)
  }
})
