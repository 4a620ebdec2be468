import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

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
