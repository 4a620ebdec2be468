import { exampleBoard } from '../support/boards.ts'
import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'

const display = { viewport: { width: 1920, height: 1080 } }

/** The smallest letters, in pixels of the window, of the notes that are whole in view. */
const smallestLetters = ({ page }: Person) =>
  page.evaluate(() => {
    const canvas = document.querySelector('.tl-container')?.getBoundingClientRect()
    const all = [...document.querySelectorAll<HTMLElement>('.tl-shape[data-shape-type=note] .tl-rich-text')]
    const heights = all.flatMap((words) => {
      const { top, bottom, left, right, width } = words.getBoundingClientRect()
      const whole =
        canvas && top >= canvas.top && bottom <= canvas.bottom && left >= canvas.left && right <= canvas.right
      if (!whole || words.offsetWidth === 0) return []
      return [Number.parseFloat(getComputedStyle(words).fontSize) * (width / words.offsetWidth)]
    })
    return Math.min(...heights)
  })

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
  const qr = await screen.page.getByRole('img', { name: 'QR code to take part' }).boundingBox()
  if (!canvas || !card) throw new Error('the screen shows no board or no code')
  expect(card.x).toBeGreaterThanOrEqual(canvas.x + canvas.width)
  expect(qr?.width).toBeGreaterThanOrEqual(200)

  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  await expect(screen.page.getByTestId('screen-people')).toHaveAttribute('data-count', '1')
  await ben.seeAll()
  await ben.writeNote('Readable from the back', { x: 800, y: 1300 })
  await screen.sees('Readable from the back')

  await lab.kill('SIGKILL')
  await screen.badgeSays('offline-reading')
  await lab.start()
  const began = Date.now()
  await screen.badgeSays('reading')
  test.info().annotations.push({ type: 'back after a restart', description: `${Date.now() - began} ms` })
  await ben.badgeSays('saved')
  await ben.writeNote('After the restart', { x: 1300, y: 1300 })
  await screen.sees('After the restart')

  // A line that goes dead without a word, and the page opened without one.
  await screen.goOffline('offline-reading')
  const back = Date.now()
  await screen.comeBack('reading')
  test.info().annotations.push({ type: 'back after a cut line', description: `${Date.now() - back} ms` })
})

test('the screen follows what the facilitator looks at, whose own page can also lead it', async ({
  lab,
  person,
}) => {
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

  await screen.page.keyboard.press('w')
  await expect.poll(() => screen.centreX()).toBeLessThan(2500)
  await ada.page.getByRole('button', { name: 'Lead the screen' }).click()
  await expect.poll(() => screen.centreX(), { timeout: 15_000 }).toBeGreaterThan(2500)
  await ada.page.getByRole('button', { name: 'Lead the screen' }).click()
  await expect.poll(() => screen.centreX()).toBeLessThan(2500)
})

test('a tour goes from place to place by remote control, in letters that are read from 5 m', async ({
  lab,
  person,
}) => {
  const ada = await person('Ada')
  await ada.signIn()
  const { id } = await exampleBoard(lab, ada, 'brainstorm')
  const screen = await person('Screen', display)
  await screen.signIn()
  await screen.page.goto(`/screen/${id}`)
  await screen.canvasIsThere()
  const title = screen.page.getByTestId('tour-title')
  await screen.page.keyboard.press('PageDown')
  // The question, which is wider than the screen, has the board's name; then the places of the template.
  await expect(title).toContainText('A bus stop for everybody')
  const count = Number((await title.textContent())?.split('/').at(-1))
  expect(count).toBeGreaterThan(3)
  const seen = new Set<string | null>()
  for (let stop = 0; stop < count; stop++) {
    const key = await title.getAttribute('data-key')
    if (key !== 'head 1') {
      await screen.cameraRests()
      expect(await smallestLetters(screen)).toBeGreaterThanOrEqual(39.5)
    }
    seen.add(key)
    await screen.page.keyboard.press('PageDown')
    await expect(title).not.toHaveAttribute('data-key', key ?? '')
  }
  expect(seen.size).toBe(count)
  await screen.page.keyboard.press('PageUp')
  await expect(title).toHaveAttribute('data-key', [...seen].at(-1) ?? '')
  // By the clock, once it runs.
  await screen.page.mouse.move(500, 500)
  await screen.page.getByLabel('Time for each place').selectOption('10')
  await screen.page.getByRole('button', { name: 'Go on' }).click()
  await expect(title).toHaveAttribute('data-key', [...seen].at(0) ?? '', { timeout: 30_000 })
})
