import { type ReactNode, useEffect, useId, useRef } from 'react'
import { CloseButton } from '../app/CloseButton.tsx'
import './sidePanel.css'

interface SidePanelProps {
  title: string
  onClose: () => void
  /** Its buttons, which stay in sight however long the rest is. */
  foot?: ReactNode
  children: ReactNode
}

/** A panel over the canvas that leaves the board in sight and in reach; Escape closes it and gives the focus back. */
export function SidePanel({ title, onClose, foot, children }: SidePanelProps) {
  const titleId = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const before = document.activeElement
    heading.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <section
      className="side-panel"
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        // tldraw would take the keys for its own shortcuts.
        event.stopPropagation()
        if (event.key === 'Escape') onClose()
      }}
    >
      <div className="side-panel-head">
        <h2 id={titleId} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <CloseButton onClose={onClose} />
      </div>
      <div className="side-panel-body">{children}</div>
      {foot && <div className="side-panel-foot">{foot}</div>}
    </section>
  )
}
