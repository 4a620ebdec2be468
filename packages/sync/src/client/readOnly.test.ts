import { expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { connectBoard } from './connectBoard.ts'

/** A line that opens at once and keeps what is sent over it. */
class Line {
  static sent: Uint8Array[] = []
  readyState = 0
  binaryType = 'arraybuffer'
  readonly bufferedAmount = 0
  readonly OPEN = 1
  onopen: (() => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  constructor() {
    queueMicrotask(() => {
      this.readyState = 1
      this.onopen?.()
    })
  }
  send(frame: Uint8Array) {
    Line.sent.push(new Uint8Array(frame))
  }
  close() {
    this.readyState = 3
  }
}

/** How many edits go over the line when a copy from the browser comes into the document after it opened. */
async function editsSent(readOnly: boolean): Promise<number> {
  Line.sent = []
  const kept = new Y.Doc()
  kept.getMap('records').set('shape:a', new Y.Map())
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const connection = connectBoard({
    url: 'ws://nowhere/sync',
    boardId: 'b',
    doc,
    awareness,
    readOnly,
    WebSocketPolyfill: Line as never,
  })
  await expect.poll(() => Line.sent.length).toBeGreaterThan(0)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(kept), 'what the browser kept')
  connection.dispose()
  awareness.destroy()
  return Line.sent.filter(([kind, step]) => kind === 0 && step === 2).length
}

it('a viewer’s copy from the browser is not sent as an edit, however late it is read', async () => {
  expect(await editsSent(true)).toBe(0)
  expect(await editsSent(false)).toBe(1)
})
