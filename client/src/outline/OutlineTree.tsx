import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { nearestRow, type Row } from './rows.ts'
import { TreeRow } from './TreeRow.tsx'
import { TreeRows } from './TreeRows.tsx'
import { type RowAction, treeAction, typedAhead } from './treeKeys.ts'

/** A field that is open on a row. */
export interface OpenForm {
  key: string
  /** In the place of the row's words, instead of below them. */
  instead: boolean
  form: ReactNode
}

interface OutlineTreeProps {
  rows: Row[]
  active: string | null
  onActive: (key: string) => void
  selected: ReadonlySet<string>
  open: OpenForm | null
  onAction: (action: RowAction) => void
}

/** How long somebody may wait between two letters of one word. */
const typingPause = 700

/**
 * The outline as one tree by WAI-ARIA's pattern: one row at a time is in the order of Tab, the arrows walk. The rows are
 * siblings that say their level and place, instead of nested groups: a chain of causes can be longer than a page nests.
 */
export function OutlineTree({ rows, active, onActive, selected, open, onAction }: OutlineTreeProps) {
  const { t } = useTranslation()
  const tree = useRef<HTMLDivElement>(null)
  const typed = useRef({ letters: '', at: 0 })
  const current = useCurrentRow(tree, rows, active, onActive)
  const walkTo = (key: string) => {
    // Of thousands of rows only some are drawn, and the active one is among them.
    flushSync(() => onActive(key))
    goTo(tree.current, key)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = { key: event.key, alt: event.altKey, control: event.ctrlKey || event.metaKey }
    const on = keyAt(event.target) ?? current
    const at = rows.findIndex(({ key }) => key === on)
    const action = treeAction(rows, at, { ...pressed, shift: event.shiftKey })
    // Letters are for walking here; the canvas would take them for tools.
    if (!pressed.control && event.key !== 'Tab' && event.key !== 'Escape') event.stopPropagation()
    if (!action) return
    event.preventDefault()
    event.stopPropagation()
    if (action.do === 'focus') {
      walkTo(action.key)
    } else if (action.do === 'type') {
      const found = typedAhead(rows, at, gathered(typed.current, action.letters))
      if (found) walkTo(found)
    } else {
      onAction(action)
    }
  }

  const onClick = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    const row = rows.find((each) => each.key === keyAt(event.target))
    if (!row || target?.closest('.outline-form')) return
    onActive(row.key)
    goTo(tree.current, row.key)
    const twisted = target?.closest<HTMLElement>('[data-twist="true"]')
    onAction(twisted ? { do: row.expanded ? 'close' : 'open', key: row.key } : { do: 'show', key: row.key })
  }

  return (
    <div
      ref={tree}
      role="tree"
      className="outline-tree"
      aria-label={t('outline.title')}
      aria-multiselectable
      onKeyDown={onKeyDown}
      onClick={onClick}
      // A screen reader puts the focus where it likes.
      onFocus={({ target }) => {
        const key = keyAt(target)
        if (key) onActive(key)
      }}
    >
      <TreeRows
        tree={tree}
        rows={rows}
        always={[current, open?.key]}
        draw={(row) => (
          <TreeRow
            key={row.key}
            row={row}
            active={row.key === current}
            selected={selected.has(row.key)}
            {...(open?.key === row.key ? { form: open.form, formInstead: open.instead } : {})}
          />
        )}
      />
    </div>
  )
}

const keyAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[role=treeitem]')?.dataset.key ?? null) : null

function gathered(typed: { letters: string; at: number }, letter: string): string {
  const now = performance.now()
  typed.letters = now - typed.at > typingPause ? letter : typed.letters + letter
  typed.at = now
  return typed.letters
}

/** Gives a row that is drawn the focus, and answers whether it is. Its place in the order of Tab follows at the next render. */
export function goTo(tree: HTMLElement | null, key: string): boolean {
  const row = rowIn(tree, key)
  row?.focus({ preventScroll: true })
  if (row) bringIntoView(row)
  return row !== null
}

/** How many frames it takes at most until all rows in view have their true heights, by which they push others on. */
const settling = 8

/** Scrolls to a row, and stays with it while the rows around it are measured. */
export function bringIntoView(row: HTMLElement, frames = settling): void {
  row.scrollIntoView({ block: 'nearest' })
  if (frames > 0) requestAnimationFrame(() => bringIntoView(row, frames - 1))
}

/** The element of a row; null where it is not drawn. */
export const rowIn = (tree: HTMLElement | null, key: string): HTMLElement | null =>
  tree?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null

/** The row in the order of Tab. Where somebody else took it away, the one that is nearest, with the focus if it had it. */
function useCurrentRow(
  tree: { current: HTMLElement | null },
  rows: Row[],
  active: string | null,
  onActive: (key: string) => void,
): string | null {
  const before = useRef({ rows, focused: false })
  const isThere = rows.some(({ key }) => key === active)
  const current = isThere ? active : nearestRow(before.current.rows, rows, active)
  useEffect(() => {
    const element = tree.current
    const note = () => {
      before.current.focused = element?.contains(document.activeElement) ?? false
    }
    // A row that is taken away loses the focus to the page without a word.
    element?.addEventListener('focusin', note)
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget) before.current.focused = false
    }
    element?.addEventListener('focusout', leave)
    return () => {
      element?.removeEventListener('focusin', note)
      element?.removeEventListener('focusout', leave)
    }
  }, [tree])
  useEffect(() => {
    before.current.rows = rows
    if (current === active || current === null) return
    onActive(current)
    if (before.current.focused && document.activeElement === document.body) goTo(tree.current, current)
  }, [tree, rows, current, active, onActive])
  return current
}
