import { type PlayScreen, playScreens } from '@sheshi/methods'
import { useEffect, useState } from 'react'
import type { Editor, TLRecord } from 'tldraw'

/** So long after a change the screens and where they lead are read again. */
const pause = 150

/** The screens of the prototype as they are right now. */
export function usePlayScreens(editor: Editor, locale: string): PlayScreen[] {
  const [screens, setScreens] = useState(() => readScreens(editor, locale))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timer = undefined
      setScreens(readScreens(editor, locale))
    }
    const stop = editor.store.listen(
      () => {
        timer ??= setTimeout(read, pause)
      },
      { scope: 'document' },
    )
    read()
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [editor, locale])
  return screens
}

const readScreens = (editor: Editor, locale: string): PlayScreen[] =>
  playScreens(
    new Map<string, TLRecord>(editor.store.allRecords().map((record) => [record.id, record])),
    locale,
  )

/** Where somebody is in a prototype, and how they came there. */
export interface Way {
  /** The ids of the screens, the present one last. */
  steps: readonly string[]
}

/** The way without screens that are gone meanwhile; it begins at the first screen. */
export function soundWay({ steps }: Way, screens: readonly PlayScreen[]): string[] {
  const there = steps.filter((id) => screens.some((screen) => screen.id === id))
  const [first] = screens
  return there.length > 0 || !first ? there : [first.id]
}
