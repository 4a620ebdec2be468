import { Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { firstField } from './EditableSection.tsx'

interface ListFieldsProps<Item> {
  items: Item[]
  onChange: (items: Item[]) => void
  /** What a new row starts with. */
  blank: Item
  max: number
  addLabel: string
  /** The row's name for its remove button, e.g. the partner's. */
  nameOf: (item: Item) => string
  fields: (item: Item, set: (item: Item) => void) => ReactNode
}

/** Rows of fields that can be added and taken away. */
export function ListFields<Item>(props: ListFieldsProps<Item>) {
  const { items, onChange, blank, max, addLabel, nameOf, fields } = props
  const { t } = useTranslation()
  // Items have no identity of their own; without one, removing a row would leave its cursor in the next.
  const [keys, setKeys] = useState(() => items.map((_, index) => index))

  const added = useRef<number | null>(null)
  const addButton = useRef<HTMLButtonElement>(null)

  const add = () => {
    const key = Math.max(-1, ...keys) + 1
    added.current = key
    setKeys([...keys, key])
    onChange([...items, blank])
  }
  const remove = (key: number) => {
    setKeys(keys.filter((other) => other !== key))
    onChange(items.filter((_, at) => keys[at] !== key))
    addButton.current?.focus()
  }
  const replace = (key: number, item: Item) =>
    onChange(items.map((old, at) => (keys[at] === key ? item : old)))

  /** Who adds a row goes on writing in it. */
  const focusAdded = (key: number, row: HTMLElement | null) => {
    if (!row || added.current !== key) return
    added.current = null
    firstField(row)?.focus()
  }

  return (
    <div className="stack">
      {keys.map((key, at) => {
        const item = items[at]
        return (
          item !== undefined && (
            <div key={key} className="list-row" ref={(row) => focusAdded(key, row)}>
              <div className="list-row-fields">{fields(item, (changed) => replace(key, changed))}</div>
              <button
                type="button"
                className="button button-quiet button-icon"
                aria-label={t('challenges.edit.remove', { name: nameOf(item) || at + 1 })}
                onClick={() => remove(key)}
              >
                <Trash2 aria-hidden size={18} />
              </button>
            </div>
          )
        )
      })}
      {items.length < max && (
        <div>
          <button type="button" ref={addButton} className="button" onClick={add}>
            <Plus aria-hidden size={18} />
            {addLabel}
          </button>
        </div>
      )}
    </div>
  )
}
