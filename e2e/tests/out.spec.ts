import { createHmac } from 'node:crypto'
import { expect, test } from '../support/city.ts'

test('a lab tells its city of a step, and sends a challenge to the city’s platform', async ({
  lab,
  person,
  city,
}) => {
  const title = 'The river that nobody swims in'
  const { id } = await lab.api<{ id: string }>('POST', '/challenges', { title, summary: 'Worse every year' })
  const ada = await person('Ada')
  await ada.signIn()
  const { page } = ada
  await page.getByRole('link', { name: 'Status' }).click()
  await page.getByRole('link', { name: 'Connections' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Connections' })).toBeVisible()

  const hook = page.getByRole('region', { name: 'Webhook' })
  await hook.getByLabel('Address').fill(`${city.url}/hook`)
  await hook.getByRole('button', { name: 'Save' }).click()
  const secret = (await page.getByTestId('webhook-secret').textContent()) ?? ''
  await hook.getByRole('button', { name: 'I have it' }).click()
  await hook.getByRole('button', { name: 'Send a test' }).click()
  const log = page.getByRole('region', { name: 'What was sent' })
  await expect(log.getByRole('listitem').filter({ hasText: 'Test' })).toContainText('Arrived')
  await page.reload()
  await expect(hook.getByLabel('Address')).toHaveValue(`${city.url}/hook`)
  await expect(page.getByTestId('webhook-secret')).toHaveCount(0)

  const decidim = page.getByRole('region', { name: 'Decidim' })
  await decidim.getByLabel('Address of its GraphQL API').fill(`${city.url}/api`)
  await decidim.getByLabel('Component of proposals').fill('29')
  await decidim.getByLabel('Token').fill('a-token')
  await decidim.getByRole('button', { name: 'Save' }).click()
  await expect(decidim.getByLabel('Token')).toHaveValue('')

  await page.goto(`/challenges/${id}`)
  await page.getByRole('button', { name: 'To the city’s platform' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Text', { exact: true }).click()
  await expect(dialog).toContainText('Worse every year')
  await dialog.getByLabel('Title').fill('Short')
  await expect(dialog.getByRole('button', { name: 'Send 1 proposal' })).toBeDisabled()
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByRole('button', { name: 'Send 1 proposal' }).click()
  await expect(page.getByRole('link', { name: title })).toHaveAttribute('href', `${city.url}/proposals/140`)
  await lab.api('PATCH', `/challenges/${id}`, { step: 'identify', reason: 'Ready' })

  await page.goto('/lab/connections')
  await expect(log.getByRole('listitem').filter({ hasText: 'Step of a challenge' })).toContainText('Arrived')
  const news = city.heard.find(({ headers }) => headers['x-sheshi-event'] === 'challenge.step')
  const stamp = String(news?.headers['x-sheshi-timestamp'])
  const signature = createHmac('sha256', secret).update(`${stamp}.${news?.body}`).digest('hex')
  expect(news?.headers['x-sheshi-signature']).toBe(`sha256=${signature}`)
  const proposal = city.heard.find(({ path }) => path === '/api')
  expect(proposal?.headers.authorization).toBe('Bearer a-token')
  expect(proposal?.body).toContain('Worse every year')
})

test('connections are not for guests', async ({ lab, person }) => {
  const { id } = await lab.api<{ id: string }>('POST', '/boards', {
    title: 'Any',
    template: 'blank',
    locale: 'en',
  })
  const { code } = await lab.api<{ code: string }>('POST', `/boards/${id}/invites`, { role: 'participant' })
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  await ben.page.goto('/lab/connections')
  await expect(ben.page).toHaveURL(/\/signin/)
})
