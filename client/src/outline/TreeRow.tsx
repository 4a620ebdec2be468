import { ChevronRight } from 'lucide-react'
import { type CSSProperties, memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Row } from './rows.ts'

interface TreeRowProps {
  row: Row
  /** It has the tree's one place in the order of Tab. */
  active: boolean
  selected: boolean
  /** A field to write in, below the row's words or instead of them. */
  form?: ReactNode
  formInstead?: boolean
}

/** One line of the tree. What happens on it is handled by the tree. */
export const TreeRow = memo(function TreeRow({ row, active, selected, form, formInstead }: TreeRowProps) {
  const { t } = useTranslation()
  const { key, kind, title, facts, level, position, siblings, expandable, expanded, count } = row
  return (
    <div
      role="treeitem"
      className={`outline-row outline-${kind}${form ? ' outline-writing' : ''}`}
      style={{ '--depth': Math.min(level - 1, 8) } as CSSProperties}
      data-key={key}
      tabIndex={active ? 0 : -1}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={selected}
      {...(expandable ? { 'aria-expanded': expanded } : {})}
    >
      {!formInstead && (
        <div className="outline-line">
          <span className="outline-twist" data-twist={expandable} aria-hidden>
            {expandable && <ChevronRight size={16} />}
          </span>
          <span className="outline-words">
            <span className="outline-title">{title || t('outline.untitled')}</span>
            {facts.length > 0 && <span className="outline-facts">{facts.join(' · ')}</span>}
          </span>
          {count !== null && (
            <span className="outline-count">
              <span aria-hidden>{count}</span>
              <span className="visually-hidden">{t('outline.cards', { count })}</span>
            </span>
          )}
        </div>
      )}
      {form}
    </div>
  )
}, isSame)

/** The outline is read anew several times a second; most rows say the same as before. */
function isSame(before: TreeRowProps, now: TreeRowProps): boolean {
  if (before.form || now.form) return false
  if (before.active !== now.active || before.selected !== now.selected) return false
  const [one, other] = [before.row, now.row]
  if (one === other) return true
  const names = Object.keys(one) as (keyof Row)[]
  return names.every((name) =>
    name === 'facts' ? one.facts.join('\n') === other.facts.join('\n') : one[name] === other[name],
  )
}
