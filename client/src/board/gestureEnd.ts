import type { Editor, TLEventInfo } from 'tldraw'

const endings = new Set(['pointer_up', 'pinch_end', 'cancel', 'complete', 'interrupt'])

/**
 * Sends what a gesture has left unsent as soon as it ends: while it goes on, changes wait for one another, and the
 * last place must not wait. Returns the way to stop.
 */
export function sendAtGestureEnd(editor: Pick<Editor, 'on' | 'off'>, flush: () => void): () => void {
  const onEvent = ({ name }: TLEventInfo) => {
    // After the tool has done its last work, which may come later in the same task.
    if (endings.has(name)) queueMicrotask(flush)
  }
  editor.on('event', onEvent)
  return () => editor.off('event', onEvent)
}
