import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'

/** What is left when Ben has taken back his words. */
const left = 'Clean up all along the river ABCDEFGHxyz'
const middle = { x: 300, y: 300 }

/** Both press their keys at the same time, one after the other, as fast as the browsers take them. */
async function typeAtOnce(one: Person, words: string, other: Person, others: string): Promise<void> {
  for (let at = 0; at < Math.max(words.length, others.length); at++) {
    await Promise.all([one.page.keyboard.type(words[at] ?? ''), other.page.keyboard.type(others[at] ?? '')])
  }
}

/** The letters of `words` stand in `text`, in their order. */
function holds(text: string, words: string): boolean {
  let from = 0
  return [...words].every((letter) => {
    from = text.indexOf(letter, from) + 1
    return from > 0
  })
}

test('two people type in one note at once, one moves it, a third colours it, and each takes back only their own', async ({
  lab,
  person,
}) => {
  test.setTimeout(150_000)
  const { id, code } = await newBoard(lab, 'blank')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  const [ben, cleo] = [await person('Ben'), await person('Cleo')]
  for (const guest of [ben, cleo]) {
    await guest.join(code)
    await guest.canvasIsThere()
  }
  const all = [ada, ben, cleo]
  for (const one of all) await one.goTo({ x: 0, y: 0, zoom: 0.8 })
  await ada.writeNote('the river', middle)
  await Promise.all([ben.sees('the river'), cleo.sees('the river')])
  const everybodyReads = async (text: string) => {
    for (const one of all) await expect.poll(() => one.noteText(), { message: one.name }).toBe(text)
  }

  await ada.openNote(middle, 'Home')
  await ben.openNote(middle, 'End')
  const first = typeAtOnce(ada, 'Clean up all along ', ben, ', with 14 bridges')
  await cleo.page.keyboard.press('v')
  await cleo.clickAt(middle)
  await cleo.page.getByTestId('style.color.green').click()
  await first
  const said = 'Clean up all along the river, with 14 bridges'
  await everybodyReads(said)
  for (const writer of [ada, ben]) expect(await writer.openText()).toBe(said)

  await test.step('at the very same place', async () => {
    await ada.page.keyboard.press('Control+End')
    await typeAtOnce(ada, ' ABCDEFGH', ben, '12345678')
    await expect.poll(async () => (await cleo.noteText()).length).toBe(said.length + 17)
    const text = await cleo.noteText()
    await everybodyReads(text)
    expect(holds(text, `${said} ABCDEFGH`), text).toBe(true)
    expect(holds(text, `${said}12345678`), text).toBe(true)
  })

  await test.step('one goes on typing while the other moves the note', async () => {
    await ben.page.keyboard.press('Escape')
    const before = await ada.noteText()
    const typing = ada.page.keyboard.type('xyz', { delay: 30 })
    await ben.drag('v', middle, { x: 700, y: 300 })
    await typing
    await expect.poll(() => cleo.firstNote()).toEqual({ x: 600, color: 'green' })
    await expect.poll(async () => (await cleo.noteText()).length).toBe(before.length + 3)
    expect(await ada.openText()).toBe(await cleo.noteText())
  })

  await test.step('Ben takes back his move, then his words', async () => {
    await ben.page.keyboard.press('Control+z')
    await expect.poll(() => cleo.firstNote()).toEqual({ x: 200, color: 'green' })
    // tldraw's steps between are what he chose and let go.
    await expect(async () => {
      await ben.page.keyboard.press('Control+z')
      expect(await ben.noteText()).toBe(left)
    }).toPass({ timeout: 15_000 })
    await everybodyReads(left)
  })

  await test.step('Ada takes back hers in the open field, and again when it is closed', async () => {
    await ada.page.keyboard.press('Control+z')
    await expect.poll(async () => left.startsWith(await cleo.noteText())).toBe(true)
    expect(await ada.openText()).toBe(await ada.noteText())
    await ada.page.keyboard.press('Escape')
    await expect(async () => {
      await ada.page.keyboard.press('Control+z')
      expect(await ada.noteText()).toBe('the river')
    }).toPass({ timeout: 15_000 })
    await everybodyReads('the river')
  })

  await test.step('Cleo takes back her colour', async () => {
    await cleo.page.locator('.tl-canvas').focus()
    await cleo.page.keyboard.press('Control+z')
    await expect.poll(async () => (await ada.firstNote())?.color).toBe('black')
    await everybodyReads('the river')
  })
  await Promise.all(all.map((one) => one.badgeSays('saved')))
})

test('an input method goes on composing while another types in the same note', async ({ pair }) => {
  const { ada, ben } = await pair('blank')
  await ada.writeNote('the river', middle)
  await ben.sees('the river')
  await ada.openNote(middle, 'End')
  await ben.openNote(middle, 'Home')

  const keyboard = await ada.context.newCDPSession(ada.page)
  const compose = (text: string) =>
    keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await compose('ni')
  await ben.page.keyboard.type('Clean ')
  await expect.poll(() => ada.openText()).toBe('Clean the riverni')
  await compose('にほん')
  await ben.page.keyboard.type('up ')
  await expect.poll(() => ada.openText()).toBe('Clean up the riverにほん')
  await keyboard.send('Input.insertText', { text: '日本' })
  for (const one of [ada, ben]) await expect.poll(() => one.noteText()).toBe('Clean up the river日本')
  expect(await ben.openText()).toBe('Clean up the river日本')
})
