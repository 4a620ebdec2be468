/** Something that runs soon after it was asked for, but not more often than its pause allows. */
export interface Throttle {
  request(): void
  cancel(): void
}

/** Runs `run` at once where it rested for `pause` milliseconds, else when the pause is over; the last request is never lost. */
export function createThrottle(run: () => void, pause: number): Throttle {
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = Number.NEGATIVE_INFINITY
  const fire = () => {
    timer = undefined
    last = performance.now()
    run()
  }
  return {
    request() {
      timer ??= setTimeout(fire, Math.max(0, last + pause - performance.now()))
    },
    cancel() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
