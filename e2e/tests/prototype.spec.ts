import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

interface Prototype {
  screens: { no: number; device: string; title: string; annotations: { text: string }[] }[]
}

test('screens are added by number, led on from by arrows, and tried out by a viewer while others draw', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'prototype-sketch', { role: 'viewer' })
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await ada.page.getByRole('button', { name: 'Add a screen' }).click()
  await ada.page.getByRole('button', { name: 'Kiosk' }).click()
  await ada.hasShapes({ frame: 12 })

  await ada.goTo({ x: -50, y: -150, zoom: 0.5 })
  await ada.drag('r', { x: 60, y: 500 }, { x: 330, y: 600 })
  await ada.drawArrow({ x: 195, y: 550 }, { x: 940, y: 300 })
  await ada.drag('d', { x: 820, y: 100 }, { x: 1000, y: 160 })
  await expect.poll(() => ada.countRecords('binding')).toBe(2)
  await ada.badgeSays('saved')
  const { screens } = await lab.api<Prototype>('GET', `/boards/${id}/outline`)
  expect(screens.map(({ no, device, title }) => [no, device, title])).toEqual([
    [1, 'phone', '1 · Phone'],
    [2, 'phone', '2 · Phone'],
    [6, 'kiosk', '6 · Kiosk'],
  ])

  const vera = await person('Vera')
  await vera.join(code)
  await vera.canvasIsThere()
  await vera.page.getByRole('button', { name: 'Try it' }).click()
  const player = vera.page.getByRole('dialog', { name: 'Try the prototype' })
  await expect(player.getByRole('heading')).toHaveText('1 · Phone')
  const picture = player.getByRole('img')
  await expect(picture).toBeVisible()
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(390)
  await expect(player.getByRole('button', { name: 'To screen 2 · Phone' })).toBeFocused()
  await vera.page.keyboard.press('Enter')
  await expect(player.getByRole('heading')).toHaveText('2 · Phone')
  await expect(player.getByText('Nothing on this screen leads on.')).toBeVisible()

  // What Ada draws meanwhile is there at once: in the picture, and as a way on.
  await expect(picture).toBeVisible()
  const before = await picture.getAttribute('src')
  await ada.drag('r', { x: 800, y: 500 }, { x: 1080, y: 600 })
  await expect.poll(() => picture.getAttribute('src')).not.toBe(before)
  await ada.drawArrow({ x: 940, y: 550 }, { x: 1680, y: 300 })
  await player.getByRole('button', { name: 'To screen 3 · Phone' }).click()
  await expect(player.getByRole('heading')).toHaveText('3 · Phone')
  await player.getByRole('button', { name: 'Back' }).click()
  await expect(player.getByRole('heading')).toHaveText('2 · Phone')
  await player.getByRole('button', { name: 'Start again' }).click()
  await expect(player.getByRole('heading')).toHaveText('1 · Phone')
  await player.getByRole('button', { name: 'To screen 2 · Phone' }).click()
  await expect(player.getByRole('heading')).toHaveText('2 · Phone')
  await vera.page.keyboard.press('Escape')
  await expect(player).toBeHidden()
  await vera.badgeSays('reading')
})

test('remarks beside a screen go along when it is moved, in one step of undo, and what it passes stays', async ({
  lab,
  person,
}) => {
  const { id } = await newBoard(lab, 'prototype-sketch')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await ada.goTo({ x: -50, y: -1300, zoom: 0.35 })
  await ada.writeNote('Too small', { x: 560, y: 300 })
  await ada.writeNote('On its way', { x: 560, y: -140 })
  const notes = () =>
    ada.page.evaluate(() =>
      (
        window as unknown as {
          board: { editor: { getCurrentPageShapes(): { type: string; x: number; y: number }[] } }
        }
      ).board.editor
        .getCurrentPageShapes()
        .filter(({ type }) => type === 'note')
        .map(({ x, y }) => [Math.round(x), Math.round(y)]),
    )
  const before = await notes()
  // By its name: an empty frame is taken there.
  await ada.page.keyboard.press('v')
  await ada.drag('v', { x: 30, y: -30 }, { x: 30, y: -1030 })
  await expect.poll(notes).toEqual([[before[0]?.[0], (before[0]?.[1] ?? 0) - 1000], before[1]])
  // The server may still have the screen on its way.
  await expect
    .poll(async () => {
      const { screens } = await lab.api<Prototype>('GET', `/boards/${id}/outline`)
      return screens.map(({ no, annotations }) => [no, annotations.map(({ text }) => text)])
    })
    .toEqual([[1, ['Too small']]])
  await ada.page.keyboard.press('Control+z')
  await expect.poll(notes).toEqual(before)
})
