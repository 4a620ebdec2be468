import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

const inEach = [
  { locale: 'en-GB', lang: 'en', steps: 'Engage citizens', note: 'Add a note', saved: 'Saved', tool: 'Note' },
  {
    locale: 'it-IT',
    lang: 'it',
    steps: 'Coinvolgere i cittadini',
    note: /nota/i,
    saved: /salvat/i,
    tool: 'Post-it',
  },
  {
    locale: 'sq-AL',
    lang: 'sq',
    steps: 'Përfshi qytetarët',
    note: /shënim/i,
    saved: /ruajtur|ruajt/i,
    tool: /shënim/i,
  },
]

for (const words of inEach) {
  test(`the browser’s language is spoken: ${words.lang}`, async ({ lab, person }) => {
    const { id } = await newBoard(lab, 'problem-tree', { locale: words.lang })
    await lab.api('POST', '/challenges', { title: 'Një sfidë, una sfida' })
    const ada = await person('Ada', { locale: words.locale })
    await ada.signIn()
    await expect(ada.page.locator('html')).toHaveAttribute('lang', words.lang)
    await expect(ada.page.getByText(words.steps).first()).toBeVisible()
    await ada.openBoard(id)
    await expect(ada.page.getByRole('button', { name: words.note }).first()).toBeVisible()
    await expect(ada.page.getByTestId('save-badge')).toContainText(words.saved)
    await expect(ada.page.getByTestId('tools.note')).toHaveAttribute('aria-label', words.tool)
  })
}

test('the language can be switched, and stays', async ({ person }) => {
  const ada = await person('Ada')
  await ada.page.goto('/')
  await ada.page.locator('select').first().selectOption('sq')
  await expect(ada.page.locator('html')).toHaveAttribute('lang', 'sq')
  await expect(ada.page.getByRole('button', { name: 'Hyr' }).first()).toBeVisible()
  await ada.page.reload()
  await expect(ada.page.locator('html')).toHaveAttribute('lang', 'sq')
})

test('each reads the labels of one board in their own language, and words of people as they are', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'problem-tree', { locale: 'en' })
  await lab.api('POST', `/boards/${id}/notes`, { text: 'Direct causes', region: 'evidence' })
  const ada = await person('Ada', { locale: 'it-IT' })
  await ada.signIn()
  await ada.openBoard(id)
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  await ada.sees('Problema focale')
  await ada.sees('Cause dirette')
  await ada.sees('Direct causes')
  await ada.doesNotSee('Core problem')
  await ben.sees('Core problem')
  await ada.page.locator('select').first().selectOption('sq')
  await ada.sees('Problemi kryesor')
  await ada.doesNotSee('Problema focale')
  // Switching is looking, not writing: nobody else's board has changed.
  await ada.writeNote('Shkak', { x: 200, y: 1500 })
  await ben.sees('Shkak')
  await ben.sees('Core problem')
})
