import type { Lab } from './lab.ts'

/** An event as it came. */
export interface Heard {
  event: string
  data: unknown
}

/** Reads a board's stream of events, the way a page does. */
export class EventReader {
  readonly heard: Heard[] = []
  /** Lines that are no events. */
  comments = 0
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>
  private readonly waiting = new Set<() => void>()
  private readonly stop = new AbortController()

  private constructor(body: AsyncIterable<Uint8Array>, stop: AbortController) {
    this.stop = stop
    this.ended = this.read(body).catch(() => undefined)
  }

  static async open(lab: Lab, boardId: string, token: string, query = ''): Promise<EventReader> {
    const stop = new AbortController()
    const answer = await fetch(`${lab.url}/api/v1/boards/${boardId}/events${query}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: stop.signal,
    })
    if (!answer.ok || !answer.body) throw new Error(`no stream: ${answer.status} ${await answer.text()}`)
    return new EventReader(answer.body as unknown as AsyncIterable<Uint8Array>, stop)
  }

  /** Resolves with the newest event of this kind that is as wanted, once there is one. */
  async hears(event: string, wanted: (data: never) => boolean = () => true): Promise<unknown> {
    for (;;) {
      const found = this.heard.findLast((one) => one.event === event && wanted(one.data as never))
      if (found) return found.data
      await new Promise<void>((resolve) => this.waiting.add(resolve))
    }
  }

  close(): void {
    this.stop.abort()
  }

  private async read(body: AsyncIterable<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    for await (const bytes of body) {
      text += decoder.decode(bytes, { stream: true })
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) this.take(part)
    }
  }

  private take(part: string): void {
    const said = /^event: (\w+)\ndata: (.*)$/s.exec(part)
    if (said) this.heard.push({ event: said[1] ?? '', data: JSON.parse(said[2] ?? 'null') as unknown })
    else if (part.startsWith(':')) this.comments += 1
    for (const wake of this.waiting) wake()
    this.waiting.clear()
  }
}
