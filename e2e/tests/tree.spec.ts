import { expect, test } from '../support/fixtures.ts'
import { newBoard } from '../support/lab.ts'
import type { Person, Place } from '../support/person.ts'
import { riverCards as cards, writeCore } from '../support/river.ts'

interface Node {
  id: string
  text: string
  fromProblemId?: string
  children: Node[]
}
interface Outline {
  core: string
  coreId: string
  causes: Node[]
  effects: Node[]
  loose: Node[]
  notes: { code: string }[]
  objectives?: { core: string; fromProblemId: string; means: Node[]; ends: Node[] }
}

interface Canvas {
  board?: {
    editor: {
      getCurrentPageShapes(): {
        id: string
        type: string
        meta: Record<string, unknown>
        props: { color?: string }
      }[]
      getShapePageBounds(id: string): { x: number; y: number; w: number; h: number; center: Place }
    }
  }
}

interface Card {
  id: string
  type: string
  color: string | undefined
  from: unknown
  x: number
  y: number
  w: number
  h: number
}

/** The notes and arrows of a person's canvas, with where they are. */
const onCanvas = (person: Person, type: 'note' | 'arrow'): Promise<Card[]> =>
  person.page.evaluate((wanted) => {
    const { editor } = (window as Canvas).board ?? {}
    return (editor?.getCurrentPageShapes() ?? [])
      .filter((shape) => shape.type === wanted && !shape.meta.guide)
      .map(({ id, meta, props }) => {
        const { x, y, w, h } = editor?.getShapePageBounds(id) ?? { x: 0, y: 0, w: 0, h: 0 }
        return { id, type: wanted, color: props.color, from: meta.fromProblemId, x, y, w, h }
      })
  }, type)

const middle = ({ x, y }: Place): Place => ({ x: x + 100, y: y + 100 })
const plan = (key: string) => {
  const found = cards.find((card) => card.key === key)
  if (!found) throw new Error(`the published tree has no ${key}`)
  return found
}
const write = (person: Person, key: string, at = middle(plan(key))) => person.writeNote(plan(key).text, at)
const hint = (person: Person) => person.page.getByTestId('tree-hint')
const press = (person: Person, name: string) => person.page.getByRole('button', { name, exact: true }).click()
const outlineNow = (lab: { api<T>(method: string, path: string): Promise<T> }, id: string) =>
  lab.api<Outline>('GET', `/boards/${id}/outline`)

test('two people build the river tree; circles and a second core are refused in words; tidy, objectives, undo', async ({
  lab,
  person,
}) => {
  test.setTimeout(180_000)
  const { id, code } = await newBoard(lab, 'problem-tree')
  const size = { viewport: { width: 1920, height: 1080 } }
  const ada = await person('Ada', size)
  await ada.signIn()
  await ada.openBoard(id)
  const ben = await person('Ben', size)
  await ben.join(code)
  await ben.canvasIsThere()
  await Promise.all([ada.seeAll(), ben.seeAll()])
  const core = await writeCore(ada)
  await ben.sees(core.text)

  // Ben writes in bands; the colour is the band's. He draws from the effect down to its cause.
  await write(ben, 'effect.1')
  await write(ben, 'cause.1')
  await ben.drawArrow(middle(core), middle(plan('cause.1')))
  await write(ben, 'cause.1.1')
  await ben.drawArrow(middle(plan('cause.1.1')), middle(plan('cause.1')))
  await expect
    .poll(async () => (await onCanvas(ben, 'note')).map(({ color }) => color).sort())
    .toEqual(['light-blue', 'light-red', 'yellow', 'yellow'])
  await ben.badgeSays('saved')
  const first = await outlineNow(lab, id)
  expect(first.causes.map(({ text }) => text)).toEqual([plan('cause.1').text])
  expect(first.causes[0]?.children.map(({ text }) => text)).toEqual([plan('cause.1.1').text])

  // A circle.
  const arrows = (await onCanvas(ben, 'arrow')).length
  await write(ben, 'cause.1.1.1')
  await ben.drawArrow(middle(plan('cause.1.1.1')), middle(plan('cause.1.1')))
  await ben.drawArrow(middle(plan('cause.1.1')), middle(plan('cause.1.1.1')))
  await expect(hint(ben)).toContainText('this would make a circle')
  await expect.poll(async () => (await onCanvas(ben, 'arrow')).length).toBe(arrows + 1)
  await expect(hint(ada)).toHaveCount(0)
  await hint(ben).getByRole('button', { name: 'Close' }).click()
  await expect(hint(ben)).toHaveCount(0)

  // Ada lets a card go on another one, and another card in the band of the core.
  const aside = { x: 2200, y: 1300 }
  await write(ada, 'cause.1.2', aside)
  await ada.sees(plan('cause.1').text)
  await ada.drag('v', aside, { x: plan('cause.1').x + 120, y: plan('cause.1').y + 110 })
  await expect.poll(async () => (await onCanvas(ada, 'arrow')).length).toBe(arrows + 2)
  const landed = (await onCanvas(ada, 'note')).filter(({ y }) => y > 1500)
  expect(landed).toHaveLength(3)
  await write(ada, 'cause.2', aside)
  await ada.drag('v', aside, { x: 2200, y: 930 })
  await expect(hint(ada)).toContainText('There is one core problem already')
  await expect
    .poll(async () => (await onCanvas(ada, 'note')).filter(({ y, h }) => y < 1104 && y + h > 760))
    .toHaveLength(1)

  // Tidy: the same tree, and one step back.
  await Promise.all([ada.badgeSays('saved'), ben.badgeSays('saved')])
  const before = await outlineNow(lab, id)
  const scattered = await onCanvas(ada, 'note')
  await press(ada, 'Tidy the tree')
  await expect(ada.page.getByText('The tree is tidy.')).toBeVisible()
  const tidy = await onCanvas(ada, 'note')
  expect(tidy).not.toEqual(scattered)
  for (const one of tidy) {
    const covered = tidy.filter((other) => other.id !== one.id && overlap(one, other))
    expect(covered).toEqual([])
  }
  await ada.badgeSays('saved')
  const after = await outlineNow(lab, id)
  expect(tree(after)).toEqual(tree(before))
  await ada.page.keyboard.press('Control+z')
  await expect.poll(() => onCanvas(ada, 'note')).toEqual(scattered)
  await ada.page.keyboard.press('Control+Shift+z')
  await expect.poll(() => onCanvas(ada, 'note')).toEqual(tidy)

  // Objectives, each with the id of its problem.
  await press(ben, 'Make the objectives tree')
  await expect
    .poll(async () => (await onCanvas(ben, 'note')).filter(({ from }) => from))
    .toHaveLength(tidy.length)
  const goal = (await onCanvas(ben, 'note')).find(({ from }) => from === after.causes[1]?.id)
  if (!goal) throw new Error('the cause has no objective')
  const empty = (await onCanvas(ben, 'note')).find(({ from }) => from === idOf(before, plan('cause.1').text))
  if (!empty) throw new Error('the first cause has no objective')
  await ben.badgeSays('saved')
  const made = await outlineNow(lab, id)
  expect(tree(made)).toEqual(tree(after))
  expect(made.objectives?.fromProblemId).toBe(after.coreId)
  expect(made.objectives?.core).toBe('River water quality is improving')
  await ben.writeInto({ x: empty.x + 100, y: empty.y + 100 }, 'Solid waste stays out of the river')
  await ben.clickAt({ x: empty.x + 100, y: empty.y + 100 })
  await press(ben, 'Realistic')
  await ben.badgeSays('saved')
  await expect
    .poll(async () => {
      const { objectives } = await outlineNow(lab, id)
      return flat(objectives?.means ?? []).filter(({ fromProblemId }) => fromProblemId === empty.from)
    })
    .toMatchObject([{ text: 'Solid waste stays out of the river', realistic: true }])

  // By keyboard: a means below it, ready to type.
  await ben.page.keyboard.press('Alt+ArrowDown')
  await ben.page.locator('.tl-canvas [contenteditable=true]').first().waitFor()
  await ben.page.keyboard.type('Bins are emptied each day')
  await ben.page.keyboard.press('Escape')
  await ben.badgeSays('saved')
  await expect
    .poll(async () => flat((await outlineNow(lab, id)).objectives?.means ?? []).map(({ text }) => text))
    .toContain('Bins are emptied each day')
})

