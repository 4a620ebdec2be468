import type { ButtonHTMLAttributes, PointerEvent } from 'react'

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'onClick' | 'type'> & { onPress: () => void }

/**
 * A button that acts as soon as it is touched. Browsers make a click only of the first finger on the glass, and here
 * several people press at once; what comes without a finger (keyboards, screen readers) comes as a click.
 */
export function TouchButton({ onPress, ...button }: Props) {
  const press = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return
    // No focus, and no click after it.
    event.preventDefault()
    onPress()
  }
  return (
    <button
      {...button}
      type="button"
      onPointerDown={press}
      onClick={(event) => event.detail === 0 && onPress()}
    />
  )
}
