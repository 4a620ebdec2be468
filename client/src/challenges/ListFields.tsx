import { Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

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

  const add = () => {
    setKeys([...keys, Math.max(-1, ...keys) + 1])
    onChange([...items, blank])
  }
  const remove = (key: number) => {
    setKeys(keys.filter((other) => other !== key))
    onChange(items.filter((_, at) => keys[at] !== key))
  }
  const replace = (key: number, item: Item) =>
    onChange(items.map((old, at) => (keys[at] === key ? item : old)))

  return (
    <div className="stack">
      {keys.map((key, at) => {
        const item = items[at]
        return (
          item !== undefined && (
            <div key={key} className="list-row">
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
          <button type="button" className="button" onClick={add}>
            <Plus aria-hidden size={18} />
            {addLabel}
          </button>
        </div>
      )}
    </div>
  )
}
