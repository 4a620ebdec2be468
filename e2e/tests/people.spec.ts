import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

interface Record {
  affectedGroups: { label: string; present?: boolean }[]
}

test('a participant takes back what they wrote; a facilitator sees who is missing and erases a person', async ({
  lab,
  person,
}) => {
  const affectedGroups = [{ label: 'People in wheelchairs' }, { label: 'Night workers' }]
  const { id: challengeId } = await lab.api<{ id: string }>('POST', '/challenges', {
    title: 'A square for everybody',
    affectedGroups,
  })
  const { id, code } = await newBoard(lab, 'brainstorm', { challengeId })
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)

  // From another city, which only those are asked for who say so.
  const mira = await person('Mira', { viewport: { width: 390, height: 844 } })
  await mira.page.goto('join')
  await mira.page.getByRole('button', { name: 'I take part from another city' }).click()
  await mira.page.locator('input[name=city]').fill('gjirokastër')
  await mira.page.locator('input[name=code]').fill(code)
  await mira.page.locator('input[name=name]').fill('Mira')
  await mira.page.getByText('University', { exact: true }).click()
  await mira.page.locator('form button[type=submit]').click()
  await mira.canvasIsThere()
  for (const text of ['Benches in the shade', 'A ramp at each door']) {
    await mira.page.evaluate(
      ([board, words]) =>
        fetch(`/api/v1/boards/${board}/notes`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ text: words }),
        }),
      [id, text] as const,
    )
    await ada.sees(text)
  }

  await mira.page.getByTestId('people-count').click()
  await mira.page.getByRole('link', { name: 'What you wrote' }).click()
  const own = mira.page.getByTestId('own-board')
  await expect(own.getByRole('listitem')).toHaveCount(2)
  await expect(mira.page.getByText('Gjirokastër')).toBeVisible()
  await own.getByRole('button', { name: 'Delete: Benches in the shade' }).click()
  await expect(own.getByRole('listitem')).toHaveCount(1)
  await ada.doesNotSee('Benches in the shade')
  await own.getByRole('link').first().click()
  await mira.canvasIsThere()

  await ada.page.getByTestId('people-count').click()
  const missing = ada.page.getByTestId('groups-missing')
  await expect(missing.getByRole('listitem')).toHaveCount(2)
  await ada.page.getByRole('checkbox', { name: 'People in wheelchairs' }).click()
  await expect(missing).toHaveText('Night workers')
  const { affectedGroups: kept } = await lab.api<Record>('GET', `/challenges/${challengeId}`)
  expect(kept).toEqual([{ label: 'People in wheelchairs', present: true }, { label: 'Night workers' }])

  await ada.page.getByRole('button', { name: 'People of this board…' }).click()
  const row = ada.page.getByTestId('board-person')
  await expect(row).toContainText('University, Gjirokastër')
  await expect(row).toContainText('here now')
  await row.getByRole('button', { name: 'Erase Mira' }).click()
  await ada.page.getByRole('checkbox', { name: /Also delete the 1 thing/ }).check()
  await ada.page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(ada.page.getByText('Nobody has joined yet.')).toBeVisible()
  await expect(mira.page.getByText('You need an invite for this board')).toBeVisible()
  await ada.page.keyboard.press('Escape')
  await ada.doesNotSee('A ramp at each door')
})
