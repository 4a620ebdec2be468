import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

test('a phone joins by link, lands on the pad, and writes a note on the whole board too', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'brainstorm')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)

  const mira = await person('Mira', phone)
  await mira.page.goto(`/join#${code}`)
  await mira.fitsTheWidth()
  await mira.page.getByText('Citizens', { exact: true }).tap()
  await mira.page.getByRole('button', { name: 'Join', exact: true }).tap()
  await expect(mira.page).toHaveURL(new RegExp(`/pad/${id}$`))
  await mira.page.getByRole('link', { name: 'Open the whole board' }).tap()
  await mira.canvasIsThere()
  await mira.fitsTheWidth()
  await expect(mira.page.getByTestId('save-badge')).toBeVisible()
  await mira.page.getByRole('button', { name: 'Add a note' }).tap()
  await expect(mira.page.locator('.tl-canvas [contenteditable=true]').first()).toBeFocused()
  await mira.page.keyboard.type('A bench under the trees')
  await ada.sees('A bench under the trees')
  await mira.badgeSays('saved')
})

test('home, boards, challenge and join fit a phone', async ({ lab, person }) => {
  const { id } = await lab.api<{ id: string }>('POST', '/challenges', {
    title: 'A challenge with quite a long title, longer than a phone is wide',
  })
  await newBoard(lab, 'problem-tree', { challengeId: id })
  const ada = await person('Ada', phone)
  await ada.page.goto('/')
  await ada.fitsTheWidth()
  await ada.signIn()
  for (const path of [
    '/',
    '/boards',
    `/challenges/${id}`,
    '/join',
    '/signin',
    '/welcome',
    '/lab/facilitators',
    '/nowhere',
  ]) {
    await ada.page.goto(path)
    await ada.page.locator('h1').first().waitFor()
    await ada.fitsTheWidth()
  }
})
