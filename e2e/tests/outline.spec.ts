import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'
import type { LabServer } from '../support/server.ts'

/** Puts notes into the places of a board, as phones do. */
async function notes(lab: LabServer, id: string, texts: Record<string, string[]>): Promise<void> {
  for (const [region, all] of Object.entries(texts)) {
    for (const text of all) await lab.api('POST', `/boards/${id}/notes`, { text, region })
  }
}

const treeOf = (page: Page): Locator => page.getByRole('tree', { name: 'Outline' })
const item = (page: Page, name: string | RegExp): Locator => treeOf(page).getByRole('treeitem', { name })

async function openOutline({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: 'Outline', exact: true }).click()
  await expect(treeOf(page)).toBeVisible()
}

/** The row that the keyboard is on. */
const focused = (page: Page): Locator => page.locator('[role=treeitem]:focus')

test('an outline is walked and edited with the keyboard alone, and everybody sees it at once', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'problem-tree')
  await notes(lab, id, { core: ['Dirty river'], 'cause.1': ['Waste in the water', 'Old pipes'] })
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  await openOutline(ada)
  await openOutline(ben)
  const { keyboard } = ada.page

  await item(ada.page, /^Core problem/).focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await keyboard.press(key)
  await expect(focused(ada.page)).toHaveAccessibleName('Waste in the water')
  await expect(focused(ada.page)).toHaveAttribute('aria-level', '2')
  await expect(focused(ada.page)).toHaveAttribute('aria-setsize', '2')
  await keyboard.type('old')
  await expect(focused(ada.page)).toHaveAccessibleName('Old pipes')

  await keyboard.press('F2')
  await keyboard.type('Pipes from 1960')
  await keyboard.press('Enter')
  await expect(focused(ada.page)).toHaveAccessibleName('Pipes from 1960')
  await ben.sees('Pipes from 1960')
  await expect(item(ben.page, 'Pipes from 1960')).toBeVisible()

  await keyboard.press('Insert')
  await keyboard.type('No money for the network')
  await keyboard.press('Enter')
  await expect(focused(ada.page)).toHaveAccessibleName('No money for the network')
  await expect(focused(ada.page)).toHaveAttribute('aria-level', '3')
  await expect(item(ben.page, 'No money for the network')).toHaveAttribute('aria-level', '3')
  await ben.hasShapes({ arrow: 1 })

  await keyboard.press('ArrowLeft')
  await keyboard.press('Alt+ArrowUp')
  const causes = item(ben.page, /^(Pipes from 1960|Waste in the water)$/)
  await expect(causes).toHaveText(['Pipes from 1960', 'Waste in the water'])

  await keyboard.press('Delete')
  await expect(item(ben.page, 'Pipes from 1960')).toHaveCount(0)
  await expect(item(ben.page, 'No money for the network')).toHaveAttribute('aria-level', '2')
  await expect(focused(ada.page)).toBeVisible()
  await keyboard.press('Control+z')
  await expect(item(ben.page, 'No money for the network')).toHaveAttribute('aria-level', '3')
  await ada.badgeSays('saved')
})

test('cards are moved to another place, and where they cannot go it is said', async ({ lab, person }) => {
  const { id } = await newBoard(lab, 'problem-tree')
  await notes(lab, id, { core: ['Dirty river'], 'cause.1': ['Waste', 'Pipes'], evidence: ['A study'] })
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await openOutline(ada)
  const move = async (card: string, place: RegExp) => {
    await item(ada.page, card).click()
    await ada.page.getByRole('button', { name: 'Move to …' }).click()
    const list = ada.page.getByLabel('Place in the outline')
    const option = await list.locator('option', { hasText: place }).first().innerText()
    await list.selectOption({ label: option })
    await ada.page.getByRole('button', { name: 'Move', exact: true }).click()
  }
  await move('Pipes', /^\s*Waste$/)
  await expect(item(ada.page, 'Pipes')).toHaveAttribute('aria-level', '3')
  await expect(focused(ada.page)).toHaveAccessibleName('Pipes')
  await move('Waste', /^Effects$/)
  await expect(item(ada.page, /^Effects/)).toContainText('2')
  await expect(item(ada.page, 'Pipes')).toHaveAttribute('aria-level', '3')
  await move('A study', /^Causes$/)
  await expect(item(ada.page, /^Causes/)).toContainText('1')
  await move('Dirty river', /^\s*A study$/)
  await expect(ada.page.getByRole('alert')).toContainText('circle')
})

