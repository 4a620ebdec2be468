import type { CDPSession } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { newBoard, pngOf } from '../support/lab.ts'
import { keepsPages, type Person } from '../support/person.ts'

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

/** Writes on the pad, as one does with a thumb. */
async function write(person: Person, text: string): Promise<void> {
  await person.page.getByRole('textbox', { name: /Your note|A few words/ }).fill(text)
  await person.page.getByRole('button', { name: 'Send' }).tap()
}

const openTab = (person: Person, name: RegExp) => person.page.getByRole('button', { name }).tap()
const mine = (person: Person) => person.page.getByRole('article')

/** One finger from place to place; the browser makes pointers of it, as of a real one. */
async function finger(client: CDPSession, places: readonly { x: number; y: number }[]): Promise<void> {
  const [first, ...rest] = places
  if (!first) return
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [first] })
  for (const place of rest) {
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [place] })
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('three phones write, photograph and draw on the pad while the facilitator has the canvas', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'problem-tree')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  const phones = [await person('Mira', phone), await person('Ben', phone), await person('Cleo', phone)]
  for (const each of phones) {
    await each.join(code)
    await expect(each.page).toHaveURL(new RegExp(`/pad/${id}$`))
    await each.page.getByRole('textbox', { name: 'Your note' }).waitFor()
    await each.fitsTheWidth()
  }
  const [mira, ben, cleo] = phones as [Person, Person, Person]
  await expect(ada.page.getByTestId('people-count')).toHaveAttribute('data-count', '4')
  await expect(mira.page.getByText('4 here')).toBeVisible()

  // A region and a colour; the name stays off the note, for nobody said that it should be on it.
  await mira.page.getByLabel('Where it goes').selectOption('Direct causes')
  await mira.page.getByRole('radio', { name: 'Light violet' }).check()
  await write(mira, 'No bins by the river')
  await ada.sees('No bins by the river')
  expect(await ada.colorOf('No bins by the river')).toBe('light-violet')
  await expect(mira.page.getByText('Sent. It is on the board.')).toBeVisible()

  await ben.page.getByLabel('Choose a picture').setInputFiles({
    name: 'bench.png',
    mimeType: 'image/png',
    buffer: pngOf(2400, 1200),
  })
  await expect(ben.page.getByRole('img', { name: 'Your picture' })).toBeVisible()
  await write(ben, 'The broken bench')
  await ada.sees('The broken bench')
  await ada.hasShapes({ image: 1 })

  await cleo.page.getByRole('button', { name: 'Draw a sketch' }).tap()
  const box = await cleo.page.locator('.pad-sheet').boundingBox()
  if (!box) throw new Error('no sheet')
  const client = await cleo.context.newCDPSession(cleo.page)
  const wave = (y: number) =>
    Array.from({ length: 24 }, (_, at) => ({ x: box.x + 20 + at * 10, y: box.y + y + 20 * Math.sin(at / 3) }))
  await finger(client, wave(60))
  await finger(client, wave(160))
  await finger(client, wave(220))
  await cleo.page.getByRole('button', { name: 'Undo' }).tap()
  await cleo.page.getByRole('button', { name: 'Done' }).tap()
  await cleo.page.getByRole('button', { name: 'Send' }).tap()
  await ada.hasShapes({ draw: 2, image: 1 })

  // What the facilitator looks at, by name and in the picture, and one press to write there.
  await openTab(ben, /Board/)
  await ada.goTo({ x: 1000, y: 1800, zoom: 1.5 })
  await expect(ben.page.getByText('Shown now')).toBeVisible()
  await ben.page.getByRole('radio', { name: 'Shown now' }).check()
  await expect(ben.page.locator('.pad-follows')).toContainText(/causes|effects|problem/)
  await expect(ben.page.getByRole('img', { name: /what is shown/ })).toHaveJSProperty('complete', true)
  await ben.page.getByRole('radio', { name: 'As a list' }).check()
  await expect(
    ben.page.getByRole('listitem').filter({ hasText: 'No bins by the river' }).first(),
  ).toBeVisible()

  // One's own: reworded while it stands on the canvas, and taken off for everybody.
  await openTab(mira, /Mine/)
  await mine(mira).getByRole('button', { name: /^Edit/ }).tap()
  await mira.page.getByLabel('Change the words').fill('No bins by the green river')
  await mira.page.getByRole('button', { name: 'Save' }).tap()
  await ada.sees('No bins by the green river')
  await openTab(cleo, /Mine/)
  await mine(cleo)
    .getByRole('button', { name: /^Take off/ })
    .tap()
  await mine(cleo).getByRole('button', { name: 'Take it off' }).tap()
  await ada.hasShapes({ draw: 0, image: 1 })
  await expect(mine(cleo)).toHaveCount(0)

  // To the whole board and back.
  await mira.page.getByRole('link', { name: 'Open the whole board' }).first().tap()
  await mira.canvasIsThere()
  await mira.page.getByRole('banner').getByRole('button', { name: 'More' }).tap()
  await mira.page.getByRole('link', { name: 'Write on the pad' }).tap()
  await expect(mira.page).toHaveURL(new RegExp(`/pad/${id}$`))

  const [invite] = await lab.api<{ code: string }[]>('GET', `/boards/${id}/invites`)
  await lab.api('DELETE', `/boards/${id}/invites/${invite?.code}`)
  await expect(ben.page.getByRole('heading', { name: 'You are not on this board any more' })).toBeVisible()
  await expect(ada.page.getByTestId('people-count')).toHaveAttribute('data-count', '1')
})

test('a note from the tunnel is on the board once, through a reload, and the keyboard hides nothing', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'brainstorm')
  const mira = await person('Mira', { ...phone, ...keepsPages })
  await mira.join(code)
  const text = mira.page.getByRole('textbox', { name: 'Your note' })
  await text.waitFor()
  await mira.pageIsKept()

  // The keyboard takes half of the page: the field and what sends it are both in sight.
  await text.focus()
  await mira.page.setViewportSize({ width: 360, height: 330 })
  await expect(mira.page.getByRole('navigation')).toBeHidden()
  for (const needed of [text, mira.page.getByRole('button', { name: 'Send' })]) {
    await expect(needed).toBeInViewport({ ratio: 1 })
    const box = await needed.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(48)
  }
  await mira.page.setViewportSize(phone.viewport)
  await expect(mira.page.getByRole('navigation')).toBeVisible()

  mira.cutLine()
  await expect(mira.page.getByText('No network. Notes wait here')).toBeVisible()
  await write(mira, 'Written in the tunnel')
  await expect(mira.page.getByText('Kept on this phone')).toBeVisible()
  await write(mira, 'And one more')
  await text.fill('Half a thought')
  await mira.page.reload()
  await expect(text).toHaveValue('Half a thought')
  await openTab(mira, /Mine/)
  await expect(mira.page.getByText('Waits for the network')).toHaveCount(2)

  mira.mendLine()
  await expect(mira.page.getByText('Waits for the network')).toHaveCount(0)
  await expect(mine(mira)).toHaveText([/And one more/, /Written in the tunnel/])
  const { inbox } = await lab.api<{ inbox: { text: string }[] }>('GET', `/boards/${id}/outline`)
  expect(inbox.map((card) => card.text).sort()).toEqual(['And one more', 'Written in the tunnel'])
})
