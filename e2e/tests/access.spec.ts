import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

test('a viewer looks on: no tools on the page, and the server takes nothing', async ({ lab, person }) => {
  const { id, code } = await newBoard(lab, 'brainstorm', { role: 'viewer' })
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  const vera = await person('Vera')
  await vera.join(code)
  await vera.canvasIsThere()
  await vera.badgeSays('reading')
  await expect(vera.page.getByRole('button', { name: 'Add a note' })).toHaveCount(0)
  await expect(vera.page.getByTestId('tools.note')).toHaveCount(0)
  const refused = await vera.page.evaluate(async (board) => {
    const answer = await fetch(`/api/v1/boards/${board}/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'let me in' }),
    })
    return answer.status
  }, id)
  expect(refused).toBe(403)
  // Past the page: an edit straight into the document is sent, and the server ends the session for good.
  const closedWith = await vera.page.evaluate((board) => {
    const address = `${location.origin.replace('http', 'ws')}/sync/${board}`
    return new Promise<number>((resolve) => {
      const socket = new WebSocket(address)
      socket.binaryType = 'arraybuffer'
      // Sync, update: a document in which client 1 sets records.x = 1, as Yjs 13 encodes it.
      const update = [1, 1, 1, 0, 40, 1, 7, 114, 101, 99, 111, 114, 100, 115, 1, 120, 1, 125, 1, 0]
      socket.onopen = () => socket.send(new Uint8Array([0, 2, update.length, ...update]))
      socket.onclose = (event) => resolve(event.code)
    })
  }, id)
  expect(closedWith).toBe(4403)
  await ada.seeAll()
  await ada.writeNote('Only from those who may', { x: 240, y: 600 })
  await vera.sees('Only from those who may')
  await ada.doesNotSee('let me in')
})

test('a wrong code is refused in words, the right one works in lower case; a withdrawn invite ends the visit', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'blank')
  const ben = await person('Ben')
  await ben.join('ZZZZZZ')
  await expect(ben.page.getByRole('alert')).toContainText('No open board has this code')
  await ben.join('12')
  await expect(ben.page.getByRole('alert')).toContainText('six letters and digits')
  await ben.join(`${code.slice(0, 3).toLowerCase()} ${code.slice(3).toLowerCase()}`)
  await ben.canvasIsThere()

  await lab.api('DELETE', `/boards/${id}/invites/${code}`)
  await expect(ben.page.getByText('Your invite was withdrawn')).toBeVisible()
  await ben.page.reload()
  await expect(ben.page.getByText('Your invite was withdrawn')).toBeVisible()
})

test('a stranger sees no board and no challenge', async ({ lab, person }) => {
  const { id } = await newBoard(lab, 'blank')
  const eve = await person('Eve')
  await eve.page.goto(`/board/${id}`)
  await expect(eve.page.getByText('You need an invite for this board')).toBeVisible()
  const answer = await fetch(`${lab.url}/api/v1/challenges`)
  expect(((await answer.json()) as unknown[]).length).toBe(0)
})
