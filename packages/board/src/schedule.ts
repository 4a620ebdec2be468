/** Runs `run` once after `milliseconds`, 0 meaning the next frame. Returns the way to call it off. */
export type Schedule = (run: () => void, milliseconds: number) => () => void

/** How long a hidden tab, which gets no frames, may lag behind. */
const LONGEST_FRAME = 250

/** What browsers have for frames; Node, whose types this package also meets, has none. */
interface Frames {
  requestAnimationFrame?: (run: () => void) => number
  cancelAnimationFrame?: (frame: number) => void
}

/** Animation frames where there are any, with a timer beside them; timers elsewhere. */
export const browserSchedule: Schedule = (run, milliseconds) => {
  const { requestAnimationFrame, cancelAnimationFrame } = globalThis as unknown as Frames
  if (milliseconds > 0 || !requestAnimationFrame) {
    const timer = setTimeout(run, milliseconds || 16)
    return () => clearTimeout(timer)
  }
  const cancel = () => {
    cancelAnimationFrame?.(frame)
    clearTimeout(timer)
  }
  const once = () => {
    cancel()
    run()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, LONGEST_FRAME)
  return cancel
}
