import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Person } from './person.ts'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Where `npm run screenshots` puts its pictures. */
export const pictures = join(root, '.sheshi', 'screens')
mkdirSync(pictures, { recursive: true })

/** A screen on the wall, a laptop, a phone. */
export const sizes = {
  wide: { width: 1920, height: 1080 },
  laptop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
}

/** A picture of what somebody sees at each size, `whole` also of what one must scroll to; then back to the laptop. */
export async function take(person: Person, name: string, whole = false): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await person.page.setViewportSize(viewport)
    await person.page.evaluate(() =>
      Promise.all([
        document.fonts.ready,
        ...[...document.images].map((image) => image.loading === 'lazy' || image.decode().catch(() => null)),
      ]),
    )
    await boardFits(person)
    const path = join(pictures, `${name}-${size}.png`)
    await person.page.screenshot({ path, animations: 'disabled', fullPage: whole })
  }
  await person.page.setViewportSize(sizes.laptop)
}

/** tldraw measures its window a moment after it changed; the big screen then glides to show everything. */
async function boardFits(person: Person): Promise<void> {
  const canvas = person.page.locator('.tl-canvas')
  if ((await canvas.count()) === 0) return
  await person.cameraRests(60)
  if (person.page.url().includes('/screen/') || (await person.page.locator('dialog[open]').count()) > 0)
    return
  await person.seeAll()
}
