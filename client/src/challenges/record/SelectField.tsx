interface SelectFieldProps<Value extends string> {
  label: string
  value: Value | undefined
  options: readonly Value[]
  nameOf: (value: Value) => string
  onChange: (value: Value | undefined) => void
  /** What stands for “nothing chosen”; without it something must be. */
  none?: string
}

/** Chooses one of a few known values, or none. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, value, options, nameOf, onChange, none } = props
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select
        className="input"
        value={value ?? ''}
        onChange={(event) => onChange(options.find((option) => option === event.currentTarget.value))}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {nameOf(option)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface CheckListProps<Value extends string | number> {
  label: string
  chosen: readonly Value[]
  options: readonly Value[]
  nameOf: (value: Value) => string
  onChange: (chosen: Value[]) => void
}

/** Chooses any of some known values. */
export function CheckList<Value extends string | number>(props: CheckListProps<Value>) {
  const { label, chosen, options, nameOf, onChange } = props
  return (
    <fieldset className="check-list">
      <legend className="field-label">{label}</legend>
      {options.map((option) => (
        <label key={option} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? options.filter((each) => each === option || chosen.includes(each))
                  : chosen.filter((each) => each !== option),
              )
            }
          />
          {nameOf(option)}
        </label>
      ))}
    </fieldset>
  )
}
