import { cardsIn, type Section } from '@sheshi/methods'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Editor, TLShapeId } from 'tldraw'
import { bringIntoView, goTo, rowIn } from './OutlineTree.tsx'
import { cardKey, type Row, sectionKey } from './rows.ts'

/** What somebody opened or closed in the tree. */
export function useOpened() {
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map())
  const setOpen = useCallback((keys: readonly string[], open: boolean) => {
    setOpened((before) => new Map([...before, ...keys.map((key) => [key, open] as const)]))
  }, [])
  return { opened, setOpen }
}

const theTree = () => document.querySelector<HTMLElement>('.outline-tree')

/** Gives a row the focus as soon as it is there: it may be about to appear. */
export function useFocusRow(rows: readonly Row[], setActive: (key: string) => void): (key: string) => void {
  const [wanted, setWanted] = useState<{ key: string } | null>(null)
  // After every render: of thousands of rows one is drawn when it comes into view, or when it is the active one.
  useEffect(() => {
    if (!wanted || !rows.some(({ key }) => key === wanted.key)) return
    setActive(wanted.key)
    if (goTo(theTree(), wanted.key)) setWanted(null)
  })
  return useCallback((key: string) => setWanted({ key }), [])
}

/** tldraw keeps a press on the canvas to itself, and the focus would stay in the panel: the next key would be for a row. */
export function useKeyboardBack(panel: { current: HTMLElement | null }, editor: Editor | null): void {
  useEffect(() => {
    const container = editor?.getContainer()
    const onPress = () => {
      if (panel.current?.contains(document.activeElement)) container?.focus({ preventScroll: true })
    }
    container?.addEventListener('pointerdown', onPress, true)
    return () => container?.removeEventListener('pointerdown', onPress, true)
  }, [panel, editor])
}

interface Follow {
  rows: readonly Row[]
  sections: readonly Section[]
  chosen: readonly TLShapeId[]
  setActive: (key: string) => void
  setOpen: (keys: readonly string[], open: boolean) => void
}

/** What is selected on the canvas is the chosen row here, and in sight; the focus stays where it is. Answers `reveal`. */
export function useFollowCanvas({
  rows,
  sections,
  chosen,
  setActive,
  setOpen,
}: Follow): (id: string) => void {
  const now = useRef(sections)
  now.current = sections
  const reveal = useCallback(
    (id: string) => {
      const at = cardsIn([...now.current]).find(({ card }) => card.id === id)
      const key = at ? cardKey(id) : sectionKey(id)
      if (at) {
        const above = at.path.map((each, depth) =>
          depth < at.sections.length ? sectionKey(each) : cardKey(each),
        )
        setOpen(above, true)
      }
      return key
    },
    [setOpen],
  )
  const only = chosen.length === 1 ? chosen[0] : undefined
  const [pending, setPending] = useState<{ key: string } | null>(null)
  useEffect(() => {
    if (only) setPending({ key: reveal(only.slice('shape:'.length)) })
  }, [only, reveal])
  // After every render: the row may have been in a closed section, or not have been read yet.
  useEffect(() => {
    if (!pending || !rows.some(({ key }) => key === pending.key)) return
    setActive(pending.key)
    const row = rowIn(theTree(), pending.key)
    if (!row) return
    bringIntoView(row)
    setPending(null)
  })
  return reveal
}