test('what is selected in one is selected in the other; others’ changes leave alone what one types', async ({
  lab,
  pair,
}) => {
  const { id, ada, ben } = await pair('brainstorm')
  await notes(lab, id, { inbox: ['Bins at the bridge', 'A market on Sundays'], parking: ['Later'] })
  await openOutline(ada)

  await item(ada.page, 'Later').click()
  await expect(item(ada.page, 'Later')).toHaveAttribute('aria-selected', 'true')
  await ada.cameraRests()
  const words = ada.page.locator('.tl-canvas').getByText('Later', { exact: true }).first()
  await expect(words).toBeInViewport()

  // With the focus still in the tree: a click on the canvas brings the keyboard back to it.
  await ada.goTo({ x: 0, y: 100, zoom: 0.5 })
  await ada.clickAt({ x: 128, y: 372 })
  await expect(treeOf(ada.page).locator('[aria-selected=true]')).toHaveAccessibleName(/Bins|market/)
  await ada.page.keyboard.press('Escape')
  await expect(treeOf(ada.page).locator('[aria-selected=true]')).toHaveCount(0)

  await item(ada.page, 'A market on Sundays').focus()
  await ada.page.keyboard.press('F2')
  await ada.page.keyboard.press('End')
  await ada.page.keyboard.type(' and')
  await openOutline(ben)
  await item(ben.page, 'Bins at the bridge').focus()
  await ben.page.keyboard.press('Delete')
  await expect(item(ada.page, 'Bins at the bridge')).toHaveCount(0)
  await ada.page.keyboard.type(' Mondays')
  await ada.page.keyboard.press('Enter')
  await expect(item(ben.page, 'A market on Sundays and Mondays')).toBeVisible()

  await ada.page.getByRole('searchbox').fill('monday')
  await expect(treeOf(ada.page).getByRole('treeitem')).toHaveCount(2)
  const download = ada.page.waitForEvent('download')
  await ada.page.getByRole('button', { name: 'Download minutes' }).click()
  expect((await download).suggestedFilename()).toBe('A-brainstorm-board.md')
})

test('of many hundred cards those in view are drawn, and the keyboard and the canvas reach all of them', async ({
  lab,
  person,
}) => {
  const count = 700
  const nodes = Array.from({ length: count }, (_, at) => ({
    id: `card-${at}`,
    type: 'text',
    text: `${at === 349 ? 'Zebra, as' : 'Thought'} ${at + 1} of a large meeting${at % 3 ? '' : ', with so many words that they take two rows'}`,
    x: (at % 30) * 240,
    y: Math.floor(at / 30) * 240,
    width: 200,
    height: 200,
  }))
  const form = new FormData()
  form.set('file', new Blob([JSON.stringify({ nodes, edges: [] })]), 'meeting.canvas')
  const authorization = `Bearer ${lab.key}`
  const made = await fetch(`${lab.url}/api/v1/boards/import`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  })
  const { id } = (await made.json()) as { id: string }
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await openOutline(ada)
  const { page } = ada
  await expect(page.locator('.outline-head')).toContainText(`${count} cards`)
  const drawn = () => treeOf(page).getByRole('treeitem').count()
  expect(await drawn()).toBeLessThan(100)

  await treeOf(page).getByRole('treeitem').first().focus()
  await page.keyboard.press('End')
  await expect(focused(page)).toBeInViewport({ ratio: 1 })
  await expect(focused(page)).toHaveAttribute('aria-posinset', `${count}`)
  await expect(focused(page)).toHaveAttribute('aria-setsize', `${count}`)
  for (let at = 0; at < 30; at += 1) await page.keyboard.press('ArrowUp')
  await expect(focused(page)).toHaveAttribute('aria-posinset', `${count - 30}`)
  await expect(focused(page)).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Home')
  await expect(focused(page)).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('z')
  await expect(focused(page)).toHaveAccessibleName(/^Zebra, as 350 of/)
  await expect(focused(page)).toBeInViewport({ ratio: 1 })
  expect(await drawn()).toBeLessThan(100)

  await ada.goTo({ x: 0, y: 0, zoom: 0.5 })
  await ada.clickAt({ x: 480 + 100, y: 240 + 100 })
  const chosen = treeOf(page).locator('[aria-selected=true]')
  await expect(chosen).toHaveAccessibleName(/^Thought 33 of/)
  await expect(chosen).toBeInViewport({ ratio: 1 })
})

test('viewers read the outline, on a page without a canvas too, and change nothing', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'brainstorm', { role: 'viewer' })
  await notes(lab, id, { inbox: ['Bins at the bridge'] })
  const vera = await person('Vera')
  await vera.join(code)
  await vera.canvasIsThere()
  await openOutline(vera)
  await item(vera.page, 'Bins at the bridge').focus()
  for (const key of ['F2', 'Insert', 'Delete']) await vera.page.keyboard.press(key)
  await expect(item(vera.page, 'Bins at the bridge')).toBeFocused()
  await expect(vera.page.getByRole('button', { name: 'Rename' })).toHaveCount(0)
  await vera.page.goto(`/board/${id}/outline`)
  await expect(item(vera.page, 'Bins at the bridge')).toBeVisible()
  await notes(lab, id, { inbox: ['A slide'] })
  await expect(item(vera.page, 'A slide')).toBeVisible()
})

for (const { locale, outline, section, none } of [
  { locale: 'it-IT', outline: 'Struttura', section: /^Non ancora raggruppate/, none: '0 schede' },
  { locale: 'sq-AL', outline: 'Struktura', section: /^Ende pa grup/, none: '0 karta' },
]) {
  test(`the outline speaks ${locale}, and is remembered`, async ({ lab, person }) => {
    const { id } = await newBoard(lab, 'brainstorm')
    const ada = await person('Ada', { locale })
    await ada.signIn()
    await ada.openBoard(id)
    await ada.page.getByRole('button', { name: outline, exact: true }).click()
    const tree = ada.page.getByRole('tree', { name: outline })
    await expect(tree.getByRole('treeitem', { name: section }).first()).toBeVisible()
    await expect(ada.page.locator('.outline-head')).toContainText(none)
    await ada.page.reload()
    await expect(tree).toBeVisible()
  })
}
