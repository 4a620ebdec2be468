import type { VersionView } from '@sheshi/records'
import { BookCheck, Bookmark, CircleAlert, Clock, Flag, type LucideIcon, Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { VersionSession } from './sessions.ts'
import { useVersionWords } from './useVersionWords.ts'

const icons: Record<VersionView['kind'], LucideIcon> = {
  start: Flag,
  work: Clock,
  export: BookCheck,
  named: Bookmark,
  restore: Undo2,
}

interface VersionListProps {
  sessions: readonly VersionSession[]
  chosen: VersionView
  onChoose: (version: VersionView) => void
}

/** All versions, newest first, session by session: when, what, by whom. */
export function VersionList({ sessions, chosen, onChoose }: VersionListProps) {
  const words = useVersionWords()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(`[data-version="${CSS.escape(chosen.id)}"]`)
    // By hand: scrollIntoView would move the page itself on phones, where the list lies below the picture.
    if (row && list.current && getComputedStyle(list.current).overflowY === 'auto') {
      const { offsetTop, offsetHeight } = row
      const { scrollTop, clientHeight } = list.current
      if (offsetTop < scrollTop + 40) list.current.scrollTop = offsetTop - 40
      else if (offsetTop + offsetHeight > scrollTop + clientHeight)
        list.current.scrollTop = offsetTop + offsetHeight - clientHeight
    }
  }, [chosen.id])
  return (
    <div className="version-list" ref={list}>
      {[...sessions].reverse().map((session) => (
        <section key={session[0]?.id}>
          <h2 className="version-day">{session[0] && words.day(session[0])}</h2>
          <ol className="plain-list">
            {[...session].reverse().map((version) => (
              <li key={version.id}>
                <Row version={version} chosen={version === chosen} onChoose={onChoose} />
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

interface RowProps {
  version: VersionView
  chosen: boolean
  onChoose: (version: VersionView) => void
}

function Row({ version, chosen, onChoose }: RowProps) {
  const words = useVersionWords()
  const Icon = version.readable ? icons[version.kind] : CircleAlert
  const label = words.label(version)
  const done = [words.people(version), words.changes(version)].filter(Boolean).join(' · ')
  return (
    <button
      type="button"
      className="version-row"
      data-version={version.id}
      data-kind={version.kind}
      aria-current={chosen}
      onClick={() => onChoose(version)}
    >
      <Icon aria-hidden size={18} />
      <span className="version-words">
        <span>
          <strong>{words.time(version)}</strong> {label}
        </span>
        {done && <span className="small muted">{done}</span>}
      </span>
    </button>
  )
}
