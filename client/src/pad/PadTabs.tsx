import { LayoutDashboard, type LucideIcon, NotebookPen, StickyNote } from 'lucide-react'
import { useText } from './text.ts'

export type Tab = 'write' | 'mine' | 'board'

const tabs: { tab: Tab; key: string; icon: LucideIcon }[] = [
  { tab: 'write', key: 'pad.tabs.write', icon: NotebookPen },
  { tab: 'mine', key: 'pad.tabs.mine', icon: StickyNote },
  { tab: 'board', key: 'pad.tabs.board', icon: LayoutDashboard },
]

interface PadTabsProps {
  tab: Tab
  onTab(tab: Tab): void
  mayWrite: boolean
  waiting: number
}

/** The parts of the pad, under the thumb. Who only looks on has one, and needs no tabs. */
export function PadTabs({ tab: current, onTab, mayWrite, waiting }: PadTabsProps) {
  const t = useText()
  if (!mayWrite) return null
  return (
    <nav className="pad-tabs" aria-label={t('pad.tabs.label')}>
      {tabs.map(({ tab, key, icon: Icon }) => (
        <button
          key={tab}
          type="button"
          className="pad-tab"
          aria-current={tab === current ? 'page' : undefined}
          onClick={() => onTab(tab)}
        >
          <Icon aria-hidden size={22} />
          {t(key)}
          {tab === 'mine' && waiting > 0 && <span className="pad-count">{waiting}</span>}
        </button>
      ))}
    </nav>
  )
}
