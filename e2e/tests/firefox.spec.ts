import { Line } from '@sheshi/sync/testing/line'
import { findFirefox } from '../../scripts/lib/browser.mjs'
import { Firefox, keys } from '../support/firefox.ts'
import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

const program = findFirefox()

/** What the journey uses of the editor behind the canvas. */
interface BoardWindow {
  board?: {
    editor: {
      setCamera(camera: { x: number; y: number; z: number }): void
      getRichTextEditor(): object | null
      pageToScreen(point: { x: number; y: number }): { x: number; y: number }
    }
  }
}

const badgeSays = (state: string) =>
  document.querySelector('[data-testid=save-badge]')?.getAttribute('data-state') === state
const canvasIsThere = () =>
  Boolean(document.querySelector('.tl-canvas') && (window as BoardWindow).board?.editor)
const sees = (text: string) => document.querySelector('.tl-canvas')?.textContent?.includes(text) === true

async function writeNote(firefox: Firefox, text: string, at: { x: number; y: number }): Promise<void> {
  const point = await firefox.evaluate((place) => {
    const { editor } = (window as BoardWindow).board ?? {}
    editor?.setCamera({ x: 0, y: 0, z: 0.8 })
    return editor?.pageToScreen(place) ?? { x: 0, y: 0 }
  }, at)
  await firefox.type(`${keys.escape}n`)
  await firefox.click(point)
  await firefox.waitFor(() => document.activeElement?.getAttribute('contenteditable') === 'true')
  // tldraw selects what is in the field when it is ready, and a letter that was faster would be typed over.
  await firefox.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const { editor } = (window as BoardWindow).board ?? {}
    for (let frames = 0; frames < 5; frames++) {
      await frame()
      if (!editor?.getRichTextEditor()) frames = 0
    }
  })
  await firefox.type(text)
  await firefox.type(keys.escape + keys.escape)
}

test('somebody with Firefox joins, writes, sees the others, loses the network, reloads, and comes back', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'blank')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await ada.goTo({ x: 0, y: 0, zoom: 0.8 })

  const line = await Line.to(lab.port)
  const firefox = await Firefox.start(program ?? '')
  try {
    await firefox.goto(`${line.url}/join`)
    await firefox.clickOn('input[name=code]')
    await firefox.type(code)
    await firefox.clickOn('input[name=name]')
    await firefox.type(`Fiona${keys.enter}`)
    await firefox.waitFor(canvasIsThere)
    await firefox.waitFor(badgeSays, 'saved')
    await writeNote(firefox, 'From Firefox: ë, ç, è', { x: 300, y: 300 })
    await ada.sees('From Firefox: ë, ç, è')
    await ada.writeNote('From Chromium', { x: 600, y: 300 })
    await firefox.waitFor(sees, 'From Chromium')
    await expect(ada.page.getByRole('button', { name: /2 people here/ })).toBeVisible()

    await firefox.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    const before = firefox.complaints.length
    expect(firefox.complaints).toEqual([])
    line.cut()
    await firefox.waitFor(badgeSays, 'offline-kept')
    await writeNote(firefox, 'In the tunnel', { x: 300, y: 600 })
    await firefox.reload()
    await firefox.waitFor(canvasIsThere)
    await firefox.waitFor(sees, 'In the tunnel')
    line.mend()
    await firefox.waitFor(badgeSays, 'saved')
    await ada.sees('In the tunnel')

    // Without a network the console says so; that is all it may say.
    const others = firefox.complaints
      .slice(before)
      .filter((text) => !text.includes(line.url.slice('http'.length)))
    expect(others).toEqual([])
    expect(firefox.requests.filter((url) => !/^(data|blob):/.test(url) && !url.startsWith(line.url))).toEqual(
      [],
    )
  } finally {
    await firefox.close()
    line.close()
  }
})
