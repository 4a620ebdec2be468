import { ArrowDown, ArrowUp, FolderInput, type LucideIcon, Pencil, Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Row } from './rows.ts'
import type { RowAction } from './treeKeys.ts'

interface RowActionsProps {
  /** The row that the buttons are about. */
  row: Row | null
  spots: ReadonlySet<string>
  onAction: (action: RowAction) => void
  onMove: (row: Row) => void
}

/** What can be done with the chosen row, for whoever does it with a pointer or looks for it with Tab. */
export function RowActions({ row, spots, onAction, onMove }: RowActionsProps) {
  const { t } = useTranslation()
  const key = row?.key ?? ''
  const isCard = row?.kind === 'card'
  const canAdd = row !== null && spots.has(row.section)
  const shift = (by: -1 | 1) => onAction({ do: 'shift', key, by })
  const canUp = isCard && row.position > 1
  const canDown = isCard && row.position < row.siblings
  const buttons: [name: string, icon: LucideIcon, usable: boolean, run: () => void][] = [
    [t('outline.actions.add'), Plus, canAdd, () => onAction({ do: 'add', key })],
    [
      t('outline.actions.rename'),
      Pencil,
      isCard || row?.named === true,
      () => onAction({ do: 'rename', key }),
    ],
    [t('outline.actions.move'), FolderInput, isCard, () => row && onMove(row)],
    [t('outline.actions.up'), ArrowUp, canUp, () => shift(-1)],
    [t('outline.actions.down'), ArrowDown, canDown, () => shift(1)],
    [t('outline.actions.delete'), Trash2, isCard, () => onAction({ do: 'delete', key })],
  ]
  return (
    <fieldset className="outline-actions">
      <legend className="visually-hidden">{t('outline.actions.title', { title: row?.title ?? '' })}</legend>
      {buttons.map(([name, Icon, usable, run]) => (
        <button
          key={name}
          type="button"
          className="button button-quiet button-icon"
          aria-label={name}
          title={name}
          // Not `disabled`: a button that is pressed to the end of a list must not lose the focus.
          aria-disabled={!usable}
          onClick={() => usable && run()}
        >
          <Icon aria-hidden size={18} />
        </button>
      ))}
    </fieldset>
  )
}
