import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'
import { pencil } from '../support/record.ts'
import { publicChallenge } from '../support/showcase.ts'

test('a brainstorm goes into the record as groups of ideas; a second version shows what changed', async ({
  lab,
  person,
}) => {
  const { id: challengeId } = await lab.api<{ id: string }>('POST', '/challenges', {
    title: 'Shade for the market',
  })
  const board = await newBoard(lab, 'brainstorm', { challengeId, title: 'Ideas for shade' })
  await lab.api('POST', `/boards/${board.id}/notes`, { text: 'Sails between the houses' })
  const ada = await person('Ada', { viewport: { width: 1920, height: 1080 } })
  await ada.signIn()
  await ada.openBoard(board.id)
  await ada.seeAll()
  await ada.sees('Sails between the houses')
  await ada.writeNote('Plane trees', { x: 740, y: 640 })
  await ada.badgeSays('saved')

  const { page } = ada
  await page.getByRole('button', { name: 'Add to the record' }).click()
  await page.getByRole('button', { name: 'Add now' }).click()
  await expect(page.getByText('Version 1 is in the record.')).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')
  await ada.writeNote('Vines on wires', { x: 740, y: 860 })
  await ada.badgeSays('saved')
  await page.getByRole('button', { name: 'Add to the record' }).click()
  await page.getByRole('button', { name: 'Add now' }).click()
  await page.getByRole('link', { name: 'Show the record' }).click({ timeout: 30_000 })

  const record = page.locator('main')
  const group = record.locator('.outline-group').filter({ hasText: 'Cluster 1' })
  await expect(group).toContainText('Plane trees')
  await expect(group).toContainText('Vines on wires')
  await expect(record.getByText('Sails between the houses').first()).toBeVisible()

  await record.locator('.changes select').selectOption({ label: 'version 1' })
  const news = record.locator('ins, li').filter({ hasText: 'New:' })
  await expect(news.first()).toContainText('Vines on wires')

  await record.getByText(/^\d+ files$/).click()
  const download = page.waitForEvent('download')
  await record.getByRole('link', { name: 'Download board.md' }).click()
  const minutes = await (await download).createReadStream()
  let text = ''
  for await (const chunk of minutes) text += String(chunk)
  expect(text).toContain('Plane trees')
})

/** Presses Tab until something that the selector names has the focus. */
async function tabTo({ page }: Person, selector: string): Promise<void> {
  for (let presses = 0; presses < 300; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
  }
  throw new Error(`Tab does not come to ${selector}`)
}

test('every part of the record is opened, written and saved with the keyboard alone', async ({
  lab,
  person,
}) => {
  const { id } = await publicChallenge(lab)
  const version = async () => (await lab.api<{ version: number }>('GET', `/challenges/${id}`)).version
  const before = await version()
  const ada = await person('Ada')
  await ada.signIn()
  const { page } = ada
  await page.goto(`/challenges/${id}`)
  await page.locator('.export-files').first().waitFor()
  const parts = await page.locator(pencil).count()
  for (let part = 0; part < parts; part++) {
    await tabTo(ada, pencil)
    await page.keyboard.press('Enter')
    await expect(page.locator('.record-section form :focus')).toBeVisible()
    await tabTo(ada, '.record-section form [type=submit]')
    await page.keyboard.press('Enter')
    await expect(page.locator(`${pencil}:focus`)).toBeVisible()
  }
  expect(await version()).toBe(before + parts)

  await page.getByRole('button', { name: 'Edit: Partners' }).press('Enter')
  await page.getByRole('button', { name: 'Add a partner' }).press('Enter')
  await page.keyboard.type('Fountain builders')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Fountain builders')).toBeVisible()
})
