import { test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import { take } from '../support/pictures.ts'
import { publicChallenge } from '../support/showcase.ts'

test('the gallery, the public pages and the showcase wall', async ({ lab, person }) => {
  const nobody = await person('Nobody')
  await nobody.page.goto('/showcase')
  await take(nobody, 'wall-empty')
  const { id } = await publicChallenge(lab)
  const board = await newBoard(lab, 'brainstorm', { challengeId: id, title: 'How might we cool the square?' })
  await lab.api('POST', `/boards/${board.id}/notes`, { text: 'Sails between the houses' })
  await lab.api('POST', `/boards/${board.id}/exports`)
  const body = { boardId: board.id, name: 'Ideas for a square', keepWritten: true }
  await lab.api('POST', '/templates/own', body)
  for (const locale of ['en-GB', 'it-IT', 'sq-AL']) {
    const ada = await person(locale, { locale })
    await ada.signIn()
    const { page } = ada
    await page.goto(`/challenges/${id}`)
    await page.getByRole('button', { name: /^(New board|Nuova lavagna|Tabelë e re)$/ }).click()
    await page.locator('.offer').first().waitFor()
    await take(ada, `gallery-${locale}`)
    await page.locator('.offer input[value=helix-map]').check({ force: true })
    await take(ada, `gallery-helix-${locale}`)
    await page.locator('.offer-name', { hasText: 'Ideas for a square' }).click()
    await take(ada, `gallery-own-${locale}`)
    await page.goto('/showcase/settings')
    await page.locator('h1').waitFor()
    await take(ada, `showcase-settings-${locale}`)
    await page.goto('/public')
    await page.locator('h2').first().waitFor()
    await take(ada, `public-list-${locale}`)
    await page.goto(`/public/challenges/${id}`)
    await page.locator('h2').first().waitFor()
    await take(ada, `public-${locale}`, true)
    await page.goto('/showcase')
    await page.locator('.slide').waitFor()
    await take(ada, `wall-${locale}`)
    await page.keyboard.press('ArrowRight')
    await page.locator('.slide[data-kind=card]').waitFor()
    await take(ada, `wall-card-${locale}`)
    await ada.openBoard(board.id)
    await take(ada, `board-bar-${locale}`)
  }
})
