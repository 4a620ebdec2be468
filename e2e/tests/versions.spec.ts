import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

const text = (words: string): number[] => [words.length, ...new TextEncoder().encode(words)]

/** A Yjs update of one item: under `shape:future` in `records` stands a text where a record should be. */
const fromTheFuture = new Uint8Array([
  ...[1, 1, 9, 0, 0x28, 1],
  ...text('records'),
  ...text('shape:future'),
  ...[1, 119],
  ...text('a hologram'),
  0,
])

test('a record that nobody can read is set aside: the board works, and support sees it raw', async ({
  lab,
  person,
}) => {
  const { id } = await newBoard(lab, 'blank')
  const response = await fetch(`${lab.url}/api/v1/boards/${id}/document`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${lab.key}`, 'content-type': 'application/octet-stream' },
    body: fromTheFuture,
  })
  expect(response.status).toBe(204)
  const ada = await person('Ada')
  await ada.signIn()
  await ada.page.goto(`/board/${id}?debug`)
  await ada.canvasIsThere()
  await ada.writeNote('goes on', { x: 300, y: 300 })
  await ada.sees('goes on')
  const panel = ada.page.getByRole('complementary', { name: 'For support' })
  await expect(panel).toContainText('1 record cannot be read by this version')
  await expect(panel).toContainText('shape:future not a map of fields')
  await panel.getByText('The record as it is stored').click()
  await expect(panel.locator('pre')).toHaveText(/"shape:future": "a hologram"/)
  await panel.getByRole('button', { name: 'Copy as JSON' }).click()
  await expect(panel.getByRole('button', { name: 'Copied' })).toBeVisible()
})

test('a page of another version is told to load again, and goes on when it has', async ({ lab, person }) => {
  const { id } = await newBoard(lab, 'blank')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.page.addInitScript(() => {
    if (sessionStorage.getItem('loaded')) return
    sessionStorage.setItem('loaded', 'once')
    const Native = window.WebSocket
    window.WebSocket = class extends Native {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(String(url).replace(/schema=[0-9a-f]+/, 'schema=00000000'), protocols)
      }
    }
  })
  await ada.page.goto(`/board/${id}`)
  await expect(ada.page.getByRole('heading', { name: 'There is a newer version of this page' })).toBeVisible()
  await ada.page.getByRole('alert').getByRole('button').click()
  await ada.canvasIsThere()
})
