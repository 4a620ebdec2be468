import type { Contact } from './touches.ts'
import type { WallHands } from './WallHands.ts'

/** tldraw's sign is a link and stays one. */
const others = 'button, a'

/** Hands what touches an element to the hands of the wall; returns the way to stop, at which all that is under way ends. */
export function listenToHands(ground: HTMLElement, hands: WallHands): () => void {
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !isCanvas(event.target)) return
    event.preventDefault()
    // What leaves the canvas while it draws still belongs to it.
    ground.setPointerCapture(event.pointerId)
    hands.down(contactOf(event))
  }
  const onMove = (event: PointerEvent) => {
    const between = event.getCoalescedEvents().map(contactOf)
    hands.move(contactOf(event), between.length > 0 ? between : [contactOf(event)])
  }
  const onUp = (event: PointerEvent) => hands.up(event.pointerId, event.timeStamp)
  const endAll = () => hands.endAll()
  const onVisibility = () => document.visibilityState === 'hidden' && endAll()
  const noMenu = (event: Event) => event.preventDefault()
  ground.addEventListener('pointerdown', onDown)
  ground.addEventListener('pointermove', onMove)
  for (const kind of ends) ground.addEventListener(kind, onUp)
  ground.addEventListener('contextmenu', noMenu)
  window.addEventListener('blur', endAll)
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    endAll()
    ground.removeEventListener('pointerdown', onDown)
    ground.removeEventListener('pointermove', onMove)
    for (const kind of ends) ground.removeEventListener(kind, onUp)
    ground.removeEventListener('contextmenu', noMenu)
    window.removeEventListener('blur', endAll)
    document.removeEventListener('visibilitychange', onVisibility)
  }
}

const isCanvas = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.tl-container') !== null && target.closest(others) === null

const ends = ['pointerup', 'pointercancel', 'lostpointercapture'] as const

const contactOf = (event: PointerEvent): Contact => ({
  id: event.pointerId,
  type: event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse',
  x: event.clientX,
  y: event.clientY,
  width: event.width,
  height: event.height,
  pressure: event.pressure,
  time: event.timeStamp,
})
