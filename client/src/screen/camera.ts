import { type BoxModel, type Editor, react } from 'tldraw'
import { showBounds } from '../board/showBounds.ts'

/** What the screen shows: the whole board, or what the facilitator looks at. */
export type Looking = 'fit' | 'follow'

/** Changes of the content gather this long, so that the picture does not swim while somebody draws. */
const settle = 500
const glide = 700
/** White around the content; below, tldraw's sign has its place. */
const insets = { top: 32, right: 32, bottom: 60, left: 32 }
/** A single note must not fill the wall. */
const closest = 1.5

/**
 * Keeps the editor looking at the whole board or following the leader; without a leader it shows the whole board.
 * Returns the way to stop.
 */
export function lookAt(editor: Editor, looking: Looking, leader: string | null): () => void {
  return looking === 'follow' && leader ? followLeader(editor, leader) : keepFitted(editor)
}

function keepFitted(editor: Editor): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = ''
  const showAll = (gliding: boolean) => {
    const bounds = editor.getCurrentPageBounds()
    if (!bounds) return
    showBounds(editor, bounds, { insets, closest, glide: gliding ? glide : 0 })
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
