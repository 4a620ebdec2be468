import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface FoldedProps<Item> {
  items: readonly Item[]
  /** How many are shown before somebody asks for all. */
  first?: number
  className?: string
  children: (item: Item, at: number) => ReactNode
}

/** A list of which only the beginning is shown until somebody asks for the rest. */
export function Folded<Item>({ items, first = 5, className = '', children }: FoldedProps<Item>) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  // One more than fits is not worth a button.
  const folds = items.length > first + 1
  const shown = folds && !open ? items.slice(0, first) : items
  return (
    <>
      <ul className={`plain-list stack stack-tight ${className}`}>{shown.map(children)}</ul>
      {folds && (
        <button
          type="button"
          className="button button-quiet fold-button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? t('challenges.record.less') : t('challenges.record.more', { count: items.length - first })}
        </button>
      )}
    </>
  )
}
