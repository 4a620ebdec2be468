import { Component, type ReactNode } from 'react'
import { EndCard } from './EndCard.tsx'

/** Where the page breaks while it is drawn: says so and offers to load it anew, instead of a white window. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return <EndCard end="broken" onRetry={() => location.reload()} />
  }
}
