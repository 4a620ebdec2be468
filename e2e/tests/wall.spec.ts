import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person, Place } from '../support/person.ts'
import { Fingers } from '../support/touch.ts'

const display = { viewport: { width: 1920, height: 1080 }, hasTouch: true }

interface ShapesWindow {
  board?: {
    editor: {
      getCurrentPageShapes(): {
        id: string
        type: string
        x: number
        y: number
        isLocked: boolean
        props: { color?: string; segments?: { points: unknown[] }[]; isComplete?: boolean }
      }[]
    }
  }
}

/** The strokes on somebody's page: colour, whether complete, how many points. */
const strokes = ({ page }: Person) =>
  page.evaluate(() =>
    ((window as ShapesWindow).board?.editor.getCurrentPageShapes() ?? [])
      .filter(({ type }) => type === 'draw')
      .map(({ props }) => ({
        color: props.color,
        complete: props.isComplete,
        points: props.segments?.flatMap(({ points }) => points).length ?? 0,
      })),
  )

const notes = ({ page }: Person) =>
  page.evaluate(() =>
    ((window as ShapesWindow).board?.editor.getCurrentPageShapes() ?? [])
      .filter(({ type, isLocked }) => type === 'note' && !isLocked)
      .map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) })),
  )

/** Presses a button of one side's tools. */
async function choose({ page }: Person, side: 'left' | 'right', name: string): Promise<void> {
  await page
    .getByRole('toolbar', { name: `Tools on the ${side}` })
    .getByRole('button', { name })
    .tap()
}

/** Where the middle of a button is. */
async function middleOf(person: Person, note: number, name: string): Promise<Place> {
  const keyboard = person.page.getByRole('group', { name: 'Keyboard for this note' }).nth(note)
  const box = await keyboard.getByRole('button', { name, exact: true }).boundingBox()
  if (!box) throw new Error(`no key ${name}`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function openWall(screen: Person): Promise<Fingers> {
  await screen.page.getByRole('button', { name: 'Wall mode' }).click()
  await expect(screen.page.getByRole('toolbar', { name: 'Tools on the left' })).toBeVisible()
  await screen.canvasIsThere()
  await screen.cameraRests()
  return Fingers.of(screen)
}

test('two people draw, move and write at the same time at a wall that came by a code', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'blank')
  const { code: screenCode } = await lab.api<{ code: string }>('POST', `/boards/${id}/invites`, {
    role: 'screen',
  })
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  const screen = await person('Screen', display)
  await screen.join(screenCode)
  await screen.canvasIsThere()
  const fingers = await openWall(screen)

  // Two strokes at once: each side has its own colour.
  await choose(screen, 'left', 'Pen')
  await choose(screen, 'right', 'Pen')
  await fingers.drag([
    { id: 1, from: { x: 350, y: 250 }, to: { x: 550, y: 400 } },
    { id: 2, from: { x: 1300, y: 250 }, to: { x: 1050, y: 420 } },
  ])
  await expect.poll(async () => (await strokes(ben)).map(({ complete }) => complete)).toEqual([true, true])
  const drawn = await strokes(ben)
  expect(drawn.map(({ color }) => color).sort()).toEqual(['blue', 'red'])
  for (const { points } of drawn) expect(points).toBeGreaterThan(5)

  // A palm leaves nothing; a stroke that the browser takes away in the middle stands as far as it came.
  await fingers.drag([{ id: 1, from: { x: 350, y: 500 }, to: { x: 500, y: 600 }, radius: 60 }])
  await fingers.drag([{ id: 2, from: { x: 1300, y: 500 }, to: { x: 1200, y: 500 } }], { end: 'touchCancel' })
  await expect
    .poll(async () => (await strokes(ben)).map(({ complete }) => complete))
    .toEqual([true, true, true])
  await choose(screen, 'right', 'Undo')
  await expect.poll(() => strokes(ben)).toHaveLength(2)

  // A note on the left, drawn beside on the right while it is moved.
  await choose(screen, 'left', 'Note')
  await fingers.tap({ x: 450, y: 600 })
  await screen.page.getByRole('button', { name: 'Done' }).tap()
  await expect.poll(() => notes(ben)).toHaveLength(1)
  const [before] = await notes(ben)
  await choose(screen, 'left', 'Move')
  await fingers.drag([
    { id: 1, from: { x: 450, y: 600 }, to: { x: 650, y: 700 } },
    { id: 2, from: { x: 1300, y: 700 }, to: { x: 1100, y: 800 } },
  ])
  await expect.poll(() => strokes(ben)).toHaveLength(3)
  await expect.poll(async () => (await notes(ben))[0]?.x ?? 0).toBeGreaterThan((before?.x ?? 0) + 50)

  // Each side takes back what that side did, and nothing else.
  await choose(screen, 'right', 'Undo')
  await expect.poll(() => strokes(ben)).toHaveLength(2)
  await choose(screen, 'left', 'Undo')
  await expect.poll(() => notes(ben)).toEqual([before])

  // Two notes, two keyboards, two hands typing in the same moment.
  await choose(screen, 'right', 'Note')
  await fingers.tap({ x: 1250, y: 300 })
  await fingers.tap({ x: 450, y: 600 })
  await expect(screen.page.getByRole('group', { name: 'Keyboard for this note' })).toHaveCount(2)
  await fingers.tap(await middleOf(screen, 0, 'H'), await middleOf(screen, 1, 'N'))
  await fingers.tap(await middleOf(screen, 0, 'i'), await middleOf(screen, 1, 'o'))
  await ben.sees('Hi')
  await ben.sees('No')
  for (const last of [1, 0]) await fingers.tap(await middleOf(screen, last, 'Done'))

  // Where a pen is used it draws, and a finger moves the picture; the other side goes on as before.
  await choose(screen, 'left', 'Pen')
  await choose(screen, 'right', 'Pen')
  await fingers.drawWithPen({ x: 250, y: 180 }, { x: 330, y: 240 })
  await expect.poll(() => strokes(ben)).toHaveLength(3)
  const centre = await screen.centreX()
  await fingers.drag([{ id: 1, from: { x: 600, y: 950 }, to: { x: 500, y: 950 } }])
  await expect.poll(() => screen.centreX()).toBeGreaterThan(centre + 20)
  await fingers.drag([{ id: 2, from: { x: 1300, y: 950 }, to: { x: 1200, y: 950 } }])
  await expect.poll(() => strokes(ben)).toHaveLength(4)
})

test('a wall without a code for the room stays a screen, and says why', async ({ lab, person }) => {
  const { id } = await lab.api<{ id: string }>('POST', '/boards', { title: 'Quiet', template: 'blank' })
  const { code } = await lab.api<{ code: string }>('POST', `/boards/${id}/invites`, { role: 'screen' })
  const screen = await person('Screen', display)
  await screen.join(code)
  await screen.canvasIsThere()
  await screen.page.mouse.move(400, 400)
  await screen.page.getByRole('button', { name: 'Wall mode' }).click()
  await expect(screen.page.getByRole('alert')).toContainText('needs an open code')
  await expect(screen.page.getByRole('toolbar', { name: 'Tools on the left' })).toHaveCount(0)
})
