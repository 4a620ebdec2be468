import type { VersionView } from '@sheshi/records'
import { useEffect } from 'react'

/** Arrow keys go through the versions, Home and End to the first and the last, wherever the focus is. */
export function useVersionKeys(
  ordered: readonly VersionView[],
  chosen: string,
  choose: (version: VersionView) => void,
  active: boolean,
): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      const elsewhere =
        event.target instanceof Element && event.target.closest('input, select, textarea, dialog')
      if (elsewhere || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const wanted = versionAt(event.key, ordered, chosen)
      if (!wanted) return
      event.preventDefault()
      choose(wanted)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [ordered, chosen, choose, active])
}

function versionAt(key: string, ordered: readonly VersionView[], chosen: string): VersionView | undefined {
  const at = ordered.findIndex(({ id }) => id === chosen)
  if (key === 'ArrowLeft') return ordered[at - 1]
  if (key === 'ArrowRight') return ordered[at + 1]
  if (key === 'Home') return ordered[0]
  return key === 'End' ? ordered.at(-1) : undefined
}
