import { type PublishedNode, riverPollution } from '@sheshi/methods/testing'
import { expect, test } from '../support/fixtures.ts'
import { addCards, riverCards as cards, writeCore } from '../support/river.ts'

interface OutlineNode {
  text: string
  children: OutlineNode[]
}
interface TreeOutline {
  core: string
  causes: OutlineNode[]
  effects: OutlineNode[]
  loose: unknown[]
}

/** Only what was published: the words and what hangs under what. */
const wordsOf = (nodes: readonly OutlineNode[]): PublishedNode[] =>
  nodes.map(({ text, children }) => ({ text, children: wordsOf(children) }))

test('two browsers build the river-pollution tree, the server dies in between, and the record holds it', async ({
  lab,
  person,
}) => {
  test.setTimeout(240_000)
  const ada = await person('Ada', { viewport: { width: 1920, height: 1080 } })
  await ada.signIn()
  await ada.page.getByRole('button', { name: 'New challenge' }).first().click()
  await ada.page.getByRole('textbox', { name: 'Title' }).fill('The river that nobody swims in')
  await ada.page.getByRole('button', { name: 'Create challenge' }).click()
  await ada.page.getByRole('button', { name: 'New board' }).click()
  await ada.page.getByRole('textbox', { name: 'Title' }).last().fill('Why is our river dirty?')
  await ada.page.getByText('Problem tree', { exact: true }).click()
  await ada.page.getByRole('button', { name: 'Create board' }).click()
  await expect(ada.page).toHaveURL(/\/board\//)
  await ada.canvasIsThere()
  const boardId = ada.page.url().split('/').pop() ?? ''
  const { code } = await lab.api<{ code: string }>('POST', `/boards/${boardId}/invites`, {
    role: 'participant',
  })

  const ben = await person('Ben', { viewport: { width: 1920, height: 1080 } })
  await ben.join(code, 'NGO, association')
  await ben.canvasIsThere()
  await Promise.all([ada.seeAll(), ben.seeAll()])

  const core = await writeCore(ada)
  await ben.sees(core.text)

  const causes = cards.filter((card) => card.side === 'cause')
  const effects = cards.filter((card) => card.side === 'effect')
  const half = Math.ceil(causes.length / 2)
  await Promise.all([addCards(ada, causes.slice(0, half)), addCards(ben, effects)])
  await Promise.all([ada.badgeSays('saved'), ben.badgeSays('saved')])

  await lab.kill('SIGKILL')
  await Promise.all([ada.badgeSays('offline-kept'), ben.badgeSays('offline-kept')])
  // The work goes on without the server, and is there for everybody when it is back.
  await addCards(ada, causes.slice(half, half + 1))
  await lab.start()
  await Promise.all([ada.badgeSays('saved'), ben.badgeSays('saved')])

  const cleo = await person('Cleo', { viewport: { width: 1920, height: 1080 } })
  await cleo.join(code, 'University')
  await cleo.canvasIsThere()
  await cleo.seeAll()
  for (const card of [...effects, ...causes.slice(0, half + 1)]) await cleo.sees(card.text)
  await addCards(cleo, causes.slice(half + 1))
  await cleo.badgeSays('saved')
  for (const card of causes) await ada.sees(card.text)

  const outline = await lab.api<TreeOutline>('GET', `/boards/${boardId}/outline`)
  expect({
    core: outline.core,
    causes: wordsOf(outline.causes),
    effects: wordsOf(outline.effects),
    loose: outline.loose,
  }).toEqual({ ...riverPollution, loose: [] })

  await ada.page.getByRole('button', { name: 'Add to the record' }).click()
  await ada.page.getByRole('button', { name: 'Add now' }).click()
  await ada.page.getByRole('link', { name: 'Show the record' }).click({ timeout: 30_000 })
  const record = ada.page.locator('main')
  for (const card of cards) await expect(record.getByText(card.text, { exact: true }).first()).toBeVisible()
  await expect(record.getByRole('img', { name: /Why is our river dirty/ })).toBeVisible()

  const download = ada.page.waitForEvent('download')
  await ada.page.getByRole('link', { name: /Download everything/ }).click()
  expect((await download).suggestedFilename()).toMatch(/\.zip$/)
})
