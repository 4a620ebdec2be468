import { expect, test } from '../support/fixtures.ts'
import { crowd, newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'

/** Milliseconds from when one person's page has an edit until the other's shows it. */
async function untilSeen(writer: Person, reader: Person, text: string): Promise<number> {
  const began = performance.now()
  await writer.page.keyboard.type(text)
  await reader.page.waitForFunction(
    (words) => document.querySelector('.tl-canvas')?.textContent?.includes(words),
    text,
    { polling: 20 },
  )
  return Math.round(performance.now() - began)
}

test('two people at home, on lines of 300 ms that lose one packet in a hundred, see each other and lose nothing', async ({
  pair,
}) => {
  test.setTimeout(150_000)
  const { ada, ben } = await pair('blank')
  await ada.writeNote('home', { x: 300, y: 300 })
  await ben.sees('home')
  for (const one of [ada, ben]) one.line.manners = { delay: 150, loss: 0.01 }

  await ada.openNote({ x: 300, y: 300 }, 'End')
  const times: number[] = []
  for (const letter of 'ABCDEFGHIJKL') times.push(await untilSeen(ada, ben, ` ${letter}`))
  times.sort((one, other) => one - other)
  console.log(
    `300 ms, 1 % lost: from key to seen ${times[times.length >> 1]} ms in the middle, ${times.at(-1)} at most`,
  )

  // Both at once, and each goes on pointing at things.
  await ben.openNote({ x: 300, y: 300 }, 'Home')
  await Promise.all([
    ada.page.keyboard.type(' and the end', { delay: 30 }),
    ben.page.keyboard.type('Begin ', { delay: 30 }),
  ])
  const all = 'Begin home A B C D E F G H I J K L and the end'
  for (const one of [ada, ben]) await expect.poll(() => one.noteText()).toBe(all)
  for (const one of [ada, ben]) {
    await one.page.keyboard.press('Escape')
    await one.badgeSays('saved')
    await expect(one.page.getByRole('button', { name: /2 people here/ })).toBeVisible()
  }
  await ben.page.mouse.move(600, 400, { steps: 20 })
  await expect(ada.page.locator('.tl-collaborator__cursor').first()).toContainText('Ben')
})

test('a tab that slept for an hour catches up by itself: the line dead, the server started anew, others at work', async ({
  lab,
  person,
}) => {
  test.setTimeout(150_000)
  const { id, code } = await newBoard(lab, 'blank')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.page.clock.install()
  await ada.openBoard(id)
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  for (const one of [ada, ben]) await one.goTo({ x: 0, y: 0, zoom: 0.8 })
  await ada.writeNote('before the sleep', { x: 300, y: 300 })
  await ben.sees('before the sleep')
  await ada.badgeSays('saved')
  const loaded = await ada.page.evaluate(() => performance.timeOrigin)

  await test.step('while the server runs on: the socket looks open and is dead', async () => {
    ada.line.forgetOpen()
    await ada.page.clock.pauseAt(Date.now() + 3_600_000)
    await ben.writeNote('written meanwhile', { x: 700, y: 300 })
    await ben.badgeSays('saved')
    await ada.page.clock.resume()
    const woke = performance.now()
    await ada.sees('written meanwhile')
    console.log(
      `after an hour of sleep on a dead line: caught up in ${Math.round(performance.now() - woke)} ms`,
    )
    await ada.badgeSays('saved')
  })

  await test.step('and over a restart of the server and a new epoch of the board', async () => {
    ada.line.die()
    await ada.page.clock.pauseAt(Date.now() + 3 * 3_600_000)
    await crowd(lab, id)
    await lab.kill('SIGTERM')
    await lab.start()
    expect((await lab.api<{ epoch: number }>('GET', `/boards/${id}`)).epoch).toBe(2)
    await ben.badgeSays('saved')
    await ben.canvasIsThere()
    await ben.goTo({ x: 0, y: 0, zoom: 0.8 })
    await ben.writeNote('after the restart', { x: 300, y: 700 })
    await ben.badgeSays('saved')
    ada.line.mend()
    await ada.page.clock.resume()
    // A line that was being made when it died is given 8 s, and a question over a dead one 5.
    await ada.sees('after the restart', { timeout: 40_000 })
    await ada.badgeSays('saved')
  })

  await ada.goTo({ x: 0, y: 0, zoom: 0.8 })
  await ada.writeNote('awake again', { x: 700, y: 700 })
  await ben.sees('awake again')
  for (const one of [ada, ben])
    await expect(one.page.getByRole('button', { name: /2 people here/ })).toBeVisible()
  expect(await ada.page.evaluate(() => performance.timeOrigin)).toBe(loaded)
})
