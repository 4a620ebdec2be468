import { test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
test('out', async ({ lab, person }) => {
  test.setTimeout(500_000)
  const { id } = await newBoard(lab, 'blank')
  const { code } = await lab.api<{ code: string }>('POST', `/boards/${id}/invites`, { role: 'screen' })
  const screen = await person('S', { viewport: { width: 1366, height: 768 } })
  await screen.join(code); await screen.canvasIsThere(); await screen.badgeSays('reading')
  for (const how of ['line', 'server', 'reload'] as const) {
    if (how === 'line') await screen.goOffline('offline-reading')
    else { await lab.kill('SIGKILL'); await screen.badgeSays('offline-reading') }
    await screen.page.waitForTimeout(75_000)
    if (how === 'reload') { await screen.page.reload().catch(() => null); await screen.page.waitForTimeout(8000); await screen.page.screenshot({ path: '/tmp/i6screen/reload-offline.png' }) }
    if (how === 'line') { const t = Date.now(); await screen.comeBack('reading'); console.log(how, Date.now() - t) }
    else { await lab.start(); const t = Date.now(); await screen.badgeSays('reading'); console.log(how, Date.now() - t) }
  }
})
