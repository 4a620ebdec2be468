import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'
import { pictures, root, sizes, take } from '../support/pictures.ts'
import { addCards, riverCards, writeCore } from '../support/river.ts'

const readme = join(root, 'docs', 'images')

async function visit(person: Person, path: string): Promise<void> {
  await person.page.goto(path)
  await person.page.locator('h1').first().waitFor()
  await person.page.waitForLoadState('networkidle')
}

test('every page with real content', async ({ lab, person }) => {
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
  await visit(ada, '/lab/rooms')
  await take(ada, 'lab')
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
    await visit(other, '/lab/rooms')
    await take(other, `lab-${locale}`)
  }
})

test('the history of a board', async ({ lab, person }) => {
  const { id: challengeId } = await lab.api<{ id: string }>('POST', '/challenges', { title: 'The river' })
  const { id, code } = await newBoard(lab, 'brainstorm', {
    challengeId,
    title: 'How might we keep it clean?',
  })
  const say = (text: string) => lab.api('POST', `/boards/${id}/notes`, { text, region: 'inbox' })
  const name = (title: string) => lab.api('POST', `/boards/${id}/versions`, { name: title })
  const ben = await person('Ben')
  await ben.join(code)
  await ben.canvasIsThere()
  await ben.seeAll()
  for (const text of ['Bins along the banks', 'A day of cleaning', 'Ask the fishermen']) await say(text)
  await name('After the first round')
  await ben.writeNote('A prize for the cleanest street', { x: 300, y: 700 })
  await ben.badgeSays('saved')
  for (const text of ['Signs at the bridges', 'Classes adopt a stretch']) await say(text)
  await name('Before the break')
  await lab.api('POST', `/boards/${id}/exports`)
  await say('A phone number for reports')
  await name('The two ideas that everybody chose in the end')
  for (const locale of ['en-GB', 'it-IT', 'sq-AL']) {
    const ada = await person(locale, { locale })
    await ada.signIn()
    await visit(ada, `/board/${id}/history`)
    await ada.page.locator('.history-picture img').waitFor()
    await take(ada, `history-${locale}`)
    const [restore, compare] = await ada.page.locator('.version-details button').all()
    await compare?.click()
    await ada.page.locator('dialog select').selectOption({ index: 3 })
    await ada.page.locator('.change').first().waitFor()
    await take(ada, `history-compare-${locale}`)
    await ada.page.keyboard.press('Escape')
    await restore?.click()
    await take(ada, `history-restore-${locale}`)
  }
})
