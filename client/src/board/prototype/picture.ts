import { useEffect, useState } from 'react'
import type { Editor, TLShapeId } from 'tldraw'

/** So long after a change the picture is drawn again. */
const pause = 150

/** A screen as it is drawn right now, as the address of a picture; null until there is one. Follows what others draw. */
export function useScreenPicture(editor: Editor, id: TLShapeId | null): string | null {
  const [picture, setPicture] = useState<{ of: TLShapeId; address: string } | null>(null)
  useEffect(() => {
    if (!id) return
    let gone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = ''
    const draw = async () => {
      timer = undefined
      const address = await drawScreen(editor, id)
      if (gone || !address) return
      URL.revokeObjectURL(last)
      last = address
      setPicture({ of: id, address })
    }
    const stop = editor.store.listen(
      ({ changes }) => {
        const ids = [
          ...Object.keys(changes.added),
          ...Object.keys(changes.updated),
          ...Object.keys(changes.removed),
        ]
        if (ids.every((each) => isElsewhere(editor, id, each as TLShapeId))) return
        timer ??= setTimeout(draw, pause)
      },
      { scope: 'document' },
    )
    void draw()
    return () => {
      gone = true
      stop()
      clearTimeout(timer)
      URL.revokeObjectURL(last)
    }
  }, [editor, id])
  return picture && picture.of === id ? picture.address : null
}

/** True of a shape that is still there and lies on another screen, or on none: it cannot be in the picture. */
function isElsewhere(editor: Editor, screen: TLShapeId, id: TLShapeId): boolean {
  const shape = editor.getShape(id)
  return shape !== undefined && id !== screen && !editor.hasAncestor(shape, screen)
}

/** tldraw draws a frame alone without its border; of one with nothing in it there is nothing to draw. */
async function drawScreen(editor: Editor, id: TLShapeId): Promise<string | null> {
  if (!editor.getShape(id)) return null
  const drawn = await editor.getSvgString([id], { background: true, darkMode: false, padding: 0 })
  return drawn ? URL.createObjectURL(new Blob([drawn.svg], { type: 'image/svg+xml' })) : null
}
