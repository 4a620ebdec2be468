import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'
import { addCards, riverCards, writeCore } from '../support/river.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const pictures = join(root, '.sheshi', 'screens')
const readme = join(root, 'docs', 'images')

const sizes = {
  wide: { width: 1920, height: 1080 },
  laptop: { width: 1366, height: 768 },
  phone: { width: 390, height: 844 },
}

async function take(person: Person, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await person.page.setViewportSize(viewport)
    await person.page.evaluate(() => document.fonts.ready)
    await boardFits(person)
    await person.page.screenshot({ path: join(pictures, `${name}-${size}.png`), animations: 'disabled' })
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

async function visit(person: Person, path: string): Promise<void> {
  await person.page.goto(path)
  await person.page.locator('h1').first().waitFor()
  await person.page.waitForLoadState('networkidle')
}

test('every page with real content', async ({ lab, person }) => {
  mkdirSync(pictures, { recursive: true })
  mkdirSync(readme, { recursive: true })
  const make = (title: string, step: string, owner: string) =>
    lab.api<{ id: string }>('POST', '/challenges', { title, step, owner: { organisation: owner } })
  await make('Young people leave after school', 'engage', 'Youth directorate')
  await make('Shade for the market square', 'innovate', 'Municipality of Tirana')
  await make('A bus stop that speaks', 'pilot', 'Public transport')
  await make('Repair café in the old library', 'spread', 'Neighbourhood 5')
  const river = await make('The river that nobody swims in', 'identify', 'Municipality of Tirana')
  await lab.api('PATCH', `/challenges/${river.id}`, {
    summary: 'The water of the river gets worse every year. Fishing families earn less, children fall ill.',
    affectedGroups: [{ label: 'Fishing families', estimate: 240 }, { label: 'Children under five' }],
    partners: [
      { name: 'Water utility', sector: 'public', commitment: 'signed' },
      { name: 'River keepers', sector: 'ngo', commitment: 'active' },
    ],
    place: { name: 'Lana, lower course' },
  })
  const tree = await newBoard(lab, 'problem-tree', {
    challengeId: river.id,
    title: 'Why is our river dirty?',
  })
  const ideas = await newBoard(lab, 'brainstorm', {
    challengeId: river.id,
    title: 'How might we keep it clean?',
  })
  const sketch = await newBoard(lab, 'prototype-sketch', {
    challengeId: river.id,
    title: 'An app for river keepers',
  })

  const nobody = await person('Nobody')
  await visit(nobody, '/')
  await take(nobody, 'welcome')
  await visit(nobody, '/signin')
  await take(nobody, 'signin')
  await visit(nobody, `/join#${tree.code}`)
  await take(nobody, 'join')

  const ada = await person('Ada', { viewport: sizes.wide })
  await ada.signIn()
  await ada.openBoard(tree.id)
  await ada.seeAll()
  const ben = await person('Ben')
  await ben.join(tree.code)
  await ben.canvasIsThere()
  await ben.seeAll()
  await writeCore(ada)
  await addCards(
    ada,
    riverCards.filter((card) => card.side !== 'core'),
  )
  await ada.badgeSays('saved')
  await ben.page.mouse.move(700, 420)
  await ada.page.setViewportSize(sizes.laptop)
  await ada.seeAll()
  await ada.page.screenshot({ path: join(readme, 'board.png') })
  await take(ada, 'board-tree')
  await ada.page.getByRole('button', { name: 'Invite' }).click()
  await take(ada, 'invite')
  await ada.page.keyboard.press('Escape')
  await ada.page.getByRole('button', { name: 'Add to the record' }).click()
  await ada.page.getByRole('button', { name: 'Add now' }).click()
  await ada.page.getByRole('link', { name: 'Show the record' }).click({ timeout: 30_000 })
  await ada.page.getByRole('heading', { level: 1 }).waitFor()
  await ada.page.waitForLoadState('networkidle')
  await take(ada, 'challenge')
  await ada.page.screenshot({ path: join(pictures, 'challenge-whole.png'), fullPage: true })

  await visit(ada, '/')
  await take(ada, 'challenges')
  await ada.page.screenshot({ path: join(readme, 'challenges.png') })
  await visit(ada, '/boards')
  await take(ada, 'boards')
  for (const [name, board] of Object.entries({ ideas, sketch })) {
    await ada.openBoard(board.id)
    await ada.seeAll()
    await take(ada, `board-${name}`)
  }
  await ada.page.goto(`/screen/${tree.id}`)
  await ada.canvasIsThere()
  await ada.page.setViewportSize(sizes.wide)
  await ada.page.getByTestId('join-code').waitFor()
  await ada.cameraRests()
  await take(ada, 'screen')

  for (const locale of ['it-IT', 'sq-AL']) {
    const other = await person(locale, { locale })
    await other.signIn()
    await visit(other, `/challenges/${river.id}`)
    await take(other, `challenge-${locale}`)
    const board = await newBoard(lab, 'problem-tree', { locale: locale.slice(0, 2), title: locale })
    await other.openBoard(board.id)
    await other.seeAll()
    await take(other, `board-${locale}`)
    await visit(other, '/')
    await take(other, `challenges-${locale}`)
  }
})
