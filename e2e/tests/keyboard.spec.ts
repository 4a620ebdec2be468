import type { Page } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'

/** Tab until something with this name has the focus; wherever it comes past, one sees where it is. */
async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  const passed: string[] = []
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab')
    const { words, visible } = await page.evaluate(() => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body) return { words: '', visible: true }
      const label = focused.closest('label')?.textContent ?? ''
      const words =
        focused.getAttribute('aria-label') ||
        focused.textContent ||
        label ||
        focused.getAttribute('name') ||
        focused.outerHTML.slice(0, 300)
      // A choice shows its focus on what stands around it; the canvas fills the page, and
      // tldraw's mark must stay as it is.
      const around = [focused, focused.parentElement, focused.nextElementSibling]
      const shown = around.some((each) => {
        if (!each) return false
        const { outlineStyle, boxShadow } = getComputedStyle(each)
        const after = getComputedStyle(each, '::after')
        return (
          outlineStyle !== 'none' ||
          boxShadow !== 'none' ||
          after.outlineStyle !== 'none' ||
          after.boxShadow !== 'none'
        )
      })
      return {
        words: words?.trim() ?? '',
        visible: shown || focused.matches('.tl-canvas, .tl-container, [title="made with tldraw"]'),
      }
    })
    passed.push(words.slice(0, 40))
    expect(visible, `one sees that the focus is on “${words}”`).toBe(true)
    if (name.test(words)) return
  }
  throw new Error(`Tab never came to ${name}, but to ${passed.join(' · ')}`)
}

test('by keys alone somebody joins, writes a note, moves it, reads who is here, and leaves', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'blank')
  const kim = await person('Kim')
  const { keyboard } = kim.page
  await kim.page.goto('')
  await tabTo(kim.page, /^Code/)
  await keyboard.type(code)
  await keyboard.press('Enter')
  await expect(kim.page).toHaveURL(/join/)
  await tabTo(kim.page, /Your name/)
  await keyboard.type('Kim')
  await tabTo(kim.page, /^Citizens/)
  await keyboard.press('ArrowRight')
  await keyboard.press('Enter')
  await kim.canvasIsThere()

  await tabTo(kim.page, /^Add a note/)
  await keyboard.press('Enter')
  await expect(kim.page.locator('.tl-canvas [contenteditable=true]').first()).toBeFocused()
  await keyboard.type('Written by keys')
  await keyboard.press('Escape')
  const before = await kim.firstNote()
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await expect.poll(async () => (await kim.firstNote())?.x).toBeGreaterThan(before?.x ?? 0)
  await kim.badgeSays('saved')
  const text = await lab.api<object>('GET', `/boards/${id}/outline`)
  expect(JSON.stringify(text)).toContain('Written by keys')

  // With something chosen Tab goes from note to note: Escape lets go of it, and Tab leads out.
  await keyboard.press('Escape')
  await tabTo(kim.page, /people here|person here/)
  await keyboard.press('Enter')
  await expect(kim.page.getByText('Who is here')).toBeVisible()
  await keyboard.press('Escape')
  await expect(kim.page.getByText('Who is here')).toBeHidden()
  await tabTo(kim.page, /^Home/)
  await keyboard.press('Enter')
  await expect(kim.page).not.toHaveURL(/\/board\//)
})

test('at 200 % and at 320 px nothing is scrolled sideways, and the bar’s menu is whole', async ({
  lab,
  person,
}) => {
  const { id } = await newBoard(lab, 'problem-tree', { title: 'A board with rather a long title' })
  const ada = await person('Ada', { viewport: { width: 320, height: 568 } })
  await ada.signIn()
  for (const viewport of [
    { width: 320, height: 568 },
    { width: 683, height: 384 },
  ]) {
    await ada.page.setViewportSize(viewport)
    for (const path of ['', 'boards', 'join', 'lab/rooms', 'public', 'verify']) {
      await ada.page.goto(path)
      await ada.page.locator('h1').first().waitFor()
      await ada.fitsTheWidth()
    }
    await ada.openBoard(id)
    await ada.fitsTheWidth()
    await expect(ada.page.getByRole('button', { name: 'Add a note' })).toBeVisible()
    await ada.page.locator('.board-bar').getByRole('button', { name: 'More' }).click()
    // A click goes through only where nothing lies over it.
    await ada.page.getByRole('button', { name: 'Invite', exact: true }).click({ timeout: 5_000 })
    await expect(ada.page.getByRole('dialog', { name: 'Invite to this board' })).toBeInViewport()
  }
})
