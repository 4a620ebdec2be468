import { writeFile } from 'node:fs/promises'
import { expect, test } from '../support/fixtures.ts'
import { newBoard, withoutTruth } from '../support/lab.ts'

const inEach = [
  {
    locale: 'en-GB',
    check: 'Check a bundle',
    right: 'this server made the bundle',
    changed: 'changed',
    file: 'From a file',
    make: 'Make the board',
    open: 'Open the board',
  },
  {
    locale: 'it-IT',
    check: 'Controlla un pacchetto',
    right: 'il pacchetto è di questo server',
    changed: 'modificato',
    file: 'Da un file',
    make: 'Crea la lavagna',
    open: 'Apri la lavagna',
  },
  {
    locale: 'sq-AL',
    check: 'Kontrollo një paketë',
    right: 'paketën e ka bërë ky server',
    changed: 'i ndryshuar',
    file: 'Nga një skedar',
    make: 'Krijo tabelën',
    open: 'Hap tabelën',
  },
]

for (const words of inEach) {
  test(`a bundle is checked by anybody, and a board is made from it again: ${words.locale}`, async ({
    lab,
    person,
  }, info) => {
    const { id: challengeId } = await lab.api<{ id: string }>('POST', '/challenges', {
      title: 'Shade for the market',
    })
    const board = await newBoard(lab, 'brainstorm', { challengeId, title: 'Hije, ombra, shade' })
    await lab.api('POST', `/boards/${board.id}/notes`, { text: 'Sails between the houses' })
    const made = await lab.api<{ id: string }>('POST', `/boards/${board.id}/exports`)
    const ada = await person('Ada', { locale: words.locale })
    await ada.signIn()
    const { page } = ada
    const bundle = info.outputPath('bundle.zip')
    const answer = await page.request.get(`/api/v1/challenges/${challengeId}/exports/${made.id}/bundle.zip`)
    const bytes = await answer.body()
    await writeFile(bundle, bytes)

    const anybody = await person('Ben', { locale: words.locale })
    await anybody.page.goto('/')
    await anybody.page.getByRole('link', { name: words.check }).click()
    const choose = anybody.page.locator('input[type=file]')
    await choose.setInputFiles(bundle)
    await expect(anybody.page.getByText(words.right)).toBeVisible()
    await choose.setInputFiles({
      name: 'changed.zip',
      mimeType: 'application/zip',
      buffer: withoutTruth(bytes),
    })
    const wrong = anybody.page.locator('.verify-wrong')
    await expect(wrong).toHaveCount(1)
    await expect(wrong).toContainText('board.yjs')

    await page.goto('/boards')
    await page.getByRole('button', { name: words.file }).click()
    await page.locator('dialog input[type=file]').setInputFiles(bundle)
    await page.getByRole('button', { name: words.make }).click()
    await expect(page.getByTestId('import-report')).toBeVisible()
    await page.getByRole('link', { name: words.open }).click()
    await ada.canvasIsThere()
    await ada.sees('Sails between the houses')
    expect(page.url()).not.toContain(board.id)
  })
}
