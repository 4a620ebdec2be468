import type { PrototypeOutline, PrototypeScreen } from '../outline.types.ts'
import { holds } from '../types.ts'
import { type BoardView, byRows, type Placed, type PlacedFrame, toCard } from './board.ts'
import { namedFrames, outlineHead } from './notes.ts'

/** Width and height of the devices in CSS pixels, to tell what somebody's own frame stands for. */
export const devices: readonly [device: PrototypeScreen['device'], w: number, h: number][] = [
  ['phone', 390, 844],
  ['tablet', 820, 1180],
  ['desktop', 1440, 900],
  ['kiosk', 1080, 1920],
  ['wall', 1920, 1080],
]
/** As wide as the gutters of the template: remarks beside a frame belong to it. */
const beside = 16 + 280

/** A screen or a scene: the outermost frame, with its number. */
export interface Sheet {
  frame: PlacedFrame
  no: number
  cards: Placed[]
}

/** The outermost frames with their numbers. A scene is the template's, or a copy of one; every other is a screen. */
export function sheetsOf(view: BoardView): { screens: Sheet[]; scenes: Sheet[] } {
  const outer = view.frames.filter((frame) => view.frameOf(frame) === null)
  const isScene = (frame: PlacedFrame) => String(frame.shape.meta.frame).startsWith('panel.')
  return {
    scenes: number(outer.filter(isScene)),
    screens: number(outer.filter((frame) => !isScene(frame))),
  }
}

/** Screens by number with the remarks in and beside them and where they lead, and the scenes with their captions. */
export function readPrototype(view: BoardView, locale: string): PrototypeOutline {
  const inside = new Set<Placed>(view.frames.filter((frame) => view.frameOf(frame) !== null))
  const { screens, scenes } = sheetsOf(view)
  const byFrame = new Map<PlacedFrame | null, Sheet>(
    [...screens, ...scenes].map((each) => [each.frame, each]),
  )
  const sheetOf = (placed: Placed): Sheet | null => {
    return (
      byFrame.get(outermost(view, placed)) ??
      byRegion(view.regionOf(placed), screens, scenes) ??
      screens.find((sheet) => liesBeside(sheet.frame, placed)) ??
      null
    )
  }
  const named = namedFrames(view).filter((frame) => inside.has(frame))
  const loose: Placed[] = []
  for (const card of [...view.cards, ...named].sort(byRows)) {
    const sheet = sheetOf(card)
    if (sheet) sheet.cards.push(card)
    else loose.push(card)
  }
  const { links, unused } = readLinks(view, screens)
  const isUsed = usedSheets(view)
  return {
    template: 'prototype-sketch',
    ...outlineHead(view, locale, loose),
    ink: view.ink + unused,
    screens: screens.filter((sheet) => isUsed(sheet, links)).map((sheet) => toScreen(sheet, links)),
    storyboard: scenes.filter((sheet) => isUsed(sheet, [])).map(toScene),
  }
}

/** The template's numbers; copies and frames of one's own go on from the highest, in reading order. */
function number(frames: PlacedFrame[]): Sheet[] {
  const given = (frame: PlacedFrame) => Number(frame.shape.meta.no) || 0
  let last = Math.max(0, ...frames.map(given))
  const taken = new Set<number>()
  const sheets = frames.map((frame): Sheet => {
    const no = given(frame) > 0 && !taken.has(given(frame)) ? given(frame) : ++last
    taken.add(no)
    return { frame, no, cards: [] }
  })
  return sheets.sort((a, b) => a.no - b.no)
}

/** The outermost frame that holds something; null where none does. */
export function outermost(view: BoardView, placed: Placed): PlacedFrame | null {
  let frame = view.frameOf(placed)
  for (let around = frame; around; around = view.frameOf(around)) frame = around
  return frame
}

/** What lies in a gutter or under a scene belongs to the sheet of the same number. */
function byRegion(region: string | null, screens: Sheet[], scenes: Sheet[]): Sheet | undefined {
  const [kind, no] = region?.split('.') ?? []
  const sheets = kind === 'gutter' ? screens : kind === 'caption' ? scenes : []
  return sheets.find((sheet) => sheet.no === Number(no))
}

function liesBeside({ bounds, page }: PlacedFrame, placed: Placed): boolean {
  const { x, y, w, h } = placed.bounds
  const point = { x: x + w / 2, y: y + h / 2 }
  return page === placed.page && holds({ x: bounds.x + bounds.w, y: bounds.y, w: beside, h: bounds.h }, point)
}

function toScreen({ frame, no, cards }: Sheet, links: PrototypeScreen['links']): PrototypeScreen {
  return {
    id: frame.id,
    no,
    device: deviceOf(frame),
    title: frame.text,
    annotations: cards.map(toCard),
    links: links.filter(({ from }) => from === frame.id),
  }
}

const toScene = ({ frame, no, cards }: Sheet): PrototypeOutline['storyboard'][number] => ({
  id: frame.id,
  no,
  title: frame.text,
  caption: cards.map(({ text }) => text).join('\n'),
  cards: cards.map(toCard),
})

/** What the template says, else the device whose size is nearest. */
function deviceOf(frame: PlacedFrame): PrototypeScreen['device'] {
  const { w, h } = frame.bounds
  const off = ([, width, height]: (typeof devices)[number]) =>
    Math.abs(Math.log(w / width)) + Math.abs(Math.log(h / height))
  const named = devices.find(([device]) => device === frame.shape.meta.device)
  const [nearest] = [...devices].sort((a, b) => off(a) - off(b))
  return (named ?? nearest)?.[0] ?? 'phone'
}

/** Arrows from one screen, or from something on it, to another. */
function readLinks(view: BoardView, screens: Sheet[]): { links: PrototypeScreen['links']; unused: number } {
  const rank = new Map(screens.map(({ frame, no }) => [frame.id, no]))
  const noOf = (id: string) => rank.get(id) ?? 0
  const screenOf = (id: string): string | undefined => {
    const placed = view.find(id)
    const frame = placed && (outermost(view, placed)?.id ?? placed.id)
    return screens.find((sheet) => sheet.frame.id === frame)?.frame.id
  }
  const links = new Map<string, PrototypeScreen['links'][number]>()
  let unused = 0
  for (const link of view.links) {
    const from = screenOf(link.from)
    const to = screenOf(link.to)
    if (from && to && from !== to) links.set(`${from} ${to}`, { from, to })
    else unused += 1
  }
  const sorted = [...links.values()].sort((a, b) => noOf(a.from) - noOf(b.from) || noOf(a.to) - noOf(b.to))
  return { links: sorted, unused }
}

/** The template's screens and scenes that nobody touched say nothing and are left out. */
function usedSheets(view: BoardView): (sheet: Sheet, links: PrototypeScreen['links']) => boolean {
  const parents = new Set<string>()
  for (const record of view.records.values()) if (record.typeName === 'shape') parents.add(record.parentId)
  return ({ frame, cards }, links) => {
    const isLinked = links.some(({ from, to }) => from === frame.id || to === frame.id)
    return !frame.untouched || cards.length > 0 || isLinked || parents.has(frame.shape.id)
  }
}
