import type { ReactNode } from 'react'

interface EntryProps {
  title: ReactNode
  details: ReactNode
  /** What can be done about it. */
  children: ReactNode
}

/** One line of a list of this page: who, what is known of it, and buttons. */
export function Entry({ title, details, children }: EntryProps) {
  return (
    <li className="facilitator">
      <div className="facilitator-who">
        <strong>{title}</strong>
        <span className="small muted">{details}</span>
      </div>
      <div className="row">{children}</div>
    </li>
  )
}
