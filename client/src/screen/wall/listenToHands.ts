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
    hands.move(contactOf(event), pathOf(event).map(contactOf))
  }
  const onUp = (event: PointerEvent) => hands.up(event.pointerId, event.timeStamp)
  const endAll = () => hands.endAll()
  const onVisibility = () => document.visibilityState === 'hidden' && endAll()
  const noMenu = (event: Event) => event.preventDefault()
  const listening = new AbortController()
  const { signal } = listening
  ground.addEventListener('pointerdown', onDown, { signal })
  ground.addEventListener('pointermove', onMove, { signal })
  for (const kind of ends) ground.addEventListener(kind, onUp, { signal })
  ground.addEventListener('contextmenu', noMenu, { signal })
  window.addEventListener('blur', endAll, { signal })
  document.addEventListener('visibilitychange', onVisibility, { signal })
  return () => {
    endAll()
    listening.abort()
  }
}

const isCanvas = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.tl-container') !== null && target.closest(others) === null

/** Where a pointer went since the last event. Browsers tell it to secure pages only, and some tell nothing. */
function pathOf(event: PointerEvent): PointerEvent[] {
  const path = 'getCoalescedEvents' in event ? event.getCoalescedEvents() : []
  return path.length > 0 ? path : [event]
}

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
