import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions } from '@playwright/test'
import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person } from '../support/person.ts'
import { openEditors } from '../support/record.ts'
import type { LabServer } from '../support/server.ts'
import { publicChallenge } from '../support/showcase.ts'

/** What the addresses of pages are made of. */
interface Made {
  challenge: string
  empty: string
  board: string
  code: string
}

interface Page {
  /** Where it is; a new page of the app needs just a line below. */
  path: string | ((made: Made) => string)
  /** What is there once the page has drawn itself; its heading where nothing is said. */
  ready?: string
  /** What is done on it before it is judged. */
  first?: (person: Person) => Promise<void>
}

/** What anybody sees. */
const open: Page[] = [
  { path: '/' },
  { path: '/signin' },
  { path: '/join' },
  { path: '/welcome' },
  { path: '/public' },
  { path: ({ challenge }) => `/public/challenges/${challenge}` },
  { path: '/showcase', ready: '.slide' },
  { path: '/verify' },
  { path: '/about' },
  { path: '/nowhere' },
]

/** What a facilitator sees. */
const inside: Page[] = [
  { path: '/', ready: '.step-column' },
  { path: '/boards' },
  { path: '/lab/rooms' },
  { path: '/lab/facilitators' },
  { path: '/lab/connections' },
  { path: '/showcase/settings' },
  { path: ({ challenge }) => `/challenges/${challenge}`, ready: '.export-files' },
  { path: ({ challenge }) => `/challenges/${challenge}`, ready: '.export-files', first: openEditors },
  {
    path: ({ empty }) => `/challenges/${empty}`,
    first: ({ page }) => page.locator('#part-boards button').first().click(),
  },
  { path: ({ board }) => `/board/${board}/history`, ready: '.history-picture' },
  { path: ({ board }) => `/board/${board}/outline` },
  { path: ({ board }) => `/screen/${board}`, ready: '.tl-canvas' },
  { path: ({ board }) => `/screen/${board}`, ready: '.tl-canvas', first: writeAtTheWall },
  { path: ({ board }) => `/board/${board}`, ready: '.tl-canvas' },
  {
    path: ({ board }) => `/board/${board}`,
    ready: '.tl-canvas',
    first: async ({ page }) => {
      await page.getByTestId('people-count').click()
      await page.getByTestId('groups-missing').waitFor()
    },
  },
  { path: ({ board }) => `/mine/${board}`, ready: '[data-testid=own-board]' },
]

/** What somebody sees who came by a code. */
const guests: Page[] = [
  { path: '/' },
  { path: '/mine', ready: '.about-you' },
  { path: ({ board }) => `/board/${board}`, ready: '.tl-canvas' },
  { path: ({ board }) => `/pad/${board}`, ready: '.pad-work' },
]

/** Wall mode with the keyboard of a note. */
async function writeAtTheWall({ page }: Person): Promise<void> {
  await page.keyboard.press('t')
  await page.getByRole('button', { name: /Wall mode|Modalità parete|Mënyra mur/ }).click()
  await page
    .locator('.wall-bar-left')
    .getByRole('button', { name: /Note|Nota|Shënim/ })
    .click()
  await page.locator('.screen-canvas .tl-container').click({ position: { x: 20, y: 60 } })
  await page.locator('.wall-keyboard').first().waitFor()
}

async function make(lab: LabServer): Promise<Made> {
  const { id: challenge } = await publicChallenge(lab)
  const { id: empty } = await lab.api<{ id: string }>('POST', '/challenges', { title: 'An empty one' })
  const board = await newBoard(lab, 'brainstorm', { challengeId: challenge })
  await lab.api('POST', `/boards/${board.id}/notes`, { text: 'Sails between the houses' })
  await lab.api('POST', `/boards/${board.id}/versions`, { name: 'First round' })
  return { challenge, empty, board: board.id, code: board.code }
}

/** Serious and critical findings of one page, each in one line. */
async function findings({ page }: Person, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // tldraw's opacity slider: its name stands on the frame around the thumb, and no option puts it onto the thumb.
    .exclude('.tlui-slider__thumb')
    // Without frames there is no need of the second tab in which axe puts their findings together.
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${where} ${id} ${target.join(' ')} ${failureSummary}`),
    )
}

async function judge(person: Person, pages: readonly Page[], made: Made): Promise<string[]> {
  const found: string[] = []
  for (const { path, ready = 'h1', first } of pages) {
    const address = typeof path === 'string' ? path : path(made)
    await person.page.goto(address)
    await person.page.locator(ready).first().waitFor()
    await first?.(person)
    found.push(...(await findings(person, address)))
  }
  return found
}

// Some forty judgements a test; a slow machine takes its time over each.
test.describe.configure({ timeout: 300_000 })

let made: Made
test.beforeAll(async ({ lab }) => {
  made = await make(lab)
})

/** Each language in other circumstances, so that the three runs see three faces of every page. */
const circumstances: BrowserContextOptions[] = [
  { locale: 'en-GB' },
  { locale: 'it-IT', viewport: { width: 390, height: 844 } },
  { locale: 'sq-AL', colorScheme: 'dark' },
]

/** What is just fading away is neither there nor gone, and has no contrast to be judged. */
const still: BrowserContextOptions = { reducedMotion: 'reduce' }

/** An address as the app's table of routes writes it. */
const asRoute = (path: string): string => path.replace(/:\w+\??/g, ':id').replace('/nowhere', '*')

test('every page of the app is among those judged', async () => {
  const app = await readFile(new URL('../../client/src/app/App.tsx', import.meta.url), 'utf8')
  const routes = [...app.matchAll(/<Route path="([^"]+)"/g)].map(([, path = '']) => asRoute(path))
  const some: Made = { challenge: ':id', empty: ':id', board: ':id', code: '' }
  const judged = [...open, ...inside, ...guests].map(({ path }) =>
    asRoute(typeof path === 'string' ? path : path(some)),
  )
  expect(routes.length).toBeGreaterThan(15)
  expect(routes.filter((route) => !judged.includes(route))).toEqual([])
})

for (const options of circumstances) {
  test(`no page has a serious fault for axe, nor asks another host: ${options.locale}`, async ({
    lab: _lab,
    person,
  }) => {
    const nobody = await person('Nobody', { ...options, ...still })
    const found = await judge(nobody, open, made)
    const ada = await person('Ada', { ...options, ...still })
    await ada.signIn()
    found.push(...(await judge(ada, inside, made)))
    const gil = await person('Gil', { ...options, ...still })
    await gil.joinBare(made.code)
    found.push(...(await judge(gil, guests, made)))
    expect(found).toEqual([])
    for (const { strayRequests, homeRequests } of [nobody, ada, gil]) {
      expect(strayRequests).toEqual([])
      // That there are none means nothing where none were noted at all.
      expect(homeRequests).toBeGreaterThan(guests.length)
    }
  })
}
