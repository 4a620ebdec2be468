import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }
const display = { viewport: { width: 1920, height: 1080 } }

test('one board: a facilitator, the big screen, three phones and two people at home', async ({
  lab,
  person,
}) => {
  const { id, code } = await newBoard(lab, 'brainstorm')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  const screen = await person('Screen', display)
  const { code: screenCode } = await lab.api<{ code: string }>('POST', `/boards/${id}/invites`, {
    role: 'screen',
  })
  await screen.join(screenCode)
  await screen.canvasIsThere()
  const phones = [await person('Mira', phone), await person('Ben', phone), await person('Cleo', phone)]
  for (const each of phones) {
    await each.join(code)
    await each.page.getByRole('textbox', { name: 'Your note' }).waitFor()
  }
  const home = [await person('Dea'), await person('Eni')] as [Person, Person]
  for (const each of home) {
    await each.join(code, 'University')
    await each.canvasIsThere()
  }

  for (const each of home) each.line.manners = { delay: 150, loss: 0.01 }

  await expect(ada.page.getByTestId('people-count')).toHaveAttribute('data-count', '6')
  await expect(screen.page.getByTestId('screen-people')).toHaveAttribute('data-count', '6')

  for (const each of phones) {
    await each.page.getByRole('textbox', { name: 'Your note' }).fill(`From ${each.name}’s phone`)
    await each.page.getByRole('button', { name: 'Send' }).tap()
  }
  const [dea, eni] = home
  await dea.seeAll()
  await dea.writeNote('From Dea at home', { x: 1_400, y: 500 })
  for (const everybody of [ada, screen, eni]) {
    for (const each of phones) await everybody.sees(`From ${each.name}’s phone`)
    await everybody.sees('From Dea at home')
  }

  // One at home loses the line in the middle of it, and misses nothing.
  await eni.goOffline()
  await phones[0]?.page.getByRole('textbox', { name: 'Your note' }).fill('While Eni was away')
  await phones[0]?.page.getByRole('button', { name: 'Send' }).tap()
  await screen.sees('While Eni was away')
  await eni.comeBack()
  await eni.sees('While Eni was away')

  // What the facilitator takes back ends the visit of all who came by it, and of nobody else.
  await lab.api('DELETE', `/boards/${id}/invites/${code}`)
  for (const each of phones) {
    await expect(each.page.getByRole('heading', { name: 'You are not on this board any more' })).toBeVisible()
  }
  await expect(screen.page.getByTestId('screen-people')).toHaveAttribute('data-count', '1')
  await expect(ada.page.getByTestId('people-count')).toHaveAttribute('data-count', '1')
})
