import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

test('from a challenge the templates of its step come first, and a board takes two clicks', async ({
  lab,
  person,
}) => {
  const { id } = await lab.api<{ id: string }>('POST', '/challenges', {
    title: 'Dirty river',
    step: 'identify',
  })
  const ada = await person('Ada')
  await ada.signIn()
  const { page } = ada
  await page.goto(`/challenges/${id}`)
  await page.getByRole('button', { name: 'New board' }).click()
  await expect(page.locator('.gallery-step').first()).toHaveText('Identify challenges')
  await expect(page.getByRole('radio', { name: /^Problem tree/ })).toBeChecked()
  await page.getByRole('button', { name: 'Create board' }).click()
  await ada.canvasIsThere()
  const boards = await lab.api<{ template: string; challengeId: string }[]>('GET', '/boards')
  expect(boards).toContainEqual(expect.objectContaining({ template: 'problem-tree', challengeId: id }))
})

test('by keyboard: found by its words, in another form, with its script and picture in the language of the page', async ({
  lab,
  person,
}) => {
  const ada = await person('Ada', { locale: 'it-IT' })
  await ada.signIn()
  const { page } = ada
  await page.goto('/boards')
  await page.getByRole('button', { name: 'Nuova lavagna' }).first().focus()
  await page.keyboard.press('Enter')
  const search = page.getByRole('searchbox', { name: 'Cerca un modello' })
  await search.focus()
  await page.keyboard.type('elica')
  await page.keyboard.press('Enter')
  await expect(page.locator('.offer input:checked')).toHaveValue('helix-map')
  await expect(page.locator('.offer-script li')).toHaveCount(5)
  const picture = page.locator('.offer-details img')
  await expect(picture).toHaveAttribute('src', /locale=it&variant=usual$/)
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
  await page.locator('.offer-variant input').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(picture).toHaveAttribute('src', /variant=circles-4$/)
  await page.getByRole('button', { name: 'Crea lavagna' }).focus()
  await page.keyboard.press('Enter')
  await ada.canvasIsThere()
  const [board] = await lab.api<{ id: string; template: string }[]>('GET', '/boards')
  expect(board?.template).toBe('helix-map')
  const outline = await lab.api<{ circles: unknown[] }>('GET', `/boards/${board?.id}/outline`)
  expect(outline.circles).toHaveLength(4)
})

test('on a phone a step is chosen and a board made', async ({ person }) => {
  const ada = await person('Ada', { viewport: { width: 390, height: 844 }, hasTouch: true })
  await ada.signIn()
  const { page } = ada
  await page.goto('/boards')
  await page.getByRole('button', { name: 'New board' }).first().tap()
  await page.locator('.gallery-chip', { hasText: 'Pilot' }).tap()
  await expect(page.locator('.offer')).toHaveCount(2)
  await page.locator('.offer', { hasText: 'Pilot plan' }).tap()
  await expect(page.getByRole('heading', { name: 'Chosen: Pilot plan' })).toBeAttached()
  const wide = await page.evaluate(() => document.querySelector('dialog')?.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  await page.getByRole('button', { name: 'Create board' }).tap()
  await ada.canvasIsThere()
})

test('a board becomes a template of the lab, is renamed, makes another board, and is deleted', async ({
  lab,
  person,
}) => {
  const { id } = await newBoard(lab, 'brainstorm', { title: 'Ideas for streets' })
  await lab.api('POST', `/boards/${id}/notes`, { text: 'Benches in the shade' })
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  const { page } = ada
  await page.getByRole('button', { name: 'Save as our template' }).click()
  await page.getByRole('textbox', { name: 'Name of the template' }).fill('Street ideas')
  await page.getByRole('radio', { name: /Everything on the board/ }).check()
  await page.getByRole('button', { name: 'Save template' }).click()
  await expect(page.getByText('“Street ideas” is in the gallery')).toBeVisible()

  await page.goto('/boards')
  await page.getByRole('button', { name: 'New board' }).first().click()
  await expect(page.locator('.gallery-step').first()).toHaveText('Our templates')
  await page.getByRole('radio', { name: /^Street ideas/ }).check({ force: true })
  await page.getByRole('button', { name: 'Rename' }).last().click()
  await page.getByRole('textbox', { name: 'Name of the template' }).fill('Ideas for any street')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('radio', { name: /^Ideas for any street/ })).toBeChecked()
  await page.getByRole('button', { name: 'Create board' }).click()
  await ada.canvasIsThere()
  await ada.hasShapes({ note: 1 })
  const made = new URL(page.url()).pathname.split('/').pop()
  expect(await lab.api('GET', `/boards/${made}`)).toMatchObject({
    title: 'Ideas for any street',
    template: 'brainstorm',
    fromTemplate: expect.any(String),
  })

  await page.goto('/boards')
  await page.getByRole('button', { name: 'New board' }).first().click()
  await page.getByRole('radio', { name: /^Ideas for any street/ }).check({ force: true })
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click()
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByRole('radio', { name: /^Ideas for any street/ })).toHaveCount(0)
  expect(await lab.api('GET', '/templates/own')).toEqual([])
})
