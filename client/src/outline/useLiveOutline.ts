import { countCards, type Outline, readOutline, type Section, sectionsOf, spotsOf } from '@sheshi/methods'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { TLRecord, TLStore } from 'tldraw'

/** What a board says now, with how many cards it has. */
export interface LiveOutline {
  outline: Outline
  sections: Section[]
  cards: number
  /** The sections that take new cards. */
  spots: ReadonlySet<string>
}

/** The outline is read at most so often while people draw, and never for more than an eighth of the time. */
const pause = 250
const share = 8

/** The records of a store by id, as the outline reads them. */
export const recordsOf = (store: TLStore): Map<string, TLRecord> =>
  new Map(store.allRecords().map((record) => [record.id, record]))

function read(store: TLStore, template: string, locale: string): LiveOutline {
  const records = recordsOf(store)
  const outline = readOutline(records, { template, locale })
  const sections = sectionsOf(outline, locale)
  const cards = sections.reduce((sum, section) => sum + countCards(section), 0)
  return { outline, sections, cards, spots: new Set(spotsOf({ records, template, sections })) }
}

/** The outline of a board, kept current; `refresh` reads it at once, after a change of one's own. */
export function useLiveOutline(
  store: TLStore,
  template: string,
  locale: string,
): LiveOutline & { refresh: () => void } {
  const [live, setLive] = useState(() => read(store, template, locale))
  const asked = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const refresh = useCallback(() => {
    clearTimeout(asked.current)
    asked.current = undefined
    setLive(read(store, template, locale))
  }, [store, template, locale])
  useEffect(() => {
    let took = 0
    const run = () => {
      const start = performance.now()
      refresh()
      took = performance.now() - start
    }
    refresh()
    // Cameras, cursors and selections are not the document's.
    const stop = store.listen(
      () => {
        asked.current ??= setTimeout(run, Math.max(pause, took * share))
      },
      { scope: 'document', source: 'all' },
    )
    return () => {
      stop()
      clearTimeout(asked.current)
      asked.current = undefined
    }
  }, [store, refresh])
  return { ...live, refresh }
}
