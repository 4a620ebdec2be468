import type { CDPSession } from '@playwright/test'
import type { Person, Place } from './person.ts'

/** A finger's way over the glass, in pixels of the window. */
export interface Finger {
  id: number
  from: Place
  to: Place
  /** Of what touches the glass: a fingertip where nothing is said. */
  radius?: number
}

/** Several fingers at once, which Playwright's own touchscreen cannot do. */
export class Fingers {
  private constructor(private readonly session: CDPSession) {}

  static async of({ context, page }: Person): Promise<Fingers> {
    return new Fingers(await context.newCDPSession(page))
  }

  /** All fingers go down together, move step by step together, and are lifted together, or taken away by the browser. */
  async drag(
    fingers: readonly Finger[],
    { steps = 8, end = 'touchEnd' }: { steps?: number; end?: 'touchEnd' | 'touchCancel' } = {},
  ): Promise<void> {
    for (let step = 0; step <= steps; step++) {
      const at = fingers.map(({ id, from, to, radius = 11 }) => ({
        id,
        x: from.x + ((to.x - from.x) * step) / Math.max(1, steps),
        y: from.y + ((to.y - from.y) * step) / Math.max(1, steps),
        radiusX: radius,
        radiusY: radius,
        force: 0.5,
      }))
      await this.send(step === 0 ? 'touchStart' : 'touchMove', at)
    }
    await this.send(end, [])
  }

  /** Draws with a pen. */
  async drawWithPen(from: Place, to: Place, steps = 6): Promise<void> {
    for (let step = 0; step <= steps; step++) {
      await this.session.send('Input.dispatchMouseEvent', {
        type: step === 0 ? 'mousePressed' : 'mouseMoved',
        pointerType: 'pen',
        button: 'left',
        buttons: 1,
        clickCount: 1,
        force: 0.6,
        x: from.x + ((to.x - from.x) * step) / steps,
        y: from.y + ((to.y - from.y) * step) / steps,
      })
    }
    await this.session.send('Input.dispatchMouseEvent', {
      type: 'mouseReleased',
      pointerType: 'pen',
      button: 'left',
      clickCount: 1,
      ...to,
    })
  }

  /** Taps with several fingers at the same moment. */
  async tap(...places: Place[]): Promise<void> {
    await this.drag(
      places.map((place, id) => ({ id, from: place, to: place })),
      { steps: 0 },
    )
  }

  private async send(
    type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
    touchPoints: { id: number; x: number; y: number }[],
  ): Promise<void> {
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
}
