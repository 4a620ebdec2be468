import { expect, test } from '../support/fixtures.ts'
import type { LabServer } from '../support/server.ts'
import { publicChallenge } from '../support/showcase.ts'

const languages = [
  { locale: 'en-GB', problem: 'The problem', step: 'Pilot' },
  { locale: 'it-IT', problem: 'Il problema', step: 'Creare dei progetti pilota' },
  { locale: 'sq-AL', problem: 'Problemi', step: 'Piloto' },
]

/** A public challenge, and none of those that other journeys on this server have shown. */
async function onlyOnePublic(lab: LabServer): Promise<void> {
  const all = await lab.api<{ id: string; visibility?: string }[]>('GET', '/challenges')
  for (const { id, visibility } of all) {
    if (visibility === 'public') await lab.api('PATCH', `/challenges/${id}`, { visibility: 'lab' })
  }
  await publicChallenge(lab)
}

test('anybody reads a public challenge in three languages, without a name or a contact, and without the canvas', async ({
  lab,
  person,
}) => {
  await onlyOnePublic(lab)
  for (const { locale, problem, step } of languages) {
    const eve = await person(`Eve ${locale}`, { locale })
    const { page } = eve
    const scripts: string[] = []
    page.on('response', async (response) => {
      if (response.url().endsWith('.js')) scripts.push(await response.text())
    })
    await page.goto('/public')
    await page.getByRole('link', { name: 'Shade for the market square' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Shade for the market square')
    await expect(page).toHaveTitle('Shade for the market square · Sheshi')
    await expect(page.getByRole('heading', { name: problem, exact: true })).toBeVisible()
    await expect(page.locator('[aria-current=step]')).toContainText(step)
    await expect(page.getByText('Pipes and cables lie where roots would be')).toBeVisible()
    await expect(page.getByText('Green Tirana')).toBeVisible()
    const picture = page.locator('.public-pictures img')
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0)
    expect(await page.locator('body').innerText()).not.toMatch(/ana@|Hoxha/)
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.some((text) => text.includes('tl-canvas'))).toBe(false)
  }
})

test('a facilitator chooses what the city sees, and takes it back', async ({ lab, person }) => {
  const { id } = await lab.api<{ id: string }>('POST', '/challenges', { title: 'Bus stop that speaks' })
  const board = await lab.api<{ id: string }>('POST', '/boards', {
    title: 'Sketches',
    template: 'brainstorm',
    challengeId: id,
  })
  await lab.api('POST', `/boards/${board.id}/exports`)
  const ada = await person('Ada')
  const eve = await person('Eve')
  await ada.signIn()
  const { page } = ada
  await page.getByRole('link', { name: 'Showcase' }).click()
  const challenge = page.getByRole('region', { name: 'Bus stop that speaks' })
  await expect(challenge.getByRole('checkbox', { name: 'On the wall' })).toBeDisabled()
  await challenge.getByLabel('Who may see it').selectOption({ label: 'Everybody' })
  await challenge.getByRole('checkbox', { name: 'On the wall' }).check()
  await challenge.getByRole('checkbox', { name: /Sketches/ }).check()
  await expect(challenge.getByRole('checkbox', { name: /Sketches/ })).toBeEnabled()

  await eve.page.goto(`/public/challenges/${id}`)
  await expect(eve.page.locator('.public-pictures img')).toHaveCount(1)
  await challenge.getByLabel('Who may see it').selectOption({ label: 'Only the lab' })
  await expect(challenge.getByRole('link', { name: /Public page/ })).toHaveCount(0)
  // The page shows the choice at once; Eve sees it when the server has it.
  const visibility = async () =>
    (await lab.api<{ visibility: string }>('GET', `/challenges/${id}`)).visibility
  await expect.poll(visibility).toBe('lab')
  await eve.page.reload()
  await expect(eve.page.getByRole('heading', { level: 1 })).not.toHaveText('Bus stop that speaks')
})

test('the wall goes round, by itself and by hand, and survives the loss of the server', async ({
  lab,
  person,
}) => {
  await onlyOnePublic(lab)
  const screen = await person('Screen', { viewport: { width: 1920, height: 1080 } })
  const { page } = screen
  await page.clock.install()
  await page.goto('/showcase')
  const title = page.getByRole('heading', { level: 1 })
  const [one, other] = ['Shade for the market square', 'Sails bring the market back to life']
  await expect(title).toHaveText(one)
  await expect(page.locator('.qr')).toBeVisible()
  await page.clock.runFor(20_100)
  await expect(title).toHaveText(other)
  await expect(page.locator('.slide-result')).toContainText('14 °C cooler at noon')
  expect(await page.locator('.wall').innerText()).not.toMatch(/Hoxha|069/)

  await page.keyboard.press('Space')
  await page.clock.runFor(120_000)
  await expect(title).toHaveText(other)
  await page.keyboard.press('ArrowRight')
  await expect(title).toHaveText(one)
  await page.keyboard.press('ArrowLeft')
  await expect(title).toHaveText(other)
  await page.keyboard.press('Space')

  // An hour passes in moments: the page does not grow.
  const nodes = () => page.evaluate(() => document.querySelectorAll('*').length)
  const atFirst = await nodes()
  await page.clock.runFor('01:00:00')
  expect(Math.abs((await nodes()) - atFirst)).toBeLessThan(40)

  await lab.kill()
  await page.clock.runFor(61_000)
  await expect(page.getByRole('status').filter({ hasText: 'No connection' })).toBeVisible()
  await page.clock.runFor(40_100)
  await expect(page.locator('.slide')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.locator('.slide')).toBeVisible()
  await lab.start()
  await page.clock.runFor(61_000)
  await expect(page.getByRole('status').filter({ hasText: 'No connection' })).toHaveCount(0)
})

test('an empty wall says how it is filled', async ({ lab, person }) => {
  const all = await lab.api<{ id: string }[]>('GET', '/challenges')
  for (const { id } of all) await lab.api('PATCH', `/challenges/${id}`, { visibility: 'lab' })
  const screen = await person('Screen')
  await screen.page.goto('/showcase')
  await expect(screen.page.getByRole('heading', { name: 'Nothing is on the wall yet' })).toBeVisible()
})
