import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'

interface Idea {
  text: string
  sector?: string
  by?: string
}
interface Groups {
  inbox: Idea[]
  clusters: { title: string; ideas: Idea[] }[]
  loose: Idea[]
}

const textsOf = (ideas: Idea[]) => ideas.map(({ text }) => text).sort()

/** Pastes a text the way the browser tells the canvas of one. */
async function paste(person: Person, text: string): Promise<void> {
  await person.page.locator('.tl-canvas').focus()
  await person.page.evaluate(async (pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, text)
}

test('a pasted list becomes notes; neighbours are proposed as groups, confirmed, named; undo is one step', async ({
  lab,
  pair,
}) => {
  const { id, ada, ben } = await pair('blank')
  await ada.goTo({ x: 0, y: 0, zoom: 0.6 })
  await paste(ada, '• Bins at the bridge\n• A day of cleaning\n  with the schools\n• Signs')
  await ada.hasShapes({ note: 3 })
  await ben.sees('A day of cleaning with the schools')
  await expect(ada.page.getByText('3 notes were made.')).toBeVisible()
  await ada.page.locator('.tl-canvas').focus()
  await ada.page.keyboard.press('Control+z')
  await ada.hasShapes({ note: 0 })

  for (const [text, x, y] of [
    ['Bins', 200, 300],
    ['More bins', 420, 320],
    ['A day of cleaning', 1100, 300],
    ['A summer school', 1100, 520],
    ['Alone', 300, 900],
  ] as const) {
    await ada.writeNote(text, { x, y })
  }
  await ada.page.getByRole('button', { name: 'Group what lies together' }).click()
  await expect(ada.page.getByText('2 groups would be made.')).toBeVisible()
  await expect(ada.page.getByTestId('proposed-group')).toHaveCount(2)
  await ada.hasShapes({ frame: 0 })
  await ada.page.getByRole('textbox', { name: 'Name of group 1' }).fill('Rubbish')
  await ada.page.getByRole('button', { name: 'Make 2 groups' }).click()
  await ben.hasShapes({ frame: 2 })
  await ada.badgeSays('saved')
  const outline = await lab.api<Groups>('GET', `/boards/${id}/outline`)
  expect(outline.clusters.map(({ title, ideas }) => [title, textsOf(ideas)])).toEqual([
    ['Rubbish', ['Bins', 'More bins']],
    ['Group 2', ['A day of cleaning', 'A summer school']],
  ])
  expect(textsOf(outline.loose)).toEqual(['Alone'])
  await ada.page.locator('.tl-canvas').focus()
  await ada.page.keyboard.press('Control+z')
  await ben.hasShapes({ frame: 0, note: 5 })
})

test('a group of what is selected asks its name at once; more than twenty lines are asked about', async ({
  lab,
  pair,
}) => {
  const { id, ada, ben } = await pair('blank')
  await ada.page.getByRole('button', { name: 'Make a group' }).click()
  await expect(ada.page.getByText('First select the notes')).toBeVisible()
  await ada.writeNote('Bins', { x: 200, y: 300 })
  await ada.writeNote('Between', { x: 500, y: 300 })
  await ada.writeNote('Signs', { x: 800, y: 300 })
  await ada.page.keyboard.press('v')
  await ada.clickAt({ x: 200, y: 300 })
  await ada.page.keyboard.down('Shift')
  await ada.clickAt({ x: 800, y: 300 })
  await ada.page.keyboard.up('Shift')
  await ada.page.getByRole('button', { name: 'Make a group' }).click()
  await ada.page.getByRole('textbox', { name: 'What do they have in common?' }).fill('Things to buy')
  await ada.page.keyboard.press('Enter')
  await ben.hasShapes({ frame: 1 })
  await ada.badgeSays('saved')
  const outline = await lab.api<Groups>('GET', `/boards/${id}/outline`)
  expect(outline.clusters.map(({ title, ideas }) => [title, textsOf(ideas)])).toEqual([
    ['Things to buy', ['Bins', 'Signs']],
  ])
  expect(textsOf(outline.loose)).toEqual(['Between'])

  await paste(ada, Array.from({ length: 23 }, (_, at) => `Idea ${at + 1}`).join('\n'))
  await ada.page.getByRole('button', { name: 'Make 23 notes' }).click()
  await ben.hasShapes({ note: 26 })
})

test('duplicates are merged with their arrows and both sectors; sectors are shown by choice, names by consent', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'brainstorm')
  const say = (text: string) => lab.api('POST', `/boards/${id}/notes`, { text })
  await say('Bins at the bridge')
  const ben = await person('Ben')
  await ben.join(code, 'NGO, association')
  await ben.canvasIsThere()
  await ben.goTo({ x: 0, y: 1700, zoom: 0.8 })
  await ben.writeNote('bins at the bridge!', { x: 300, y: 2000 })
  await ben.writeNote('Fewer rats', { x: 800, y: 2000 })
  await ben.drawArrow({ x: 300, y: 2000 }, { x: 800, y: 2000 })
  await expect.poll(() => ben.countRecords('binding')).toBe(2)

  await ben.page.getByRole('button', { name: 'Find duplicates' }).click()
  await expect(ben.page.getByText('1 pair says the same, or nearly.')).toBeVisible()
  await ben.page.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(ben.page.getByText('No two notes say the same.')).toBeVisible()
  await ben.hasShapes({ note: 2, arrow: 1 })
  expect(await ben.countRecords('binding')).toBe(2)

  await ben.page.getByRole('button', { name: 'Show sectors' }).click()
  await expect(ben.page.getByTestId('sector-mark').first()).toBeVisible()
  const legend = ben.page.getByTestId('sector-legend').getByRole('listitem')
  await expect(legend.filter({ hasText: 'NGO' })).toContainText('2')
  await ben.page.getByRole('checkbox', { name: 'Show my name on my notes' }).check()
  await ben.goTo({ x: 0, y: 1700, zoom: 0.8 })
  await ben.clickAt({ x: 1000, y: 2300 })
  await ben.writeNote('A prize', { x: 1200, y: 2000 })
  await expect(ben.page.locator('.sector-mark-name')).toHaveText('Ben')
  const all = async () => {
    const outline = await lab.api<Groups>('GET', `/boards/${id}/outline`)
    return [...outline.inbox, ...outline.loose].map(({ text, sector, by }) => [text, sector, by])
  }
  // The last letters may still be on their way.
  await expect
    .poll(async () => (await all()).sort())
    .toEqual([
      ['A prize', 'ngo', 'Ben'],
      ['Bins at the bridge', undefined, undefined],
      ['Fewer rats', 'ngo', undefined],
    ])
  await ben.page.getByRole('checkbox', { name: 'Show my name on my notes' }).uncheck()
  await ben.badgeSays('saved')
  await expect.poll(all).toContainEqual(['A prize', 'ngo', undefined])
})
