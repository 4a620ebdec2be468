import { expect, test } from '../support/fixtures.ts'
import type { Person } from '../support/person.ts'

const rows = (one: Person) => one.page.locator('.version-row')

/** A person who opens the history names the moment there. */
async function nameMoment(one: Person, name: string): Promise<void> {
  await one.page.getByRole('button', { name: 'Name this moment' }).click()
  await one.page.getByRole('dialog').getByLabel('Name').fill(name)
  await one.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(rows(one).filter({ hasText: name })).toHaveAttribute('aria-current', 'true')
}

const openHistory = (one: Person) => one.page.getByRole('button', { name: 'History' }).click()

test('a moment is named, compared, played and brought back before everybody’s eyes, and undo brings the rest again', async ({
  pair,
}) => {
  test.setTimeout(150_000)
  const { id, ada, ben } = await pair('blank')
  await ada.writeNote('Plant trees', { x: 300, y: 300 })
  await ben.sees('Plant trees')
  await ben.writeNote('Free buses', { x: 700, y: 300 })
  await ada.sees('Free buses')
  await Promise.all([ada.badgeSays('saved'), ben.badgeSays('saved')])

  await test.step('the moment is named, and says who made it', async () => {
    await openHistory(ada)
    await expect(ada.page).toHaveURL(new RegExp(`/board/${id}/history$`))
    await nameMoment(ada, 'Two ideas')
    const row = rows(ada).filter({ hasText: 'Two ideas' })
    await expect(row).toContainText('Ben')
    await expect(row).toContainText('facilitators')
    await expect(ada.page.locator('.history-picture img')).toBeVisible()
  })

  await test.step('more is drawn, and the comparison says what', async () => {
    await ben.writeNote('More benches', { x: 300, y: 600 })
    await ben.badgeSays('saved')
    await ada.page.getByRole('button', { name: 'Compare' }).click()
    const dialog = ada.page.getByRole('dialog')
    await expect(dialog.getByTestId('compared')).toContainText('1 new, 0 changed, 0 gone')
    await expect(dialog.locator('.change[data-kind=added]')).toContainText('More benches')
    await ada.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('arrow keys and the film go through the versions', async () => {
    await nameMoment(ada, 'Three ideas')
    await expect(rows(ada)).toHaveCount(3)
    const slider = ada.page.getByRole('slider', { name: 'Versions in the order of time' })
    await expect(slider).toHaveAttribute('aria-valuenow', '3')
    await ada.page.keyboard.press('Home')
    await expect(slider).toHaveAttribute('aria-valuenow', '1')
    await expect(slider).toHaveAttribute('aria-valuetext', /Beginning$/)
    await ada.page.keyboard.press('ArrowRight')
    await expect(slider).toHaveAttribute('aria-valuetext', /Two ideas$/)
    await ada.page.keyboard.press('End')
    await expect(slider).toHaveAttribute('aria-valuenow', '3')
    await ada.page.getByLabel('Speed').selectOption('2')
    await ada.page.getByRole('button', { name: 'Play' }).click()
    await expect(slider).toHaveAttribute('aria-valuenow', '1')
    await expect(ada.page.getByRole('button', { name: 'Pause' })).toBeVisible()
    // It runs to the end of the session by itself, and stops there.
    await expect(slider).toHaveAttribute('aria-valuenow', '3')
    await expect(ada.page.getByRole('button', { name: 'Play' })).toBeVisible()
  })

  await test.step('the board is taken back, and Ben sees it and is told', async () => {
    await rows(ada).filter({ hasText: 'Two ideas' }).click()
    await ada.page.getByRole('button', { name: 'Restore' }).click()
    await ada.page.getByRole('button', { name: 'Take the board back' }).click()
    await ada.canvasIsThere()
    await expect(ada.page.getByText(/The board is back at how it was on/)).toBeVisible()
    await expect(ben.page.getByText(/A facilitator took the board back/)).toBeVisible()
    await ben.hasShapes({ note: 2 })
    await ada.badgeSays('saved')
  })

  await test.step('undo brings it forward again, past what Ben did meanwhile', async () => {
    const before = await ben.firstNote()
    await ben.drag('v', { x: 300, y: 300 }, { x: 1100, y: 300 })
    const moved = { ...before, x: (before?.x ?? 0) + 800 }
    await expect.poll(() => ada.firstNote()).toEqual(moved)
    await ben.badgeSays('saved')
    await ada.page.locator('.tl-canvas').focus()
    await ada.page.keyboard.press('Control+z')
    await ben.sees('More benches')
    await ben.hasShapes({ note: 3 })
    await expect(ben.page.getByText(/again as it was before/)).toBeVisible()
    await ada.hasShapes({ note: 3 })
    expect(await ada.firstNote()).toEqual(moved)
    await ada.badgeSays('saved')
  })

  await test.step('the state before is in the list, and a reload takes nothing back again', async () => {
    await ada.page.reload()
    await ada.canvasIsThere()
    await ada.hasShapes({ note: 3 })
    await openHistory(ada)
    await expect(rows(ada).filter({ hasText: 'Before going back to' })).toHaveCount(1)
  })
})

test('the history is for facilitators, and says so when there is nothing', async ({ pair, lab }) => {
  const { id, ben } = await pair('blank')
  await expect(ben.page.getByRole('button', { name: 'History' })).toHaveCount(0)
  await ben.page.goto(`/board/${id}/history`)
  await expect(ben.page.getByText('You may not do this.')).toBeVisible()
  await expect(ben.page.getByRole('link', { name: 'Back to the board' })).toBeVisible()
  expect((await fetch(`${lab.url}/api/v1/boards/${id}/versions`)).status).toBe(401)
})
