import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

const display = { viewport: { width: 1920, height: 1080 } }

test('the big screen shows the board without tools, the code beside it, and comes back by itself', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'problem-tree')
  const { code: screenCode } = await lab.api<{ code: string }>('POST', `/boards/${id}/invites`, {
    role: 'screen',
  })
  const screen = await person('Screen', display)
  await screen.join(screenCode)
  await expect(screen.page).toHaveURL(new RegExp(`/screen/${id}`))
  await screen.canvasIsThere()
  await expect(screen.page.getByTestId('join-code')).toHaveText(code)
  await expect(screen.page.getByTestId('tools.select')).toHaveCount(0)
  const canvas = await screen.page.locator('.tl-canvas').boundingBox()
  const card = await screen.page.getByRole('region', { name: 'Take part' }).boundingBox()
  if (!canvas || !card) throw new Error('the screen shows no board or no code')
  expect(card.x).toBeGreaterThanOrEqual(canvas.x + canvas.width)

  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  await expect(screen.page.getByTestId('screen-people')).toHaveAttribute('data-count', '1')
  await ben.seeAll()
  await ben.writeNote('Readable from the back', { x: 800, y: 1300 })
  await screen.sees('Readable from the back')

  await lab.kill('SIGKILL')
  await lab.start()
  await ben.badgeSays('saved')
  await ben.writeNote('After the restart', { x: 1300, y: 1300 })
  await screen.sees('After the restart')
})

test('the screen follows what the facilitator looks at', async ({ lab, person }) => {
  const { id } = await newBoard(lab, 'problem-tree')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  const screen = await person('Screen', display)
  await screen.signIn()
  await screen.page.goto(`/screen/${id}`)
  await screen.canvasIsThere()
  await screen.page.mouse.move(400, 400)
  await screen.page.getByRole('button', { name: 'Follow the facilitator' }).click()
  await ada.goTo({ x: 3000, y: 1700, zoom: 1 })
  await expect.poll(() => screen.centreX(), { timeout: 15_000 }).toBeGreaterThan(2500)
})
