import { type BoxModel, type Editor, react } from 'tldraw'
import { type Insets, showBounds } from '../board/showBounds.ts'
import type { TourStop } from './tour/planTour.ts'

/** What the screen shows: the whole board, what the facilitator looks at, one place after another, or what it shows now. */
export type Looking = 'fit' | 'follow' | 'tour' | 'stay'

/** Changes of the content gather this long, so that the picture does not swim while somebody draws. */
const settle = 500
const glide = 700
/** White around the content; below, tldraw's sign has its place. */
const insets = { top: 32, right: 32, bottom: 60, left: 32 }
/** A single note must not fill the wall. */
const closest = 1.5

/** How many pixels stand for one of a display 1920 pixels wide, upright or lying: the same share of what one sees. */
export const screenUnit = ({ w, h } = { w: window.innerWidth, h: window.innerHeight }): number =>
  Math.max(w, h) / 1920

/** Letters of this height are read from 5 m on a display of 55 inches, 1920 pixels wide. */
const readableAt1920 = 40
export const readable = (): number => readableAt1920 * screenUnit()

/** Around a stop of the tour: above it stands its name. */
export function tourInsets(): Insets {
  const unit = screenUnit()
  return { top: 100 * unit, right: 24 * unit, bottom: Math.max(48, 40 * unit), left: 24 * unit }
}

/** Keeps the whole board in view while `looking` is `fit`, follows the leader, or lets the picture be. Returns the way to stop. */
export function lookAt(editor: Editor, looking: Looking, leader: string | null): () => void {
  if (looking === 'tour' || looking === 'stay') return () => {}
  return looking === 'follow' && leader ? followLeader(editor, leader) : keepFitted(editor)
}

/** Shows a stop of the tour: as large as it fits, but no larger than can be read with ease. */
export function showStop(editor: Editor, { bounds, zoom }: TourStop): void {
  showBounds(editor, bounds, { insets: tourInsets(), closest: zoom * 1.4, glide })
}

function keepFitted(editor: Editor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = ''
  const showAll = (gliding: boolean) => {
    const bounds = editor.getCurrentPageBounds()
    if (!bounds) return
    showBounds(editor, bounds, { insets, closest: closest * screenUnit(), glide: gliding ? glide : 0 })
  }
  const stop = react('keep the board fitted', () => {
    const wanted = signature(editor.getCurrentPageBounds(), editor.getViewportScreenBounds())
    if (wanted === shown) return
    const first = shown === ''
    shown = wanted
    clearTimeout(timer)
    if (first) showAll(false)
    else timer = setTimeout(() => showAll(true), settle)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Whole units: what moves by less does not move the picture. */
const signature = (...boxes: (BoxModel | undefined)[]): string =>
  boxes.map((box) => (box ? [box.x, box.y, box.w, box.h].map(Math.round).join(' ') : '-')).join('|')

/** tldraw stops following when the one followed is gone for a moment; here only our own stop ends it. */
function followLeader(editor: Editor, leader: string): () => void {
  const stop = react('follow the facilitator', () => {
    const present = editor.getCollaborators().some((person) => person.userId === leader)
    if (present && editor.getInstanceState().followingUserId !== leader) editor.startFollowingUser(leader)
  })
  return () => {
    stop()
    editor.stopFollowingUser()
  }
}