test('the objectives are gone again after one step back', async ({ lab, person }) => {
  const { id } = await newBoard(lab, 'problem-tree')
  const ada = await person('Ada')
  await ada.signIn()
  await ada.openBoard(id)
  await ada.seeAll()
  await writeCore(ada)
  const shapes = () => ada.countRecords('shape')
  const before = await shapes()
  await press(ada, 'Make the objectives tree')
  await expect.poll(shapes).toBeGreaterThan(before ?? 0)
  await ada.page.locator('.tl-canvas').focus()
  await ada.page.keyboard.press('Control+z')
  await expect.poll(shapes).toBe(before)
})

for (const { locale, text, words, close } of [
  { locale: 'en-GB', text: 'Lack of a sewer', words: '“Lack of” names a missing solution', close: 'Close' },
  {
    locale: 'it-IT',
    text: 'Mancanza di una fogna',
    words: '«Mancanza di» nomina una soluzione',
    close: 'Chiudi',
  },
  {
    locale: 'sq-AL',
    text: 'Mungesë e kanalizimit',
    words: '«Mungesë e» përmend një zgjidhje',
    close: 'Mbyll',
  },
]) {
  test(`a missing solution is asked about, once for each card (${locale})`, async ({ lab, person }) => {
    const { id } = await newBoard(lab, 'problem-tree', { locale: locale.slice(0, 2) })
    const ada = await person('Ada', { locale })
    await ada.signIn()
    await ada.openBoard(id)
    await ada.seeAll()
    await ada.writeNote(text, { x: 1500, y: 1300 })
    await expect(hint(ada)).toContainText(words)
    await expect(ada.page.getByRole('status').filter({ hasText: words })).toHaveCount(1)
    await hint(ada).getByRole('button', { name: close }).click()
    await expect(hint(ada)).toHaveCount(0)
    await ada.writeInto({ x: 1500, y: 1300 }, `${text}!`)
    await ada.sees(`${text}!`)
    await expect(hint(ada)).toHaveCount(0)
  })
}

test('on a phone the tree is tidied from the menu', async ({ lab, person }) => {
  const { id } = await newBoard(lab, 'problem-tree')
  const ada = await person('Ada', { viewport: { width: 390, height: 844 } })
  await ada.signIn()
  await ada.openBoard(id)
  await ada.page.locator('.board-bar').getByRole('button', { name: 'More', exact: true }).click()
  await press(ada, 'Tidy the tree')
  await expect(ada.page.getByText('There is no tree yet', { exact: false })).toBeVisible()
  await ada.fitsTheWidth()
})

const flat = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...flat(node.children)])
const idOf = ({ causes, effects }: Outline, text: string) =>
  flat([...causes, ...effects]).find((node) => node.text === text)?.id

/** What hangs under what. */
function tree({ coreId, causes, effects }: Outline) {
  const nested = (nodes: Node[]): unknown[] => nodes.map(({ id, children }) => [id, nested(children)]).sort()
  return [coreId, nested(causes), nested(effects)]
}

const overlap = (a: Card, b: Card): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
