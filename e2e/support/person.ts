import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from '@playwright/test'
import { Line } from '@sheshi/sync/testing/line'
import type { LabServer } from './server.ts'

/** A point on the board, in board pixels. */
export interface Place {
  x: number
  y: number
}

/** A piece of rich text, as TipTap writes it. */
interface TextNode {
  text?: string
  content?: TextNode[]
}

/** What the page offers to support and tests (docs/architecture.md): the editor behind the canvas. */
interface BoardWindow {
  board?: {
    editor: {
      pageToScreen(point: Place): Place
      getCurrentPageShapes(): { type: string; x: number; props: { color?: string; richText?: TextNode } }[]
      getViewportPageBounds(): { center: Place; w: number; h: number }
      setCamera(camera: { x: number; y: number; z: number }): void
      getRichTextEditor(): { state: { selection: { empty: boolean } } } | null
      store: { allRecords(): { typeName: string }[] }
    }
  }
}

/** For whoever opens the page again without a network: their browser may keep it. */
export const keepsPages = { serviceWorkers: 'allow' } as const

/** Where a person gets into a lab. */
export type Door = Pick<LabServer, 'port' | 'key' | 'prefix'>

type BadgeState = 'saved' | 'offline-kept' | 'offline-reading' | 'reading' | 'failing'

/** Somebody with a browser of their own, and what they do with it. */
export class Person {
  /** Requests to hosts other than the lab's, or outside the path it lies below; there must be none. */
  readonly strayRequests: string[] = []
  /** How many requests went to the lab. */
  homeRequests = 0

