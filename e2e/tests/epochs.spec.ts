import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { LabServer } from '../support/server.ts'

/** A number as Yjs writes it. */
const varUint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varUint(Math.floor(value / 128))]

/** So many visitors, who left nothing but their ids, that the board begins a new epoch when it is opened next. */
async function crowd(lab: LabServer, boardId: string): Promise<void> {
  const visitors = Array.from({ length: 1_001 }, (_, visitor) => [1, ...varUint(1_000 + visitor), 0, 0, 1])
  const response = await fetch(`${lab.url}/api/v1/boards/${boardId}/document`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${lab.key}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array([...varUint(visitors.length), ...visitors.flat(), 0]),
  })
  expect(response.status).toBe(204)
}

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
