import { expect, test } from '../support/fixtures.ts'
import { crowd, newBoard } from '../support/lab.ts'

test('a page that was offline while its board began a new epoch brings its work and goes on in the new one', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'blank')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await ada.goTo({ x: 0, y: 0, zoom: 0.8 })
  await ada.writeNote('before the tunnel', { x: 100, y: 300 })
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  await ben.sees('before the tunnel')

  await ada.goOffline()
  await ada.writeNote('in the tunnel', { x: 500, y: 300 })
  await crowd(lab, id)
  await lab.kill('SIGTERM')
  await lab.start()
  const { epoch } = await lab.api<{ epoch: number }>('GET', `/boards/${id}`)
  expect(epoch).toBe(2)

  await ada.comeBack()
  await ben.sees('in the tunnel')
  await ben.sees('before the tunnel')
  await ada.canvasIsThere()
  await ada.sees('in the tunnel')
  const copies = () => ada.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  await expect.poll(copies).toContain(`sheshi-board-${id}@2`)
  await expect.poll(copies).not.toContain(`sheshi-board-${id}`)

  await ada.goTo({ x: 0, y: 0, zoom: 0.8 })
  await ada.writeNote('after the tunnel', { x: 900, y: 300 })
  await ben.sees('after the tunnel')
})
