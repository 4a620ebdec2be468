import { EventEmitter } from 'node:events'
import type { Editor, TLEventInfo } from 'tldraw'
import { expect, it } from 'vitest'
import { sendAtGestureEnd } from './gestureEnd.ts'

function watched() {
  const events = new EventEmitter()
  let flushed = 0
  const stop = sendAtGestureEnd(events as unknown as Pick<Editor, 'on' | 'off'>, () => flushed++)
  const tell = async (name: TLEventInfo['name']) => {
    events.emit('event', { name })
    const before = flushed
    await Promise.resolve()
    return { atOnce: before, afterTask: flushed }
  }
  return { tell, stop }
}

it('[BD51] the last place goes out when the pointer is lifted, or the gesture completed or called off', async () => {
  const { tell, stop } = watched()
  expect(await tell('pointer_down')).toEqual({ atOnce: 0, afterTask: 0 })
  expect(await tell('pointer_move')).toEqual({ atOnce: 0, afterTask: 0 })
  expect(await tell('pointer_up')).toEqual({ atOnce: 0, afterTask: 1 })
  expect(await tell('complete')).toEqual({ atOnce: 1, afterTask: 2 })
  expect(await tell('cancel')).toEqual({ atOnce: 2, afterTask: 3 })
  stop()
  expect(await tell('pointer_up')).toEqual({ atOnce: 3, afterTask: 3 })
})