  private constructor(
    readonly name: string,
    private readonly lab: Door,
    readonly line: Line,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async create(
    browser: Browser,
    lab: Door,
    name: string,
    options: BrowserContextOptions,
  ): Promise<Person> {
    const line = await Line.to(lab.port)
    const home = `${line.url}${lab.prefix}/`
    // Keeping the whole page for later is work, and most people here do not come back without a network.
    const context = await browser.newContext({ baseURL: home, serviceWorkers: 'block', ...options })
    const page = await context.newPage()
    const person = new Person(name, lab, line, context, page)
    const note = (url: string) => {
      if (!/^(http|ws)/.test(url)) return
      if (url.replace(/^ws/, 'http').startsWith(home)) person.homeRequests += 1
      else person.strayRequests.push(url)
    }
    context.on('request', (request) => note(request.url()))
    page.on('websocket', (socket) => note(socket.url()))
    return person
  }

  async leave(): Promise<void> {
    await this.context.close()
    this.line.close()
  }

  /** Signs in by the link that the server prints. */
  async signIn(): Promise<void> {
    await this.page.goto(`signin#key=${this.lab.key}`)
    await expect(this.page).toHaveURL(/\/$/)
  }

  async openBoard(boardId: string): Promise<void> {
    await this.page.goto(`board/${boardId}`)
    await this.canvasIsThere()
  }

  /** Joins by typing the code, the way one does on a phone. */
  async join(code: string, sector = 'Citizens'): Promise<void> {
    await this.page.goto('join')
    await this.page.locator('input[name=code]').fill(code)
    await this.page.locator('input[name=name]').fill(this.name)
    await this.page.getByText(sector, { exact: true }).click()
    await this.page.locator('form button[type=submit]').click()
  }

  /** Joins by a code alone, as one may; in whichever language the page is. */
  async joinBare(code: string): Promise<void> {
    await this.page.goto(`join#${code}`)
    await this.page.locator('form button[type=submit]').click()
    await this.canvasIsThere()
  }

  async canvasIsThere(): Promise<void> {
    await expect(this.page.locator('.tl-canvas')).toBeVisible({ timeout: 30_000 })
    await this.page.waitForFunction(() => Boolean((window as BoardWindow).board?.editor))
  }

  /** Zooms so that the whole board is in view (tldraw's own shortcut). */
  async seeAll(): Promise<void> {
    await this.page.locator('.tl-canvas').focus()
    await this.page.keyboard.press('Shift+Digit1')
    await this.cameraRests()
  }

  /** The camera has stopped moving: so many frames in a row show the same place. */
  async cameraRests(frames = 5): Promise<void> {
    await this.page.evaluate(async (wanted) => {
      const editor = (window as BoardWindow).board?.editor
      if (!editor) return
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      for (let still = 0, last = ''; still < wanted; ) {
        await frame()
        const now = JSON.stringify([
          editor.pageToScreen({ x: 0, y: 0 }),
          editor.pageToScreen({ x: 1e3, y: 1e3 }),
        ])
        still = now === last ? still + 1 : 0
        last = now
      }
    }, frames)
  }

  /** Where a place of the board is in the window right now. */
  async screenPoint(place: Place): Promise<Place> {
    const point = await this.page.evaluate(
      (target) => (window as BoardWindow).board?.editor.pageToScreen(target),
      place,
    )
    if (!point) throw new Error('the canvas is not there')
    return { x: point.x, y: point.y }
  }

  /** Writes a note whose middle is at a place of the board, with the note tool. */
  async writeNote(text: string, place: Place): Promise<void> {
    const point = await this.screenPoint(place)
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press('n')
    await this.page.mouse.click(point.x, point.y)
    await this.page
      .locator('.tl-rich-text[contenteditable], .tl-shape [contenteditable=true]')
      .first()
      .waitFor()
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press('Escape')
  }

  /** Writes into a card that is already there. */
  async writeInto(place: Place, text: string): Promise<void> {
    const point = await this.screenPoint(place)
    await this.page.keyboard.press('Escape')
    await this.page.mouse.dblclick(point.x, point.y)
    await this.editorIsOpen()
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press('Escape')
  }

  private async editorIsOpen(): Promise<void> {
    await this.page.locator('.tl-canvas [contenteditable=true]').first().waitFor()
  }

  /** Opens the note at a place for typing; the caret stands at the beginning or the end of its text. */
  async openNote(place: Place, caret: 'Home' | 'End'): Promise<void> {
    const point = await this.screenPoint(place)
    await this.page.keyboard.press('Escape')
    await this.page.mouse.dblclick(point.x, point.y)
    await this.editorIsOpen()
    // tldraw selects all the text when the field is ready, and once more when it gets the focus.
    await expect(async () => {
      await this.page.keyboard.press(`Control+${caret}`)
      const chosen = await this.page.evaluate(
        () => (window as BoardWindow).board?.editor.getRichTextEditor()?.state.selection.empty,
      )
      expect(chosen).toBe(true)
    }).toPass()
  }

  /** Draws an arrow from one place to another; on shapes it binds to them. */
  async drawArrow(from: Place, to: Place): Promise<void> {
    const [start, end] = [await this.screenPoint(from), await this.screenPoint(to)]
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press('a')
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
    await this.page.mouse.move(end.x, end.y, { steps: 4 })
    await this.page.mouse.up()
    await this.page.keyboard.press('Escape')
  }

  /** Drags with a tool, chosen by its key: `r` a rectangle, `d` ink, `f` a frame, `v` to move what is there. */
  async drag(key: string, from: Place, to: Place): Promise<void> {
    const [start, end] = [await this.screenPoint(from), await this.screenPoint(to)]
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press(key)
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move(end.x, end.y, { steps: 8 })
    await this.page.mouse.up()
  }

  async clickAt(place: Place): Promise<void> {
    const point = await this.screenPoint(place)
    await this.page.mouse.click(point.x, point.y)
  }

  /** Looks at a part of the board: the place is the top left corner of what is in view. */
  async goTo({ x, y, zoom }: Place & { zoom: number }): Promise<void> {
    await this.page.evaluate(
      ([left, top, z]) => {
        ;(window as BoardWindow).board?.editor.setCamera({ x: -left, y: -top, z })
      },
      [x, y, zoom] as const,
    )
    await this.cameraRests()
  }

  /** Where on the board the middle of the view is. */
  centreX(): Promise<number> {
    return this.page.evaluate(
      () => (window as BoardWindow).board?.editor.getViewportPageBounds().center.x ?? 0,
    )
  }

  /** Adds a picture by the toolbar's button. */
  async chooseFile(file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByTestId('tools.asset').click()
    await (await chooser).setFiles(file)
  }

  /** Has at least so many shapes of each type on the page. */
  async hasShapes(wanted: Record<string, number>): Promise<void> {
    await expect
      .poll(async () => {
        const types = await this.page.evaluate(() =>
          (window as BoardWindow).board?.editor.getCurrentPageShapes().map(({ type }) => type),
        )
        return Object.fromEntries(
          Object.keys(wanted).map((type) => [type, types?.filter((other) => other === type).length]),
        )
      })
      .toEqual(wanted)
  }

  countRecords(typeName: string): Promise<number | undefined> {
    return this.page.evaluate(
      (name) =>
        (window as BoardWindow).board?.editor.store.allRecords().filter((record) => record.typeName === name)
          .length,
      typeName,
    )
  }

  /** The words in the text field this person has open. */
  openText(): Promise<string> {
    return this.page.locator('.tl-canvas [contenteditable=true]').innerText()
  }

  /** The words on the first note, as the board has them. */
  noteText(): Promise<string> {
    return this.page.evaluate(() => {
      const wordsOf = ({ text = '', content = [] }: TextNode): string => text + content.map(wordsOf).join('')
      const note = (window as BoardWindow).board?.editor
        .getCurrentPageShapes()
        .find(({ type }) => type === 'note')
      return note?.props.richText ? wordsOf(note.props.richText) : ''
    })
  }

  /** Place and colour of the first note. */
  firstNote(): Promise<{ x: number; color: string | undefined } | null> {
    return this.page.evaluate(() => {
      const note = (window as BoardWindow).board?.editor
        .getCurrentPageShapes()
        .find(({ type }) => type === 'note')
      return note ? { x: Math.round(note.x), color: note.props.color } : null
    })
  }

  /** The colour of the note that says this. */
  colorOf(text: string): Promise<string | undefined> {
    return this.page.evaluate(
      (said) =>
        (window as BoardWindow).board?.editor
          .getCurrentPageShapes()
          .find(({ type, props }) => type === 'note' && JSON.stringify(props.richText).includes(said))?.props
          .color,
      text,
    )
  }

  /** Into the tunnel: the line is cut, not just the browser told so. */
  async goOffline(then: BadgeState = 'offline-kept'): Promise<void> {
    this.cutLine()
    await this.badgeSays(then)
  }

  async comeBack(then: BadgeState = 'saved'): Promise<void> {
    this.mendLine()
    await this.badgeSays(then)
  }

  cutLine(): void {
    this.line.cut()
  }

  mendLine(): void {
    this.line.mend()
  }

  /** The browser holds the page itself, so that it opens without a network. */
  async pageIsKept(): Promise<void> {
    await this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      const worker = registration.active
      if (!worker || worker.state === 'activated') return
      await new Promise<void>((resolve) => {
        worker.addEventListener('statechange', () => worker.state === 'activated' && resolve())
      })
    })
  }

  /** Sees a text on the canvas (in whoever's note). */
  async sees(text: string, options: { timeout?: number } = {}): Promise<void> {
    await expect(this.page.locator('.tl-canvas').getByText(text, { exact: true }).first()).toBeAttached(
      options,
    )
  }

  /** Has a note with this text on its canvas, in view or not. */
  async has(text: string): Promise<void> {
    await expect
      .poll(() =>
        this.page.evaluate((wanted) => {
          const shapes = (window as BoardWindow).board?.editor.getCurrentPageShapes() ?? []
          return shapes.some(({ props }) => JSON.stringify(props.richText ?? '').includes(wanted))
        }, `"${text}"`),
      )
      .toBe(true)
  }

  async doesNotSee(text: string): Promise<void> {
    await expect(this.page.locator('.tl-canvas').getByText(text, { exact: true })).toHaveCount(0)
  }

  /** The badge shows this state: everything on the server's disk, kept on this device, … */
  async badgeSays(state: BadgeState): Promise<void> {
    await expect(this.page.getByTestId('save-badge')).toHaveAttribute('data-state', state, {
      timeout: 30_000,
    })
  }

  /** Everything on the page fits its width: nothing has to be scrolled sideways. */
  async fitsTheWidth(): Promise<void> {
    const overflow = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
  }
}
