import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

/** Saves the form that is open, and waits until it is closed. */
async function save(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Save', exact: true })
  await button.click()
  await expect(button).toHaveCount(0)
}

test('a facilitator signs in with the key, makes a challenge, edits it and moves it along with a reason', async ({
  lab,
  person,
}) => {
  const ada = await person('Ada')
  const { page } = ada
  await page.goto('/signin')
  await page.getByLabel('Key', { exact: true }).fill('this-is-not-the-key')
  await page.getByLabel('Key', { exact: true }).press('Enter')
  await expect(page.getByRole('alert')).toContainText('This key is not right')
  await page.getByLabel('Key', { exact: true }).fill(lab.key)
  await page.getByLabel('Key', { exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Challenges', level: 1 })).toBeVisible()

  await page.getByRole('button', { name: 'New challenge' }).first().click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Young people leave after school')
  await page.getByRole('button', { name: 'Create challenge' }).click()
  await expect(page.getByRole('heading', { name: 'Young people leave after school' })).toBeVisible()

  await page.getByRole('button', { name: 'Edit: Young people leave after school' }).click()
  await page.getByRole('textbox', { name: /Statement/ }).fill('Two in three say they will not come back.')
  await save(page)
  await expect(page.getByText('Two in three say they will not come back.')).toBeVisible()

  await page.getByRole('button', { name: 'Edit: Partners' }).click()
  await page.getByRole('button', { name: 'Add a partner' }).click()
  await page.getByLabel('Name').fill('Youth Council')
  await page.getByLabel('Sector').selectOption({ label: 'NGO, association' })
  await save(page)
  await expect(page.getByText('Youth Council')).toBeVisible()

  await page.getByRole('button', { name: 'Move to another step' }).click()
  await page.getByLabel(/Why\?/).fill('Forty answers to the survey')
  await page.getByRole('button', { name: 'Move', exact: true }).click()
  // The words stand in the form, too, until the server has them.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByText('Forty answers to the survey')).toBeVisible()

  await page.reload()
  await expect(page.getByText('Youth Council')).toBeVisible()
  await expect(page.getByText('Forty answers to the survey')).toBeVisible()
  await expect(page.locator('[aria-current=step]')).toContainText('Identify challenges')
})

test('a board is made, renamed, moved to a challenge, deleted and brought back', async ({ lab, person }) => {
  await lab.api('POST', '/challenges', { title: 'Shade for the market' })
  const ada = await person('Ada')
  await ada.signIn()
  const { page } = ada
  await page.goto('/boards')
  await page.getByRole('button', { name: 'New board' }).first().click()
  await page.getByRole('textbox', { name: 'Title' }).fill('First thoughts')
  await page.getByText('Brainstorm', { exact: true }).click()
  await page.getByRole('button', { name: 'Create board' }).click()
  await ada.canvasIsThere()
  await ada.badgeSays('saved')

  await page.goto('/boards')
  const card = (title: string) => page.getByRole('article').filter({ hasText: title })
  await expect(card('First thoughts')).toContainText('Brainstorm')
  await expect(card('First thoughts').locator('img')).toHaveJSProperty('complete', true)
  await page.getByRole('button', { name: 'Rename: First thoughts' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Shade: ideas')
  await save(page)
  await page.getByRole('button', { name: 'Move to another challenge: Shade: ideas' }).click()
  await page.locator('dialog select').selectOption({ label: 'Shade for the market' })
  await save(page)
  await expect(card('Shade: ideas').getByRole('link', { name: 'Shade for the market' })).toBeVisible()

  await page.getByRole('button', { name: 'Delete: Shade: ideas' }).click()
  await expect(page.getByText('“Shade: ideas” was deleted.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await card('Shade: ideas').getByRole('link', { name: 'Shade: ideas' }).click()
  await ada.canvasIsThere()
})

test('a problem tree is taken over into the record, which nobody overwrites by it', async ({
  lab,
  person,
}) => {
  const { id } = await lab.api<{ id: string }>('POST', '/challenges', {
    title: 'Clean river',
    problem: { core: 'The river smells' },
  })
  const board = await newBoard(lab, 'problem-tree', { challengeId: id, title: 'Why is it dirty?' })
  const note = (text: string, region: string) =>
    lab.api('POST', `/boards/${board.id}/notes`, { text, region })
  await note('Waste water runs into it', 'cause.1')
  await note('Children fall ill', 'effect.1')
  await note('Fishing families', 'groups')
  await note('40 times the limit', 'evidence')
  await note('The river makes people ill', 'core')
  const { id: exportId } = await lab.api<{ id: string }>('POST', `/boards/${board.id}/exports`)
  const ada = await person('Ada')
  await ada.signIn()
  const { page } = ada
  await page.goto(`/challenges/${id}?takeOver=${exportId}`)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('Waste water runs into it')).toBeVisible()
  await expect(dialog.getByRole('checkbox', { name: /Core problem/ })).not.toBeChecked()
  // Somebody is faster: what is proposed is made anew, and looked at again.
  await lab.api('PATCH', `/challenges/${id}`, { affectedGroups: [{ label: 'Fishing families' }] })
  await dialog.getByRole('button', { name: /^Take over/ }).click()
  await expect(dialog.getByRole('alert')).toContainText('Somebody else changed the record')
  await expect(dialog.getByRole('checkbox', { name: /Affected groups/ })).toHaveCount(0)
  await dialog.getByRole('button', { name: /^Take over/ }).click()
  await expect(dialog).toHaveCount(0)
  const problem = page.locator('#part-problem')
  await expect(problem.getByText('Waste water runs into it')).toBeVisible()
  await expect(problem.getByText('The river smells')).toBeVisible()

  await page.getByRole('button', { name: 'Edit: Evidence' }).click()
  await page.getByText('Attached to 0 causes or effects').click()
  await page.getByRole('checkbox', { name: 'Waste water runs into it' }).check()
  await save(page)
  await expect(problem.getByText('1 piece of evidence')).toBeVisible()

  await page.getByRole('button', { name: 'Edit: Indicators' }).click()
  await page.getByRole('button', { name: 'Add an indicator' }).click()
  await page.getByLabel('Indicator', { exact: true }).fill('Nitrate')
  await page.getByLabel('Baseline').fill('80')
  await page.getByLabel('Target').fill('20')
  await page.getByLabel('Result').fill('65,5')
  await save(page)
  await expect(page.getByRole('row', { name: /Nitrate/ })).toContainText('24 % of the way')
})
