import { expect, test } from '../support/fixtures.ts'
import { pngOf } from '../support/lab.ts'
import { keepsPages } from '../support/person.ts'

test('two browsers draw on one board: shapes, ink, frames, a bound arrow, a picture, and each other’s cursor', async ({
  pair,
}) => {
  const { ada, ben } = await pair('blank')

  await ada.drag('r', { x: 100, y: 100 }, { x: 260, y: 220 })
  await ben.hasShapes({ geo: 1 })
  await ben.drag('f', { x: 320, y: 100 }, { x: 620, y: 400 })
  await ben.drag('d', { x: 100, y: 500 }, { x: 300, y: 560 })
  await ada.hasShapes({ geo: 1, frame: 1, draw: 1 })
  await ada.writeNote('Bins at the bridge', { x: 180, y: 360 })
  await ben.sees('Bins at the bridge')
  await ben.drawArrow({ x: 180, y: 360 }, { x: 180, y: 160 })
  await expect.poll(() => ada.countRecords('binding')).toBe(2)

  await ada.chooseFile({ name: 'bridge.png', mimeType: 'image/png', buffer: pngOf(64, 48) })
  await ben.hasShapes({ image: 1 })
  await expect(ben.page.locator('.tl-canvas img[src*="/assets/"]').first()).toBeVisible()
  await ada.chooseFile({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') })
  await expect(ada.page.getByText('“a.png” was not added').first()).toBeVisible()

  await ben.page.mouse.move(700, 400)
  await expect(ada.page.locator('.tl-collaborator__cursor').first()).toContainText('Ben')
  await ada.page.getByRole('button', { name: /people here/ }).click()
  await ada.page.getByRole('button', { name: 'Follow Ben' }).click()
  await ben.goTo({ x: 3000, y: 2000, zoom: 0.8 })
  await expect.poll(() => ada.centreX(), { timeout: 15_000 }).toBeGreaterThan(2800)
  await Promise.all([ada.badgeSays('saved'), ben.badgeSays('saved')])
})

test('two people change different things of one note, and each keeps and undoes their own', async ({
  pair,
}) => {
  const { ada, ben } = await pair('blank')
  await ada.writeNote('More trees', { x: 300, y: 300 })
  await ben.sees('More trees')

  await Promise.all([ada.goOffline(), ben.goOffline()])
  await ada.drag('v', { x: 300, y: 300 }, { x: 700, y: 300 })
  await ben.page.keyboard.press('v')
  await ben.clickAt({ x: 300, y: 300 })
  await ben.page.getByTestId('style.color.green').click()
  await Promise.all([ada.comeBack(), ben.comeBack()])

  const there = { x: 600, color: 'green' }
  await expect.poll(() => ada.firstNote()).toEqual(there)
  await expect.poll(() => ben.firstNote()).toEqual(there)
  await ada.page.locator('.tl-canvas').focus()
  await ada.page.keyboard.press('Control+z')
  const back = { x: 200, color: 'green' }
  await expect.poll(() => ada.firstNote()).toEqual(back)
  await expect.poll(() => ben.firstNote()).toEqual(back)
})

test('without a network the drawing goes on, survives a reload, and merges when it is back', async ({
  pair,
}) => {
  const { ada, ben } = await pair('brainstorm', keepsPages)
  await ada.pageIsKept()

  await ada.goOffline()
  await ada.seeAll()
  await ada.writeNote('Written in the tunnel', { x: 240, y: 600 })
  await ada.badgeSays('offline-kept')
  await ben.seeAll()
  await ben.writeNote('Written in the lab', { x: 240, y: 900 })
  await ben.badgeSays('saved')
  await ben.doesNotSee('Written in the tunnel')

  await ada.page.reload()
  await ada.canvasIsThere()
  await ada.sees('Written in the tunnel')
  await ada.comeBack()
  await ada.sees('Written in the lab')
  await ben.sees('Written in the tunnel')
  await Promise.all([ada.badgeSays('saved'), ben.badgeSays('saved')])
})
