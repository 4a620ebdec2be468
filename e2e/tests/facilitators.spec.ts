import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

test('a facilitator invites another, who comes by the link with a name, signs in again by passphrase, and is removed', async ({
  lab,
  person,
}) => {
  const { id } = await newBoard(lab, 'blank')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.page.getByRole('link', { name: 'Status' }).click()
  await ada.page.getByRole('link', { name: 'Facilitators' }).click()
  await ada.page.getByLabel('Who is it for?').fill('Teuta')
  await ada.page.getByRole('button', { name: 'Make a link' }).click()
  const link = await ada.page.getByTestId('welcome-link').inputValue()

  const teuta = await person('Teuta')
  const { page } = teuta
  await page.goto(`/welcome#${link.split('#')[1]}`)
  await expect(page.getByLabel('Your name', { exact: true })).toHaveValue('Teuta')
  await expect(page).toHaveURL(/\/welcome$/)
  await page.getByLabel('Passphrase', { exact: true }).fill('teuta teuta teuta')
  await page.getByRole('button', { name: 'Begin' }).click()
  await expect(page.getByRole('alert')).toContainText('the same few characters')
  await page.getByLabel('Passphrase', { exact: true }).fill('three boats on the lake')
  await page.getByRole('button', { name: 'Begin' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Challenges' })).toBeVisible()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in as facilitator' }).click()
  await page.getByLabel('Your name', { exact: true }).fill('teuta')
  await page.getByLabel('Passphrase', { exact: true }).fill('three boats on the lake')
  await page.getByLabel('Passphrase', { exact: true }).press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Challenges' })).toBeVisible()
  await teuta.openBoard(id)

  await ada.page.reload()
  await ada.page.getByRole('button', { name: 'Remove Teuta' }).click()
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(ada.page.getByText('Nobody yet')).toBeVisible()
  await expect(page.getByText('You need an invite for this board')).toBeVisible()
})
