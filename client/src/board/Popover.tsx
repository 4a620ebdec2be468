import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

interface PopoverProps {
  /** What the button shows. */
  face: ReactNode
  /** What a screen reader calls the button and the panel. */
  label: string
  className?: string
  children: (close: () => void) => ReactNode
}

/** A button with a small panel below it; Escape, a click elsewhere and moving the focus away close it. */
export function Popover({ face, label, className = '', children }: PopoverProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const panelId = useId()

  useEffect(() => {
    const place = root.current
    if (!open || !place) return
    const isInside = (target: EventTarget | null) => target instanceof Node && place.contains(target)
    const onPointerDown = ({ target }: PointerEvent) => !isInside(target) && setOpen(false)
    const onFocusOut = ({ relatedTarget }: FocusEvent) =>
      relatedTarget && !isInside(relatedTarget) && setOpen(false)
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setOpen(false)
      button.current?.focus()
    }
    // tldraw keeps pointer events to itself, so listen before they reach it.
    document.addEventListener('pointerdown', onPointerDown, true)
    place.addEventListener('focusout', onFocusOut)
    place.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true)
      place.removeEventListener('focusout', onFocusOut)
      place.removeEventListener('keydown', onKeyDown)
    }
  }, [open])

  const close = () => {
    setOpen(false)
    button.current?.focus()
  }

  return (
    <div ref={root} className={`popover ${className}`}>
      <button
        ref={button}
        type="button"
        className="button button-quiet bar-button"
        aria-label={label}
        aria-expanded={open}
        aria-controls={panelId}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {face}
      </button>
      {open && (
        <section id={panelId} className="popover-panel" aria-label={label}>
          {children(close)}
        </section>
      )}
    </div>
  )
}
