import { expect, test } from '../support/fixtures.ts'
import { pngOf } from '../support/lab.ts'
import { keepsPages } from '../support/person.ts'
import { StrippingProxy } from '../support/proxy.ts'
import { LabServer } from '../support/server.ts'

// That nothing is asked for outside the prefix is checked for every person at the end of their test (person.ts).
test('below a path of the city’s host, by a proxy that takes the prefix away and by one that passes it on', async ({
  person,
}) => {
  const lab = await LabServer.create({ prefix: '/sheshi' })
  const proxy = await StrippingProxy.to(lab.port, lab.prefix)
  try {
    const ada = await person('Ada', keepsPages, { port: proxy.port, key: lab.key, prefix: lab.prefix })
    await ada.page.goto('')
    await expect(ada.page.getByRole('button', { name: 'Join' })).toBeVisible()
    await ada.signIn()
    expect(new URL(ada.page.url()).pathname).toBe('/sheshi/')
    await ada.page.goto('boards')
    await ada.page.getByRole('button', { name: 'New board' }).first().click()
    await expect
      .poll(() =>
        ada.page
          .locator('.offer-picture')
          .first()
          .evaluate((img) => (img as HTMLImageElement).naturalWidth),
      )
      .toBeGreaterThan(0)
    const { id } = await lab.api<{ id: string }>('POST', '/boards', { title: 'River', template: 'blank' })
    const invite = await lab.api<{ url: string; code: string }>('POST', `/boards/${id}/invites`, {
      role: 'participant',
    })
    expect(invite.url).toBe(`${lab.url}/sheshi/join#${invite.code}`)
    await ada.openBoard(id)

    const ben = await person('Ben', {}, lab)
    await ben.join(invite.code)
    await ben.canvasIsThere()
    for (const one of [ada, ben]) await one.goTo({ x: 0, y: 0, zoom: 0.8 })
    await ben.writeNote('From home', { x: 300, y: 300 })
    await ada.sees('From home')
    await ada.chooseFile({ name: 'bridge.png', mimeType: 'image/png', buffer: pngOf(64, 48) })
    const picture = ben.page.locator('.tl-canvas img[src^="/sheshi/api/v1/"]').first()
    await expect(picture).toBeVisible()
    await expect
      .poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0)
    const kept = await ben.page.evaluate(() => {
      const { board } = window as { board?: { editor: { getAssets(): { props: { src?: string } }[] } } }
      return board?.editor.getAssets().map(({ props }) => props.src)
    })
    expect(kept?.[0]).toMatch(/^\/api\/v1\/boards\//)

    await ada.pageIsKept()
    await ada.goOffline()
    await ada.page.reload()
    await ada.canvasIsThere()
    await ada.sees('From home')
    await ada.comeBack()
  } finally {
    proxy.close()
    await lab.dispose()
  }
})
