import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { ReactNode, RefObject } from 'react'
import type { Row } from './rows.ts'

/** More rows than this are drawn as they come into view; fewer are all there, also for a screen reader's own search. */
const most = 500
/** The height of a row of one line. */
const usual = 40
/** Rows beyond the edges that are drawn too. */
const spare = 12

interface TreeRowsProps {
  tree: RefObject<HTMLElement | null>
  rows: Row[]
  /** Keys of rows that are drawn wherever they are: what has the focus, and what is written in. */
  always: readonly (string | null | undefined)[]
  draw: (row: Row) => ReactNode
}

/** The rows of the tree; of thousands, those in view. */
export function TreeRows(props: TreeRowsProps) {
  return props.rows.length > most ? <InView {...props} /> : props.rows.map(props.draw)
}

function InView({ tree, rows, always, draw }: TreeRowsProps) {
  const kept = rows.flatMap(({ key }, at) => (always.includes(key) ? [at] : []))
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => tree.current?.parentElement ?? null,
    estimateSize: () => usual,
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: spare,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...kept])].sort((one, other) => one - other),
    useFlushSync: false,
  })
  return (
    <div role="presentation" className="outline-slots" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index]
        return (
          row && (
            <div
              key={key}
              ref={virtual.measureElement}
              role="presentation"
              className="outline-slot"
              data-index={index}
              style={{ top: start }}
            >
              {draw(row)}
            </div>
          )
        )
      })}
    </div>
  )
}
