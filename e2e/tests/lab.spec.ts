import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

test('a facilitator sees how the lab does, who is on which board, and makes everybody connect again', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'brainstorm', { title: 'The market square' })
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  const ada = await person('Ada')
  await ada.signIn()
  const { page } = ada
  await page.getByRole('link', { name: 'Status' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'State of the lab' })).toBeVisible()
  await expect(page.getByTestId('lab-state')).toContainText(/everything is saved/i)

  const row = page.getByRole('row', { name: /The market square/ })
  await expect(row).toContainText('1 participant')
  await expect(row).toContainText('all')
  await lab.api('POST', `/boards/${id}/notes`, { text: 'A tree for shade' })
  // By itself, without a reload.
  await expect(row.getByRole('cell').nth(1)).not.toHaveText('0')

  await row.getByRole('button', { name: 'Reconnect everybody on The market square' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'connects again' })).toBeVisible()
  await ben.badgeSays('saved')
  await expect(row).toContainText('1 participant')

  await row.getByRole('link', { name: 'The market square' }).click()
  await expect(page).toHaveURL(new RegExp(`/board/${id}`))
})

test('the state of the lab is not for guests', async ({ lab, person }) => {
  const { code } = await newBoard(lab, 'blank')
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  await ben.page.goto('/lab/rooms')
  await expect(ben.page).toHaveURL(/\/signin/)
  await expect(ben.page.getByRole('link', { name: 'Status' })).toHaveCount(0)
})
