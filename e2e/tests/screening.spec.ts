import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'

/** Opens the panel with the scores, which on narrow screens is in the menu. */
async function openScores({ page }: Person): Promise<void> {
  const button = page.getByRole('button', { name: 'Score', exact: true }).filter({ visible: true })
  if ((await button.count()) === 0)
    await page.locator('.board-bar').getByRole('button', { name: 'More' }).click()
  await button.click()
  await expect(page.getByRole('heading', { name: 'Challenge screening' })).toBeVisible()
}

/** Gives the first challenge a score on its first criterion, and waits until the server has it. */
async function giveScore(page: Page, score: number): Promise<void> {
  const choice = page.getByRole('group', { name: 'How many people it affects, and how hard' }).first()
  await choice.getByLabel(String(score), { exact: true }).check()
  await expect(page.getByText('Your scores are kept.')).toBeVisible()
}

test('three people score blind; median and spread are seen by all; the decision moves the challenge', async ({
  lab,
  person,
}) => {
  const river = await lab.api<{ id: string }>('POST', '/challenges', { title: 'Clean river' })
  const { id, code } = await newBoard(lab, 'challenge-screening', { challengeId: river.id })
  await lab.api('POST', `/boards/${id}/notes`, { text: 'Clean river', region: 'row.1.challenge' })
  await lab.api('POST', `/boards/${id}/notes`, { text: 'Shade for the market', region: 'row.2.challenge' })
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await openScores(ada)
  await expect(ada.page.getByText('Sum 100')).toBeVisible()
  await ada.page.getByRole('button', { name: 'Open the round' }).click()

  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
  const people = [await person('Ben', phone), await person('Cleo'), await person('Dita')]
  for (const [at, score] of [3, 1, 2].entries()) {
    const guest = people[at]
    if (!guest) throw new Error('somebody is missing')
    await guest.join(code)
    // On a phone the pad says that here people give scores, and where.
    if (at === 0) await guest.page.getByRole('link', { name: 'Open the whole board to give scores' }).tap()
    await guest.canvasIsThere()
    await openScores(guest)
    await giveScore(guest.page, score)
  }
  await expect(ada.page.getByText('3 people have scored')).toBeVisible()
  const [ben] = people
  await expect(ben?.page.getByTestId('screening-score') ?? ada.page.locator('none')).toHaveCount(0)

  await ada.page.getByRole('button', { name: 'Close and show the results' }).click()
  for (const { page } of [ada, ...people]) {
    await expect(page.getByTestId('screening-score')).toHaveText(/2\s*1–3 · n 3/)
  }
  const result = ada.page.getByRole('article', { name: 'Clean river' })
  await result.getByRole('button', { name: 'Decide' }).click()
  await result.getByLabel('Go', { exact: true }).check()
  await result.getByLabel('Reason').fill('The municipality owns it')
  await expect(result.getByLabel('Into the record of')).toHaveValue(river.id)
  await result.getByRole('button', { name: 'Write it down' }).click()
  await expect(result.getByText('The municipality owns it')).toBeVisible()
  // The board has it before the record: the form goes when both do.
  await expect(result.getByRole('button', { name: 'Write it down' })).toHaveCount(0)

  await ada.page.goto(`/challenges/${river.id}`)
  await expect(ada.page.locator('[aria-current=step]')).toContainText('Identify challenges')
  await expect(ada.page.getByText('The municipality owns it').first()).toBeVisible()
  await expect(ada.page.getByText('3 people scored')).toBeVisible()
})

test('an empty circle of a helix map shows as a gap until a partner stands in it', async ({
  lab,
  person,
}) => {
  const { id } = await newBoard(lab, 'helix-map')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await ada.seeAll()
  const gap = (sector: string) => ada.page.getByTestId(`gap-${sector}`)
  await expect(gap('university')).toHaveText('No partner yet')
  await lab.api('POST', `/boards/${id}/notes`, { text: 'Polis', region: 'circle.university' })
  await expect(gap('university')).toHaveCount(0)
  await expect(gap('ngo')).toHaveText('No partner yet')

  await ada.page.locator('.tl-canvas').getByText('Polis', { exact: true }).click()
  await ada.page.getByRole('button', { name: 'Partner: gives, needs' }).filter({ visible: true }).click()
  await ada.page.getByLabel('Gives', { exact: true }).fill('A laboratory')
  await ada.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(ada.page.locator('.partner-words')).toContainText('A laboratory')
  const outline = await lab.api<{ circles: { partners: object[] }[] }>('GET', `/boards/${id}/outline`)
  expect(outline.circles.flatMap(({ partners }) => partners)).toMatchObject([
    { text: 'Polis', gives: 'A laboratory' },
  ])
})
